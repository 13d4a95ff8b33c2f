// Replaces what tells who a visitor is in a text: addresses, numbers of telephones, and the visitor's own words.

/** Shown in place of a masked value. No text with it is a link (present/links.ts). */
export const maskMark = '•••';

/** What is replaced wherever it occurs. */
export interface Patterns {
	readonly email: boolean;
	readonly phone: boolean;
	readonly ip: boolean;
}

// Every repetition is bounded, so that no text of a stranger takes long. In addresses of pages, @ is often written as %40.
const email = /[\p{L}\p{N}._%+'-]{1,64}(?:[@＠]|%(?:25){0,3}40)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/giu;
const ip4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)/g;
const ip6 =
	/(?<![0-9a-z:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}|(?:[0-9a-f]{1,4}:){1,7}:|:(?::[0-9a-f]{1,4}){1,7})(?![0-9a-z:])/gi;

/** Groups of digits with the signs that numbers of telephones have between them; not in the middle of a word or a GUID. */
const digitGroups =
	/(?:(?<![\p{L}\p{N}_]|[\p{L}\p{N}]-)\+?|%2B)\(?\d{1,15}\)?(?:[ \u00a0\u2011./-]{1,3}\(?\d{2,14}\)?){0,8}(?![\p{L}\p{N}]|-[\p{L}\p{N}])/giu;

/** A date begins or ends with its year. */
const date = /^(?:\d{4}[-./]\d\d?[-./]\d\d?(?!\d)|\d\d?[-./]\d\d?[-./]\d{4}$)/;

/** Longer numbers than this are masked even where nothing else says that they are phone numbers. */
const mostDigits = 9;

function isPhoneLike(text: string): boolean {
	const digits = text.replace(/^%2B/i, '').replace(/\D/g, '');
	if (digits.length < 7 || digits.length > 15 || date.test(text)) {
		return false;
	}
	return digits.length > mostDigits || /^(?:\+|%2B|\(|0)/i.test(text) || /\d\D+\d/.test(text);
}

/** @param words what else is replaced: the visitor's own name, number and masked values */
export function maskText(text: string, { email: hasEmail, phone, ip }: Patterns, words: OwnWords): string {
	let masked = words.replaceIn(text);
	if (hasEmail && /[@＠]|%(?:25){0,3}40/.test(masked)) {
		masked = masked.replace(email, maskMark);
	}
	if (ip && /\d\.\d|:[0-9a-f]{0,4}:/i.test(masked)) {
		masked = masked.replace(ip4, maskMark).replace(ip6, maskMark);
	}
	if (phone && /\d{2}/.test(masked)) {
		masked = masked.replace(digitGroups, (found) => (isPhoneLike(found) ? maskMark : found));
	}
	return masked;
}

/** The words of one visitor that are replaced in every text about the visitor. */
export interface OwnWords {
	replaceIn(text: string): string;
}

const noWords: OwnWords = { replaceIn: (text) => text };

/** Longer values are replaced by their beginning, and of a long name only this many parts. */
const maxWord = 200;
const maxParts = 6;
const maxWords = 60;

interface OwnWordsOptions {
	/** The parts of names are replaced too. */
	readonly names: readonly string[];
	/** The digits are replaced, however they are written. */
	readonly phones: readonly string[];
	readonly values: readonly string[];
}

export function ownWords({ names, phones, values }: OwnWordsOptions): OwnWords {
	const parts = names.flatMap((name) =>
		name
			.slice(0, maxWord)
			.split(/[\s,;()"]+/u)
			.slice(0, maxParts),
	);
	const words = [...names, ...parts, ...values].map((word) => word.trim().slice(0, maxWord)).filter(isTelling);
	const numbers = phones.map((phone) => phone.slice(0, 64).replace(/\D/g, '')).filter(({ length }) => length >= 6);
	const all = [...new Set(words)].slice(0, maxWords);
	if (all.length === 0 && numbers.length === 0) {
		return noWords;
	}
	// Looking for the beginnings of the words is much faster than the expression, and most texts have none of them.
	const beginnings = all.flatMap((word) => [word, encoded(word)]).map((word) => firstPart(word.toLowerCase()));
	let expression: RegExp | undefined;
	return {
		replaceIn(text) {
			const lower = text.toLowerCase();
			const mayHave =
				beginnings.some((word) => lower.includes(word)) || (numbers.length > 0 && /\d{2}|\d\D\d/.test(text));
			if (!mayHave) {
				return text;
			}
			expression ??= expressionOf(all, numbers);
			return text.replace(expression, maskMark);
		},
	};
}

/** A single letter says nothing. In scripts without an alphabet, two are a name. */
function isTelling(word: string): boolean {
	return word.length >= (/^[ -~]*$/.test(word) ? 3 : 2) && /[\p{L}\p{N}]/u.test(word);
}

function firstPart(word: string): string {
	return /^[\p{L}\p{N}]+/u.exec(word)?.[0] ?? word.charAt(0);
}

function encoded(word: string): string {
	return encodeURIComponent(word.replace(/\p{Cs}/gu, '\uFFFD')); // a lone surrogate can't be encoded
}

/** The longest first, so that a part of a value isn't all that is replaced. */
function expressionOf(words: readonly string[], numbers: readonly string[]): RegExp {
	const forms = words.flatMap((word) => [word, encoded(word)]);
	const sources = [...new Set(forms)].sort((a, b) => b.length - a.length).map(sourceOf);
	const digits = numbers.map((number) => [...number].join('(?:%20|%2D|[^\\p{L}\\p{N}%]){0,3}'));
	return new RegExp([...digits, ...sources].join('|'), 'giu');
}

/** Short words of the alphabet are replaced as whole words alone: "Ann" isn't a part of "annual". */
function sourceOf(word: string): string {
	const source = word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '(?:%20|[\\s+._-]){0,3}');
	return word.length < 5 && /^[ -~]*$/.test(word) ? `(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])` : source;
}
