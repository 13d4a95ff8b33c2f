// Makes the characters of a value visible that hide or reorder others; what is copied stays as it came. Keeps lines and every script's own spelling.

/**
 * Controls but tab and line feed; bidi embeddings, overrides and isolates; characters of no width and no use in a spelling.
 * Joiners and the marks of direction stay: Persian, Hindi and emoji need the one, Hebrew and Arabic the other.
 */
const deceptive = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u2028\u2029]/gu;

/** "invoice‹202E›gnp.exe" in place of what reads as "invoiceexe.png". */
export function visibleText(text: string): string {
	return text
		.replaceAll('\r\n', '\n')
		.replace(deceptive, (character) => `‹${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`);
}
