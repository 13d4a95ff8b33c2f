// Which texts of a visitor panel are folded, and what of them stays visible.

/** About six lines in a narrow panel. */
const foldAt = 300;
const foldAtLines = 6;

/** As much of a folded text as stays visible. */
const foldedLength = 240;
const foldedLines = 4;

/** Whether a text is folded at first. */
export function isLong(text: string): boolean {
	return text.length > foldAt || text.split('\n', foldAtLines + 1).length > foldAtLines;
}

/** The start of a long text. */
export function folded(text: string): string {
	return `${cutText(text.split('\n', foldedLines).join('\n'), foldedLength).replace(/…$/, '')}…`;
}

/** At most `max` UTF-16 units, and `…` where something was cut. Half a pair of surrogates would show as a foreign character. */
export function cutText(text: string, max: number): string {
	return text.length <= max ? text : `${text.slice(0, max).replace(/[\ud800-\udbff]$/, '')}…`;
}
