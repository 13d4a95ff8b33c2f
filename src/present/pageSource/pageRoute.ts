// The route of the page that a visitor is on.
import { toSingleLine } from '../text';

export interface PageRoute {
	/** "/shop/cart", for the user to see. */
	readonly path: string;
	/** Decoded. Undefined for a segment that can be no name of a file: only a dynamic one can serve it. */
	readonly segments: readonly (string | undefined)[];
}

/** How much of a page is read, in UTF-16 units, and the maximum number of segments. */
const maxPage = 4096;
const maxSegments = 16;
const maxSegment = 100;

/** The first address in the text, which may begin with the page's title, or a path alone. Undefined if there is neither. */
export function pageRoute(page: string): PageRoute | undefined {
	const text = page.slice(0, maxPage).trim();
	const [, path = '', route] = /https?:\/\/[^\s/?#\\]+([^\s?#]*)(?:\?[^\s#]*)?(?:#!?(\/[^\s?#]*))?/i.exec(text) ?? [];
	const isAddress = /https?:\/\/[^\s/?#\\]/i.test(text);
	const alone = /^\/(?!\/)[^\s?#]*/.exec(text)?.[0];
	if (!isAddress && alone === undefined) {
		return undefined;
	}
	// A page of one document has its route after the `#`.
	const segments = (isAddress ? (route ?? path) : (alone ?? ''))
		.split('/')
		.filter((segment) => segment !== '')
		.slice(0, maxSegments)
		.map(nameIn);
	return { path: `/${segments.map((segment) => toSingleLine(segment ?? '…', 60)).join('/')}`, segments };
}

/** The name in an encoded segment, if it is one: not `..`, no separator, no control or invisible character. */
function nameIn(encoded: string): string | undefined {
	let text: string;
	try {
		text = decodeURIComponent(encoded.slice(0, 3 * maxSegment).replace(/;.*$/, ''));
	} catch {
		return undefined; // no UTF-8, or cut
	}
	return text === '' || text.length > maxSegment || /^\.+$|[/\\\p{C}]/u.test(text) ? undefined : text;
}
