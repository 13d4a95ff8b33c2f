// Parses the list in the text of an answer in parts of some rows, so that it can be read in slices.

import type { SlicedWork } from '../slices';
import { type CutList, envelopeOf, findRow, listIn, skipSpace, stringEnd } from './listCut';

/** How many characters a part has: it is parsed in much less time than a slice takes. */
export const usualPart = 32_768;

/**
 * Parses the rows of a list in parts, and passes on each part as a text and as what JSON.parse reads of it.
 * Returns the answer with an empty list in place of the rows; undefined if the text has to be parsed whole, because it is no JSON or
 * not surely a list of objects.
 */
export function* readParts(
	text: string,
	name: string,
	partLength: number,
	read: (source: string, rows: readonly unknown[]) => void,
): SlicedWork<unknown> {
	const list = listIn(text, name, []);
	if (!list || !findRow(list, 1)) {
		return undefined;
	}
	let between: string | undefined = betweenRows(list);
	for (let from = list.starts[0] as number; ; ) {
		const found: Part | undefined =
			between === undefined ? undefined : partBefore(text, from, from + partLength, between);
		const part: Part | undefined = found ?? scannedPart(list, from, from + partLength);
		if (!part) {
			return undefined;
		}
		between = found && between;
		read(part.source, part.rows);
		if (text[part.next] !== '{') {
			return envelopeOf(text, name, list.open, part.next);
		}
		from = part.next;
		yield;
	}
}

interface Part {
	readonly source: string;
	readonly rows: readonly unknown[];
	/** Index of what follows the part and a comma. */
	readonly next: number;
}

/** What stands from the end of the first row to the name of the first field of the second: between all rows, in most texts. */
function betweenRows({ text, starts, ends }: CutList<never>): string {
	const [end = 0] = ends;
	const [, second = 0] = starts;
	return text.slice(end - 1, stringEnd(text, skipSpace(text, second + 1)));
}

/** The part that ends with a row before this text, at `least` or later. The row does end there if JSON.parse accepts the part: it reads from left to right. */
function partBefore(text: string, from: number, least: number, between: string): Part | undefined {
	const last = text.indexOf(between, least);
	const next = last + between.indexOf('{');
	return last === -1 ? undefined : parsedPart(text, from, last + 1, next);
}

/** The same, found by a scanner. */
function scannedPart(list: CutList<never>, from: number, least: number): Part | undefined {
	const rest: CutList<never> = { ...list, starts: [], ends: [], at: from };
	for (let row = 0; rest.at < least && findRow(rest, row); ) {
		row++;
	}
	const end = rest.ends.at(-1);
	return end === undefined ? undefined : parsedPart(list.text, from, end, rest.at);
}

function parsedPart(text: string, from: number, end: number, next: number): Part | undefined {
	const source = `[${text.slice(from, end)}]`;
	try {
		return { source, rows: JSON.parse(source) as unknown[], next };
	} catch {
		return undefined;
	}
}
