// Finds the rows of a list in the text of an answer, and walks a new text along the rows of an old one (docs/decisions/18-below-parsing.md).
import { rowsPerYield, type SlicedWork } from '../slices';

/** The rows of one list: what was read of each, and where those stand in the text that were found so far. */
export interface CutList<Entry> {
	readonly text: string;
	readonly entries: readonly Entry[];
	readonly starts: number[];
	readonly ends: number[];
	/** Index of the `[` of the list, and where the search for the next row goes on. */
	readonly open: number;
	at: number;
}

/** The rows of a new text, and the answer with an empty list in their place. */
interface WalkedList<Entry> {
	readonly cut: CutList<Entry>;
	readonly envelope: unknown;
}

/**
 * Reads a row that differs from the old row at `expected`, and says at which old row the walk goes on.
 * Throws if the text is no JSON.
 */
type ReadChanged<Entry> = (source: string, expected: number) => { readonly entry: Entry; readonly next: number };

/** Length of a slice: long enough for a fast native comparison, short enough to stop soon after the first difference. */
const slice = 16_384;

/** How many of those are compared without a pause. */
const slicesPerYield = 64;

/** Compares two long texts; by slices, because the engine compares those several times faster than whole texts. */
export function* isSameText(a: string, b: string): SlicedWork<boolean> {
	if (a.length !== b.length) {
		return false;
	}
	for (let n = 0, from = 0; from < a.length; n++, from += slice) {
		if (n % slicesPerYield === slicesPerYield - 1) {
			yield;
		}
		if (a.slice(from, from + slice) !== b.slice(from, from + slice)) {
			return false;
		}
	}
	return true;
}

/** The rows of a bare or wrapped list, none of them found yet. Undefined if the text has no such list. */
export function listIn<Entry>(text: string, name: string, entries: readonly Entry[]): CutList<Entry> | undefined {
	const open = listStart(text, name);
	return open === undefined ? undefined : { text, entries, starts: [], ends: [], open, at: skipSpace(text, open + 1) };
}

/** Whether the row is found, now or before. */
export function findRow<Entry>(list: CutList<Entry>, row: number): boolean {
	const { text, starts, ends } = list;
	while (starts.length <= row && text[list.at] === '{') {
		const end = valueEnd(text, list.at);
		starts.push(list.at);
		ends.push(end);
		list.at = nextRow(text, end);
	}
	return row < starts.length;
}

/**
 * Finds all rows of a list, in a text that is valid JSON. False if they are not as many as expected, or not all objects: then the
 * text can only be parsed whole.
 */
export function* findRows<Entry>(list: CutList<Entry>, name: string): SlicedWork<boolean> {
	for (let row = list.starts.length; findRow(list, row); row++) {
		if (row % rowsPerYield === 0) {
			yield;
		}
	}
	const { text, entries, starts, open, at } = list;
	return starts.length === entries.length && envelopeOf(text, name, open, at) !== undefined;
}

/**
 * Reads a new text by comparing it with an old one, row by row: a row with the same text keeps its entry. Rows of the old text are
 * only searched as far as they are needed. Undefined if too much differs, or if one of the texts is not surely a list of objects:
 * then the new one has to be parsed whole.
 */
export function* walkList<Entry>(
	before: CutList<Entry>,
	text: string,
	name: string,
	read: ReadChanged<Entry>,
): SlicedWork<WalkedList<Entry> | undefined> {
	const entries: Entry[] = [];
	const cut = listIn(text, name, entries);
	if (!cut) {
		return undefined;
	}
	const { starts, ends } = cut;
	let { at } = cut;
	let old = 0;
	let changed = 0;
	let pause = rowsPerYield;
	while (text[at] === '{') {
		if (starts.length >= pause) {
			yield;
			pause = starts.length + rowsPerYield;
		}
		if (isSameBlock(before, old, text, at)) {
			const shift = at - (before.starts[old] as number);
			for (const end = old + blockLength; old < end; old++) {
				starts.push((before.starts[old] as number) + shift);
				ends.push((before.ends[old] as number) + shift);
				entries.push(before.entries[old] as Entry);
			}
			at = nextRow(text, ends.at(-1) as number);
			continue;
		}
		starts.push(at);
		const from = findRow(before, old) ? (before.starts[old] as number) : undefined;
		const to = before.ends[old] as number;
		if (
			from !== undefined &&
			text.slice(at, at + to - from) === before.text.slice(from, to) // an object ends where its text ends
		) {
			at += to - from;
			entries.push(before.entries[old] as Entry);
			old++;
		} else {
			const end = valueEnd(text, at);
			changed++;
			if (changed > fewRows + before.entries.length / 64 + starts.length / 3) {
				return undefined;
			}
			try {
				const { entry, next } = read(text.slice(at, end), old);
				entries.push(entry);
				old = next;
			} catch (error) {
				if (error instanceof SyntaxError) {
					return undefined; // parsing the whole text will report it
				}
				throw error;
			}
			at = end;
		}
		ends.push(at);
		at = nextRow(text, at);
	}
	cut.at = at;
	const envelope = envelopeOf(text, name, cut.open, at);
	return envelope !== undefined && (yield* findRows(before, name)) ? { cut, envelope } : undefined;
}

/** How many rows in a row are compared at once: most of them are the same. */
const blockLength = 16;

function isSameBlock<Entry>({ text, starts, ends }: CutList<Entry>, old: number, other: string, at: number): boolean {
	const from = starts[old];
	const to = ends[old + blockLength - 1];
	return from !== undefined && to !== undefined && other.slice(at, at + to - from) === text.slice(from, to);
}

/** How many changed rows are always read one by one, even in a short list. */
const fewRows = 8;

/**
 * The answer with an empty list in place of the rows. Undefined if the text around them is no JSON, or if the list is not the one
 * that counts: of two with the same name, JSON.parse takes the last.
 */
export function envelopeOf(text: string, name: string, open: number, close: number): unknown {
	if (text[close] !== ']') {
		return undefined;
	}
	const head = text.slice(0, open + 1);
	const tail = text.slice(close);
	try {
		const empty: unknown = JSON.parse(head + tail);
		const listOf = (body: unknown) => (Array.isArray(body) ? body : (body as Record<string, unknown>)[name]);
		const [list, other] = [listOf(empty), listOf(JSON.parse(`${head}0${tail}`))];
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
export function skipSpace(text: string, from: number): number {
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
export function stringEnd(text: string, from: number): number {
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
