// The page that a visitor is on, short enough for a row.
import { toSingleLine } from '../text';

const maxPage = 40;

/** The title before the address, else its path ("/pricing"), else its host. */
export function shortPage(page: string): string {
	// The start is enough; a value may be very long.
	const text = toSingleLine(page, 400);
	const address = /https?:\/\/[^\s/?#]*\S*/i.exec(text);
	if (!address) {
		return toSingleLine(text, maxPage);
	}
	const title = text.slice(0, address.index).replace(/[\s|:(–-]+$/, '');
	return toSingleLine(title || pathOf(address[0]), maxPage);
}

/**
 * With the route after the `#`, which is the path of a page of one document (`/#/cart`). Doesn't use `URL`, which refuses some of what
 * visitors' pages send.
 */
function pathOf(address: string): string {
	const [, host = '', path = '', route = ''] =
		/^https?:\/\/([^/?#]*)([^?#]*)(?:\?[^#]*)?(#!?\/[^?]+)?/i.exec(address) ?? [];
	const shown = path + route;
	return shown === '' || shown === '/' ? host : shown;
}
