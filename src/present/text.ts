// Makes untrusted text safe to show: one visible line, and without links. For Markdown and icons see markdown.ts and escapes.ts.
import { cutTo } from './escapes';

/** Text that `toSingleLine` doesn't change: empty, or printable ASCII and the signs of Frontdesk's own texts, with single spaces inside. */
const harmless = /^(?:[!-~·…]+(?: [!-~·…]+)*)?$/;

/** Controls, line and paragraph separators, all kinds of spaces, and the Braille blank. */
const blanks = /[\p{Cc}\p{Z}\u2800]+/gu;

/**
 * Invisible characters: zero-width ones, bidi marks, overrides and isolates, fillers, soft hyphens, tags.
 * Kept are variation selectors after an emoji, a Han or a Mongolian letter, and joiners within an emoji, after an Arabic letter or
 * after a mark: Japanese names, Persian and Sinhala, for example, are misspelt without them.
 */
const invisible =
	/(?!(?<=\p{Emoji})[\uFE0E\uFE0F]|(?<=\p{Script=Han})[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]|(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]|(?<=[\p{Script=Arabic}\p{M}\p{Emoji_Modifier}\p{Extended_Pictographic}])[\u200C\u200D](?=[\p{L}\p{Extended_Pictographic}]))[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/u;

/** The flags of England, Scotland and Wales. Other sequences of tags are invisible, and could hide a text. */
const tagFlag =
	/\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/u;

const invisibleOrFlag = new RegExp(`(${tagFlag.source})|${invisible.source}`, 'gu');

/** Controls that aren't white space are invisible too. */
const invisibleFlagOrControl = new RegExp(`${invisibleOrFlag.source}|(?![\\t\\n\\r])\\p{Cc}`, 'gu');

const loneSurrogate = /\p{Cs}/gu;

/** More marks on one letter than any script needs. They would cover the rows above and below. */
const piledMarks = /(\p{M}{4})\p{M}+/gu;

/**
 * One line of visible text: spaces collapsed, invisible characters removed, lone surrogates as U+FFFD.
 * At most `max` UTF-16 units long; ends in … if it was cut, and is empty if its beginning has nothing visible.
 */
export function toSingleLine(text: string, max = Number.POSITIVE_INFINITY): string {
	// A long value isn't processed as a whole for a short label.
	const limit = Math.max(0, max) * 8;
	const start = text.length > limit ? text.slice(0, limit) : text;
	const visible = harmless.test(start) ? start : stripInvisible(start);
	if (visible.length <= max && (start === text || visible === '')) {
		return visible;
	}
	return max < 1 ? '' : `${cutTo(visible, max - 1)}…`;
}

/** As `toSingleLine`, but an invisible character is shown by its code, so that names that differ look different: "pl‹200B›an". */
export function visibleLine(text: string, max: number): string {
	const start = text.slice(0, max * 8);
	return toSingleLine(
		start.replace(invisibleFlagOrControl, (character, flag?: string) => flag ?? codeMark(character)),
		max,
	);
}

/** "‹202E›" for a character that isn't seen. */
export function codeMark(character: string): string {
	return `‹${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;
}

function stripInvisible(text: string): string {
	return text
		.replace(loneSurrogate, '\uFFFD')
		.replace(invisibleOrFlag, '$1')
		.replace(piledMarks, '$1')
		.replace(blanks, ' ')
		.trim();
}

/** Shows `[text](command:…)` as text, with a space added, where VS Code would show a link: notifications, prompts of input boxes. */
export function escapeLinks(text: string): string {
	return text.replaceAll('](', '] (');
}
