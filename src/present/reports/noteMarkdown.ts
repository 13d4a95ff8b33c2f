// Escapes text for a line of a Markdown note that is also read as plain text: only what Markdown would interpret.
import { toSingleLine } from '../text';

/**
 * One line of text that Markdown (CommonMark, with strikethrough) renders as it stands, when it follows other text in its line. A bare
 * address stays as it is: where it becomes a link, that leads to what is read.
 * @param isBold whether it stands between the asterisks of bold text
 */
export function escapeInline(text: string, isBold = false): string {
	const line = toSingleLine(text);
	const marks = new Set(['*', '_', '~'].filter((mark) => isBold || line.indexOf(mark) !== line.lastIndexOf(mark)));
	// Markdown reads a run of the same mark as one.
	return line.replace(/\*+|_+|~+|[\\`<&\]]/g, (run, place: number) => {
		const mark = run.charAt(0);
		const isEscaped =
			(isBold && mark === '*') || (marks.has(mark) && isEmphasis(line, place, run)) || isInterpreted(line, place);
		return isEscaped ? [...run].map((character) => `\\${character}`).join('') : run;
	});
}

/** How much text after a mark tells whether it is one. */
const longestEntity = 40;

/** Whether Markdown interprets the character at that place, which is none of those that come in pairs. */
function isInterpreted(line: string, place: number): boolean {
	const after = line.slice(place + 1, place + 1 + longestEntity);
	switch (line[place]) {
		case '\\':
			return after === '' || /^[!-/:-@[-`{-~]/.test(after);
		case '`':
			return true;
		case '<':
			return /^[a-z/!?]/i.test(after);
		case '&':
			return /^(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{0,31});/i.test(after);
		case ']':
			return /^[([]/.test(after);
		default:
			return false;
	}
}

/** Whether a run of marks can begin or end emphasis: not between blanks, and no underscores inside a word. */
function isEmphasis(line: string, place: number, run: string): boolean {
	const before = line.slice(Math.max(0, place - 2), place);
	const after = line.slice(place + run.length, place + run.length + 2);
	const isInWord = run.startsWith('_') && /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after);
	const isApart = /(?:^|\s)$/.test(before) && /^(?:\s|$)/.test(after);
	return !isInWord && !isApart;
}
