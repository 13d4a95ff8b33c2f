// Makes untrusted text safe to show: one visible line, and escaped for Markdown, icons and links.

/** Text that `toSingleLine` doesn't change: empty, or printable ASCII with single spaces inside. */
const harmless = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** Controls, line and paragraph separators, all kinds of spaces, and the Braille blank. */
const blanks = /[\p{Cc}\p{Z}\u2800]+/gu;

/**
 * Invisible characters: zero-width ones, bidi marks, overrides and isolates, fillers, soft hyphens, tags.
 * Kept are variation selectors after an emoji, and joiners within an emoji, after an Arabic letter or after a mark:
 * Persian and Sinhala, for example, are misspelt without them.
 */
const invisible =
	/(?!(?<=\p{Emoji})[\uFE0E\uFE0F]|(?<=[\p{Script=Arabic}\p{M}\p{Emoji_Modifier}\p{Extended_Pictographic}])[\u200C\u200D](?=[\p{L}\p{Extended_Pictographic}]))[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

const loneSurrogate = /\p{Cs}/gu;

/** More marks on one letter than any script needs. They would cover the rows above and below. */
const piledMarks = /(\p{M}{4})\p{M}+/gu;

/**
 * One line of visible text: spaces collapsed, invisible characters removed, lone surrogates as U+FFFD.
 * At most `max` UTF-16 units long; ends in … if it was cut.
 */
export function toSingleLine(text: string, max = Number.POSITIVE_INFINITY): string {
	// A long value isn't processed as a whole for a short label.
	const limit = Math.max(0, max) * 8;
	const start = text.length > limit ? text.slice(0, limit) : text;
	const visible = harmless.test(start) ? start : stripInvisible(start);
	if (visible.length <= max && start === text) {
		return visible;
	}
	return max < 1 ? '' : `${cutTo(visible, max - 1)}…`;
}

function stripInvisible(text: string): string {
	return text
		.replace(loneSurrogate, '\uFFFD')
		.replace(invisible, '')
		.replace(piledMarks, '$1')
		.replace(blanks, ' ')
		.trim();
}

/** At most `length` UTF-16 units; doesn't split a surrogate pair. */
function cutTo(text: string, length: number): string {
	const last = text.charCodeAt(length - 1);
	const splitsPair = last >= 0xd800 && last <= 0xdbff && text.length > length;
	return text.slice(0, splitsPair ? length - 1 : length).trimEnd();
}

/** One line of text without any meaning to Markdown: no markup, no link, no HTML, no entity. */
export function escapeMarkdown(text: string): string {
	return toSingleLine(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** Shows `$(name)` as text where VS Code would show an icon: status bar, quick picks, buttons. */
export function escapeIcons(text: string): string {
	return text.replace(/\$\([\w-]+(?:~\w+)?\)/g, '\\$&');
}

/** Shows `[text](command:…)` as text, with a space added, where VS Code would show a link: notifications, prompts of input boxes. */
export function escapeLinks(text: string): string {
	return text.replaceAll('](', '] (');
}
