// Makes characters visible that hide or reorder others. Only for display: what is copied stays as it came.

import { codeMark } from '../text';

/**
 * Controls except tab and line feed; bidi embeddings, overrides and isolates; zero-width characters that no spelling needs.
 * Joiners and direction marks stay: Persian, Hindi and emoji need the former, Hebrew and Arabic the latter.
 */
const deceptive = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u2028\u2029]/gu;

/** "invoice‹202E›gnp.exe" in place of what reads as "invoiceexe.png". */
export function visibleText(text: string): string {
	return text.replaceAll('\r\n', '\n').replace(deceptive, codeMark);
}
