// The escapes of clean text. Apart from text.ts, because activation needs these and not the Unicode expressions there, which take VS Code milliseconds to compile.

/** At most `max` UTF-16 units; ends in … if it was cut, and doesn't split a surrogate pair. */
export function shorten(text: string, max: number): string {
	return text.length <= max ? text : max < 1 ? '' : `${cutTo(text, max - 1)}…`;
}

/** At most `length` UTF-16 units; doesn't split a surrogate pair. */
export function cutTo(text: string, length: number): string {
	const last = text.charCodeAt(length - 1);
	const splitsPair = last >= 0xd800 && last <= 0xdbff && text.length > length;
	return text.slice(0, splitsPair ? length - 1 : length).trimEnd();
}

/** Escapes every character that Markdown interprets. Text from outside needs `escapeMarkdown`, which makes it one visible line too. */
export function escapePunctuation(text: string): string {
	return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** Shows `$(name)` as text where VS Code would show an icon: status bar, quick picks, buttons. */
export function escapeIcons(text: string): string {
	return text.replace(/\$\([\w-]+(?:~\w+)?\)/g, '\\$&');
}
