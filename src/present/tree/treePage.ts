// The page that a visitor looks at, short enough for a row; the whole address is in the tooltip and the panel.
import { toSingleLine } from '../text';

const maxPage = 40;

/** The title where there is one before the address, else the path, else the host: "/pricing". Never a link. */
export function shortPage(page: string): string {
	// Only the beginning is looked at: a value may be 20,000 characters long.
	const text = toSingleLine(page, 400);
	const address = /https?:\/\/[^\s/?#]*\S*/i.exec(text);
	if (!address) {
		return toSingleLine(text, maxPage);
	}
	const title = text.slice(0, address.index).replace(/[\s|:(–-]+$/, '');
	return toSingleLine(title || pathOf(address[0]), maxPage);
}

/** By hand, for what a stranger sends needs not be a URL that `URL` accepts. */
function pathOf(address: string): string {
	const [, host = '', path = ''] = /^https?:\/\/([^/?#]*)([^?#]*)/i.exec(address) ?? [];
	return path === '' || path === '/' ? host : path;
}
