// Replaces what tells who a visitor is in a text: addresses, phone numbers, and the visitor's own words.

/** Shown in place of a masked value. No text with it is a link (present/links.ts). */
export const maskMark = '•••';

/** An empty text stays empty: that a field has no value says nothing of a person. */
export function whole(text: string): string {
	return text.trim() === '' ? text : maskMark;
}

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

/** Groups of digits with the signs that phone numbers have between them; not in the middle of a word or a GUID. */
const digitGroups =
	/(?:(?<![\p{L}\p{N}_]|[\p{L}\p{N}]-|\d[.,:])\+?|%2B)\(?\d{1,15}\)?(?:[ \u00a0\u2011./-]{1,3}\(?\d{2,14}\)?){0,8}(?![\p{L}\p{N}]|-[\p{L}\p{N}])/giu;

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

const invisible = /\p{Default_Ignorable_Code_Point}+/gu;
const encodedRun = /(?:%[0-9a-f]{2})+/gi;

/** @param words what else is replaced: the visitor's own name, number and masked values */
export function maskText(text: string, patterns: Patterns, words: OwnWords): string {
	const masked = maskPlain(text, patterns, words);
	const plain = plainOf(masked);
	if (plain === masked) {
		return masked;
	}
	const maskedPlain = maskPlain(plain, patterns, words);
	return maskedPlain === plain ? masked : maskedPlain;
}

/** The text as surfaces may show it: without invisible characters, and with what an address encodes. */
function plainOf(text: string): string {
	const visible = /^[ -~]*$/.test(text) ? text : text.replace(invisible, '');
	return visible.includes('%') ? visible.replace(encodedRun, decoded) : visible;
}

function decoded(run: string): string {
	try {
		return decodeURIComponent(run);
	} catch {
		return run; // no UTF-8
	}
}

