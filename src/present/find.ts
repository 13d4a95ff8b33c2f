// Tells which visitors match a search text, by all that is shown of them.
import type { Id, Visitor } from '../service/model';
import { shortId, visitorById } from './labels';
import { visitorStatusText } from './statusTexts';
import { formatExact } from './time';

/**
 * What is shown of each visitor, folded: made once for each row, which is never mutated. Whoever searches keeps it for as long as the
 * search lasts, so that nothing of it stays in memory afterwards.
 */
export type SearchTexts = WeakMap<Visitor, string>;

/**
 * Whether every word of the query occurs in what is shown of a visitor, whatever the case and the accents. An empty query matches all.
 * @param departmentName undefined for a department without a name
 * @param texts those of earlier matchers of the same search
 */
export function visitorMatcher(
	query: string,
	departmentName: (id: Id) => string | undefined,
	texts: SearchTexts = new WeakMap(),
): (visitor: Visitor) => boolean {
	const words = fold(query)
		.split(' ')
		.filter((word) => word !== '');
	if (words.length === 0) {
		return () => true;
	}
	const textOf = textMaker();
	const dateLetters = fold(`0123456789-: ${formatExact(Number.NaN)}`);
	const mayBeInDate = words.map((word) => [...word].every((letter) => dateLetters.includes(letter)));
	const departments = new Map<string, string>();

	/** Not kept with the rest: the name of a department can change while the visitor stays the same. */
	function departmentText({ departmentId }: Visitor): string {
		const name = departmentId === '' ? '' : (departmentName(departmentId) ?? '');
		let text = departments.get(name);
		if (text === undefined) {
			text = fold(name);
			departments.set(name, text);
		}
		return text;
	}

	return (visitor) => {
		let text = texts.get(visitor);
		if (text === undefined) {
			text = textOf(visitor);
			texts.set(visitor, text);
		}
		const found = text;
		// Dates take longer to write than to compare, and few words can be in one.
		return words.every(
			(word, n) =>
				found.includes(word) ||
				departmentText(visitor).includes(word) ||
				(mayBeInDate[n] === true && datesText(visitor).includes(word)),
		);
	};
}

function datesText({ visitTime, firstVisitTime }: Visitor): string {
	const dates = [visitTime, firstVisitTime].filter((instant) => instant !== undefined);
	return fold(dates.map(formatExact).join('\n'));
}

/** The fields that are shown as they are, with a number as its digits. */
const plainFields = Object.keys({
	id: true,
	name: true,
	email: true,
	phone: true,
	company: true,
	ip: true,
	country: true,
	state: true,
	city: true,
	timeZone: true,
	language: true,
	browser: true,
	operatingSystem: true,
	screenResolution: true,
	flashVersion: true,
	visits: true,
	chats: true,
	pageViews: true,
	currentBrowsing: true,
	landingPage: true,
	referrerUrl: true,
	searchEngine: true,
	searchKeywords: true,
	departmentId: true,
	productService: true,
} satisfies Record<PlainField, true>) as readonly PlainField[];

type PlainField = Exclude<
	keyof Visitor,
	'status' | 'visitTime' | 'firstVisitTime' | 'customFields' | 'customVariableResults' | 'more'
>;

/** Makes the folded text of all that rows, hovers and the panel show of a visitor, but for dates and the name of the department. */
function textMaker(): (visitor: Visitor) => string {
	const label = visitorById('{0}');
	const statuses = new Map<string, string>();

	function statusText(status: string): string {
		let text = statuses.get(status);
		if (text === undefined) {
			text = visitorStatusText(status);
			statuses.set(status, text);
		}
		return text;
	}

	return (visitor) => {
		let text = `${label.replace('{0}', () => shortId(visitor.id))}\n${statusText(visitor.status)}`;
		for (const field of plainFields) {
			const value = visitor[field];
			if (value !== '' && value !== undefined) {
				text += `\n${value}`;
			}
		}
		for (const list of [visitor.customFields, visitor.customVariableResults]) {
			for (const { name, value, url } of list) {
				text += `\n${name}\n${value}\n${url}`;
			}
		}
		for (const [name, value] of Object.entries(visitor.more)) {
			text += `\n${name} ${JSON.stringify(value, undefined, 2)}`;
		}
		return isAscii(text) ? text.toLowerCase() : text.split('\n').map(fold).join('\n');
	};
}

/** Without regard to spaces and controls, which no word of a query has. */
function isAscii(text: string): boolean {
	return /^[\0-\x7f]*$/.test(text);
}

/** Letters and signs that Unicode doesn't decompose, as people type them on a keyboard without them. */
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
};
const undecomposed = new RegExp(`[${Object.keys(typedAs).join('')}]`, 'g');

/** Lower case, without accents and invisible characters, with single spaces. */
function fold(text: string): string {
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
