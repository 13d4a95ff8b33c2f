// The word of a line that the cursor stands at, as Look Up Selection takes it.
import { guidsIn, maxLine } from './guids';

/** Signs that end a word. Those of IDs, addresses and page paths don't. */
const boundary = /[\s"'`<>()[\]{},;|=]/;

/** How far from the cursor a word is read, in UTF-16 units. */
const reach = 200;

/** The GUID, or else the text without blanks and brackets, around or beside the cursor; `''` if there is none. */
export function wordAt(line: string, cursor: number): string {
	const from = Math.max(0, cursor - maxLine / 2);
	const near = line.slice(from, from + maxLine);
	const place = cursor - from;
	const guid = guidsIn(near).find(({ start, end }) => start <= place && place <= end);
	if (guid) {
		return guid.id;
	}
	let start = Math.min(place, near.length);
	let end = start;
	while (start > 0 && place - start < reach && !boundary.test(near.charAt(start - 1))) {
		start--;
	}
	while (end < near.length && end - place < reach && !boundary.test(near.charAt(end))) {
		end++;
	}
	return withoutPunctuation(near.slice(start, end));
}

/** Without the marks of the sentence or the code around it. */
function withoutPunctuation(word: string): string {
	let start = 0;
	let end = word.length;
	while (start < end && /[.:!?*#&/\\-]/.test(word.charAt(start))) {
		start++;
	}
	while (end > start && /[.:!?*#&/\\-]/.test(word.charAt(end - 1))) {
		end--;
	}
	return word.slice(start, end);
}