function maskPlain(text: string, { email: hasEmail, phone, ip }: Patterns, words: OwnWords): string {
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
const maxParts = 12;

/** With more words than this, texts are masked as a whole: to look for each would take too long. */
const maxWords = 500;

interface OwnWordsOptions {
	/** The parts of names are replaced too. */
	readonly names: readonly string[];
	/** The digits are replaced, however they are written. */
	readonly phones: readonly string[];
	readonly values: readonly string[];
}

export function ownWords({ names, phones, values }: OwnWordsOptions): OwnWords {
	const clean = (text: string) => text.slice(0, maxWord).replace(invisible, '').trim();
	const known = names.map(clean).filter((name) => name !== '');
	const words = [...new Set([...known, ...values.map(clean)])];
	if (words.length > maxWords) {
		return { replaceIn: whole };
	}
	const numbers = phones
		.map((phone) => phone.slice(0, 64).replace(/\D/g, ''))
		.filter(({ length }) => length >= 6 && length <= 20);
	// Most texts have none of these, and then nothing else is looked for.
	const signs = [
		...[...known, ...known.flatMap(partsOf)].filter(isNameLike),
		...[...words, ...words.map(encoded)].filter(isTelling),
	].map(firstLetters);
	let forms: ReadonlySet<string> | undefined;
	return signs.length === 0 && numbers.length === 0
		? noWords
		: {
				replaceIn(text) {
					const masked = replaceNumbers(text, numbers);
					const lower = toLower(masked);
					if (!signs.some((sign) => lower.includes(sign))) {
						return masked;
					}
					forms ??= formsOf(known, words);
					return replaceSpans(masked, lower, forms);
				},
			};
}

/** What stands between the parts of a name. */
const between = /[\s,;()"]+/u;

function partsOf(name: string): readonly string[] {
	const parts = name.split(between);
	return [...new Set([...parts, ...parts.flatMap((part) => part.split(/\p{Pd}/u))])].slice(0, maxParts);
}

function firstLetters(word: string): string {
	return toLower(/^[\p{L}\p{N}]+/u.exec(word)?.[0] ?? word.charAt(0));
}

/** How the words may be written: a name with other signs between its parts too. */
function formsOf(names: readonly string[], words: readonly string[]): ReadonlySet<string> {
	const joined = names.flatMap((name) => ['', '.', '-', '_', '+', ' '].map((sign) => name.split(between).join(sign)));
	return new Set(
		[...words.filter(isTelling), ...[...names, ...names.flatMap(partsOf), ...joined].filter(isNameLike)]
			.flatMap((word) => [word, encoded(word), word.replace(/\s/g, '+')])
			.map(toLower),
	);
}

/** Names of two letters are names too, as "Bo" and "Li". */
function isNameLike(word: string): boolean {
	return word.length >= 2 && wordSign.test(word);
}

/** A single letter says nothing. In scripts without an alphabet, two are a name. */
function isTelling(word: string): boolean {
	return word.length >= (isAscii(word) ? 3 : 2) && wordSign.test(word);
}

function isAscii(text: string): boolean {
	return /^[ -~]*$/.test(text);
}

function encoded(word: string): string {
	return isAscii(word) && !/[^\w.-]/.test(word) ? word : encodeURIComponent(word.replace(/\p{Cs}/gu, '\uFFFD')); // a lone surrogate can't be encoded
}

/** In lower case, with the same length. */
function toLower(text: string): string {
	const lower = text.toLowerCase();
	return lower.length === text.length
		? lower
		: [...text].map((sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign)).join('');
}

function replaceNumbers(text: string, numbers: readonly string[]): string {
	return numbers.length === 0 || !/\d\D{0,3}\d/.test(text)
		? text
		: text
				.replace(/%20|%2D/gi, (space) => (hasNumber(text, numbers) ? ' ' : space))
				.replace(writtenNumber, (found) => {
					const digits = found.replace(/\D/g, '');
					return numbers.some((number) => digits.includes(number)) ? maskMark : found;
				});
}

function hasNumber(text: string, numbers: readonly string[]): boolean {
	const digits = text.replace(/%20|%2D/gi, '').replace(/\D/g, '');
	return numbers.some((number) => digits.includes(number));
}

/** Digits with up to three other signs between two of them. */
const writtenNumber = /\d(?:[^0-9A-Za-z%]{0,3}\d){5,40}/g;

const wordSign = /[\p{L}\p{N}]/u;

/** Plain search: an expression for each visitor takes longer to compile than all its texts to search. */
function replaceSpans(text: string, lower: string, forms: ReadonlySet<string>): string {
	const spans: (readonly [start: number, end: number])[] = [];
	for (const form of forms) {
		for (let at = lower.indexOf(form); at >= 0; at = lower.indexOf(form, at + form.length)) {
			if (isWhole(text, at, form)) {
				spans.push([at, at + form.length]);
			}
		}
	}
	return spans.length === 0 ? text : withoutSpans(text, spans);
}

/**
 * Short words of the alphabet count as whole words alone: "Ann" isn't a part of "annual". Of two letters they begin with a capital:
 * "an" isn't the name "An".
 */
function isWhole(text: string, at: number, form: string): boolean {
	if (form.length === 2 && isAscii(form) && !/[A-Z]/.test(text.charAt(at))) {
		return false;
	}
	const isPart = () => wordSign.test(text.charAt(at - 1)) || wordSign.test(text.charAt(at + form.length));
	return form.length >= 5 || !isAscii(form) || !isPart();
}

/** Spans with nothing but a space or a sign between them are one. */
function withoutSpans(text: string, spans: (readonly [start: number, end: number])[]): string {
	spans.sort(([a], [b]) => a - b);
	let masked = '';
	let end = 0;
	for (const [from, to] of spans) {
		const between = text.slice(end, from);
		if (masked === '' && end === 0 ? true : from > end && !/^[\s+._-]{1,3}$/.test(between)) {
			masked += between + maskMark;
		}
		end = Math.max(end, to);
	}
	return masked + text.slice(end);
}
