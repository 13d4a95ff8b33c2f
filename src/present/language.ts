// The language of the texts, in which Intl writes lists, numbers, dates and plurals. VS Code may have another one, without a translation.
import * as l10n from '@vscode/l10n';

/** As a tag, like "de" or "zh-CN". */
export function language(): string {
	const tag = l10n.t({ message: 'en', comment: 'Language tag' });
	return /^[a-z]{2,3}(?:-[A-Z]{2})?$/.test(tag) ? tag : 'en';
}

/** Makes the formats of a language when they are first needed, and keeps them: it takes 0.2 ms to make one, and a list has many rows.
 * A call is marked as pure, so that a bundle leaves out formats that it doesn't use. */
export function perLanguage<T>(make: (tag: string) => T): () => T {
	let known: { readonly tag: string; readonly formats: T } | undefined;
	return () => {
		const tag = language();
		if (known?.tag !== tag) {
			known = { tag, formats: make(tag) };
		}
		return known.formats;
	};
}

/** "a, b", "a, b und c", "a、b、c". */
export function listText(items: readonly string[]): string {
	return new Intl.ListFormat(language(), { style: 'narrow' }).format(items);
}

/** With one digit after the point: "1.5", "1,5". */
export function decimalText(value: number): string {
	return value.toLocaleString(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
