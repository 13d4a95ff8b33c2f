// The parts of two texts around their first difference, with everything visible that could hide it.

import { codeMark } from '../text';

/** Characters before the difference, and in all (UTF-16 units). */
const leadIn = 12;
const partLength = 40;

interface ValueDifference {
	readonly expected: string;
	readonly got: string;
	/** The position of the first character that differs, counted from 1. */
	readonly position: number;
}

/** One-line parts that differ from each other visibly wherever the texts do. */
export function valueDifference(expected: string, got: string): ValueDifference {
	const at = firstDifference(expected, got);
	const start = at > leadIn ? startOfCharacter(expected, at - leadIn) : 0;
	const looksSame = expected.normalize('NFC') === got.normalize('NFC');
	return {
		expected: partOf(expected, start, at, looksSame),
		got: partOf(got, start, at, looksSame),
		position: at + 1,
	};
}

function firstDifference(a: string, b: string): number {
	let at = 0;
	while (at < a.length && a[at] === b[at]) {
		at++;
	}
	return startOfCharacter(a, at);
}

/** Not in the middle of a surrogate pair. */
function startOfCharacter(text: string, at: number): number {
	return /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at - 1 : at;
}

/** `…` marks what was left out. From the difference on, spaces are shown as marks too. */
function partOf(text: string, start: number, at: number, looksSame: boolean): string {
	const end = startOfCharacter(text, start + partLength);
	const before = text.slice(start, Math.min(at, end));
	const from = text.slice(Math.min(at, end), end);
	const spacesBefore = before.replace(/ +$/, (spaces) => '␣'.repeat(spaces.length));
	const shown = `${mark(spacesBefore, false)}${mark(from.replaceAll(' ', '␣'), looksSame)}`;
	return `${start > 0 ? '…' : ''}${shown}${end < text.length ? '…' : ''}`;
}

/** Line breaks, tabs, other blanks, invisible and deceptive characters; with `all` every character but plain ASCII. */
function mark(text: string, all: boolean): string {
	const hidden = all
		? /[^ -~␣]/gu
		: /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;
	return text.replace(hidden, (character) => {
		switch (character) {
			case '\n':
				return '⏎';
			case '\t':
				return '⇥';
			default:
				return codeMark(character);
		}
	});
}
