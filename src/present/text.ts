// Makes text that a stranger typed harmless for the places where it is shown; knows nothing of what the text means.

/** Everything that `plain` does not have to touch: nothing, or printable ASCII with single spaces inside. */
const harmless = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** Controls, line and paragraph separators, every kind of space, and the Braille blank. */
const blanks = /[\p{Cc}\p{Z}\u2800]+/gu;

/**
 * Characters without a shape of their own: zero-width ones, bidi marks, overrides and isolates, fillers, soft hyphens, tags.
 * What shapes the character before it may stay: a variation selector after an emoji, and a joiner within an emoji,
 * after an Arabic letter or after a mark (Persian and Sinhala, for two, are misspelt without).
 */
const invisible =
	/(?!(?<=\p{Emoji})[\uFE0E\uFE0F]|(?<=[\p{Script=Arabic}\p{M}\p{Emoji_Modifier}\p{Extended_Pictographic}])[\u200C\u200D](?=[\p{L}\p{Extended_Pictographic}]))[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

const loneSurrogate = /\p{Cs}/gu;

/** More marks on one letter than any script needs: they would paint over the rows above and below. */
const piledMarks = /(\p{M}{4})\p{M}+/gu;

/**
 * One line of text that shows what it contains: blanks folded, invisible characters taken out, lone surrogates as U+FFFD,
 * and at most `max` UTF-16 units long, the last of them … where something was cut.
 */
export function toSingleLine(text: string, max = Number.POSITIVE_INFINITY): string {
	// A value of 20,000 characters is not washed whole for a label of 60.
	const worth = max * 8;
	const taken = text.length > worth ? text.slice(0, worth) : text;
	const washed = harmless.test(taken) ? taken : stripInvisible(taken);
	if (washed.length <= max && taken === text) {
		return washed;
	}
	return max < 1 ? '' : `${cutTo(washed, max - 1)}…`;
}

function stripInvisible(text: string): string {
	return text
		.replace(loneSurrogate, '\uFFFD')
		.replace(invisible, '')
		.replace(piledMarks, '$1')
		.replace(blanks, ' ')
		.trim();
}

/** At most `length` UTF-16 units, no pair of surrogates torn. */
function cutTo(text: string, length: number): string {
	const last = text.charCodeAt(length - 1);
	const tearsPair = last >= 0xd800 && last <= 0xdbff && text.length > length;
	return text.slice(0, tearsPair ? length - 1 : length).trimEnd();
}

/** `plain` text in which no character has a meaning to Markdown: no markup, no link (bare ones included), no HTML, no entity. */
export function escapeMarkdown(text: string): string {
	return toSingleLine(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** The same text where `$(name)` would become an icon (status bar, quick picks, buttons): it is shown as typed. */
export function escapeIcons(text: string): string {
	return text.replace(/\$\([\w-]+(?:~\w+)?\)/g, '\\$&');
}

/** The same text where `[words](command:…)` would become a link (notifications, and the prompts of input boxes): no link, and read as typed but for a space. */
export function escapeLinks(text: string): string {
	return text.replaceAll('](', '] (');
}
