// Folds texts, so that a search finds them whatever the case, the accents and the keyboard.

/** Letters and signs that Unicode doesn't decompose, and how people type them on a keyboard without them. */
const typedAs: Readonly<Record<string, string>> = {
	ł: 'l',
	ø: 'o',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ı: 'i',
	ħ: 'h',
	ŧ: 't',
	ŋ: 'n',
	ς: 'σ',
	'\u2018': "'",
	'\u2019': "'",
	'\u02bb': "'",
	'\u02bc': "'",
	'\u201c': '"',
	'\u201d': '"',
	'\u201e': '"',
};
const undecomposed = new RegExp(`[${Object.keys(typedAs).join('')}]`, 'g');

/** Lower case, without accents and invisible characters, with single spaces. */
export function fold(text: string): string {
	if (/^[ -~]*$/.test(text)) {
		return text.toLowerCase().replace(/ {2,}/g, ' ');
	}
	return text
		.normalize('NFKD')
		.replace(/[\p{M}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu, '')
		.toLowerCase()
		.replace(undecomposed, (letter) => typedAs[letter] ?? letter)
		.replace(/\p{Pd}/gu, '-')
		.replace(/[\p{Cc}\p{Z}\u2800]+/gu, ' ');
}
