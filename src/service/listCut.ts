// Finds the rows of a list in the text of an answer, and walks a new text along the rows of an old one (docs/decisions/18-below-parsing.md).

/** The rows of one list: where each stands in the text, and what was read of it. */
export interface CutList<Entry> {
	readonly text: string;
	readonly starts: readonly number[];
	readonly ends: readonly number[];
	readonly entries: readonly Entry[];
}

/** The rows of a new text, and the answer with an empty list in their place. */
export interface WalkedList<Entry> extends CutList<Entry> {
	readonly envelope: unknown;
}

/**
 * Reads a row that differs from the old row at `expected`, and says at which old row the walk goes on.
 * Throws if the text is no JSON.
 */
export type ReadChanged<Entry> = (source: string, expected: number) => { readonly entry: Entry; readonly next: number };

/** Long enough that a comparison is native, and short enough that the first difference ends it. */
const slice = 16_384;

/** Compares two long texts; by slices, because the engine compares those several times faster than whole texts. */
export function isSameText(a: string, b: string): boolean {
	if (a.length !== b.length) {
		return false;
	}
	for (let from = 0; from < a.length; from += slice) {
		if (a.slice(from, from + slice) !== b.slice(from, from + slice)) {
			return false;
		}
	}
	return true;
}

/**
 * Where the rows of a bare or wrapped list stand in a text that is valid JSON.
 * Undefined if they are not as many as expected, or not all objects: then the text can only be parsed whole.
 */
export function cutList<Entry>(text: string, name: string, entries: readonly Entry[]): CutList<Entry> | undefined {
	const starts: number[] = [];
	const ends: number[] = [];
	const open = listStart(text, name);
	let at = open === undefined ? text.length : firstRow(text, open);
	while (text[at] === '{') {
		const end = valueEnd(text, at);
		starts.push(at);
		ends.push(end);
		at = nextRow(text, end);
	}
	const isWhole = open !== undefined && starts.length === entries.length && text[at] === ']';
	return isWhole && envelopeOf(text, name, open, at) !== undefined ? { text, starts, ends, entries } : undefined;
}

/**
 * Reads a new text by comparing it with an old one, row by row: a row with the same text keeps its entry.
 * Undefined if too much differs, or if the text is not surely a valid list of objects: then it has to be parsed whole.
 */
export function walkList<Entry>(
	before: CutList<Entry>,
	text: string,
	name: string,
	read: ReadChanged<Entry>,
): WalkedList<Entry> | undefined {
	const open = listStart(text, name);
	if (open === undefined) {
		return undefined;
	}
	const starts: number[] = [];
	const ends: number[] = [];
	const entries: Entry[] = [];
	let at = firstRow(text, open);
	let old = 0;
	let changed = 0;
	while (text[at] === '{') {
		const from = before.starts[old];
		const to = before.ends[old];
		starts.push(at);
		if (
			from !== undefined &&
			to !== undefined &&
			text.slice(at, at + to - from) === before.text.slice(from, to) // an object ends where its text ends
		) {
			at += to - from;
			entries.push(before.entries[old] as Entry);
			old++;
		} else {
			const end = valueEnd(text, at);
			changed++;
			if (changed > fewRows + before.starts.length / 32 + starts.length / 3) {
				return undefined;
			}
			try {
				const { entry, next } = read(text.slice(at, end), old);
				entries.push(entry);
				old = next;
			} catch (error) {
				if (error instanceof SyntaxError) {
					return undefined; // parsing the whole will say so
				}
				throw error;
			}
			at = end;
		}
		ends.push(at);
		at = nextRow(text, at);
	}
	const envelope = text[at] === ']' ? envelopeOf(text, name, open, at) : undefined;
	return envelope === undefined ? undefined : { text, starts, ends, entries, envelope };
}

/** So many changed rows are read one by one even in a short list. */
const fewRows = 16;

/**
 * The answer with an empty list in place of the rows. Undefined if the text around them is no JSON, or if the list is not the one
 * that counts: of two with the same name, JSON.parse takes the last.
 */
function envelopeOf(text: string, name: string, open: number, close: number): unknown {
	const head = text.slice(0, open + 1);
	const tail = text.slice(close);
	try {
		const empty: unknown = JSON.parse(head + tail);
		const listIn = (body: unknown) => (Array.isArray(body) ? body : (body as Record<string, unknown>)[name]);
		const [list, other] = [listIn(empty), listIn(JSON.parse(`${head}0${tail}`))];
		return Array.isArray(list) && list.length === 0 && Array.isArray(other) && other.length === 1 ? empty : undefined;
	} catch {
		return undefined;
	}
}

/** Index of the `[` of a bare list, or of the first list with this name in an object. */
function listStart(text: string, name: string): number | undefined {
	let at = skipSpace(text, 0);
	if (text[at] === '[') {
		return at;
	}
	const key = JSON.stringify(name);
	while (at < text.length && (text[at] === '{' || text[at] === ',')) {
		const from = skipSpace(text, at + 1);
		const to = text[from] === '"' ? stringEnd(text, from) : text.length;
		const colon = skipSpace(text, to);
		const value = skipSpace(text, colon + 1);
		if (text[value] === '[' && text.slice(from, to) === key) {
			return value;
		}
		at = skipSpace(text, valueEnd(text, value));
	}
	return undefined;
}

/** Index of the first row, or of the `]` of an empty list. */
function firstRow(text: string, open: number): number {
	return skipSpace(text, open + 1);
}

/** Index of the row after a comma, or of the `]`; the end of the text if neither follows. */
function nextRow(text: string, end: number): number {
	const at = skipSpace(text, end);
	if (text.charCodeAt(at) === comma) {
		const next = skipSpace(text, at + 1);
		return text.charCodeAt(next) === closeBracket ? text.length : next;
	}
	return text.charCodeAt(at) === closeBracket ? at : text.length;
}

const [quote, comma, backslash] = [0x22, 0x2c, 0x5c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The four characters that JSON allows between values. */
function skipSpace(text: string, from: number): number {
	let at = from;
	for (let code = text.charCodeAt(at); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; ) {
		code = text.charCodeAt(++at);
	}
	return at;
}

/** Index after a value; if the text is no JSON, any index up to its end. */
function valueEnd(text: string, from: number): number {
	let depth = 0;
	let at = from;
	while (at < text.length) {
		const code = text.charCodeAt(at);
		if (code === quote) {
			at = stringEnd(text, at);
			if (depth === 0) {
				return at;
			}
		} else if (code === openBrace || code === openBracket) {
			depth++;
			at++;
		} else if (code === closeBrace || code === closeBracket) {
			if (depth <= 1) {
				return depth === 0 ? at : at + 1;
			}
			depth--;
			at++;
		} else if (code === comma && depth === 0) {
			return at;
		} else {
			at++;
		}
	}
	return text.length;
}

/** Index after the string that begins here; the end of the text if the string has none. */
function stringEnd(text: string, from: number): number {
	for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
		let last = end - 1;
		while (text.charCodeAt(last) === backslash) {
			last--;
		}
		if ((end - last) % 2 === 1) {
			return end + 1;
		}
	}
	return text.length;
}
