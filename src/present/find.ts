// Tells which visitors match a search text, by all that is shown of them.
import type { Id, NamedValue, Visitor } from '../service/model';
import { visitorById } from './labels';
import { visitorStatusText } from './statusTexts';
import { formatExact } from './time';

/** What is shown of a visitor and depends on nothing else, folded; a row is never mutated, so this is made once. */
const foldedTexts = new WeakMap<Visitor, string>();

/**
 * Whether every word of the query occurs in what is shown of a visitor, whatever the case and the accents. An empty query matches all.
 * @param departmentName undefined for a department without a name
 */
export function visitorMatcher(
	query: string,
	departmentName: (id: Id) => string | undefined,
): (visitor: Visitor) => boolean {
	const words = fold(query)
		.split(' ')
		.filter((word) => word !== '');
	return (visitor) => {
		const text = textOf(visitor);
		// Not stored with the rest: the name of a department can change while the visitor stays the same.
		const department = words.length === 0 ? '' : fold(departmentName(visitor.departmentId) ?? '');
		return words.every((word) => text.includes(word) || department.includes(word));
	};
}

function textOf(visitor: Visitor): string {
	let text = foldedTexts.get(visitor);
	if (text === undefined) {
		text = shownTexts(visitor).map(fold).join('\n');
		foldedTexts.set(visitor, text);
	}
	return text;
}

/** Everything that rows, hovers and the panel show of a visitor, but for the name of the department. */
function shownTexts(visitor: Visitor): readonly string[] {
	const { status, visitTime, firstVisitTime, customFields, customVariableResults, more, ...fields } = visitor;
	return [
		visitorById(visitor.id),
		visitorStatusText(status),
		...[visitTime, firstVisitTime].map((instant) => (instant === undefined ? '' : formatExact(instant))),
		...Object.values(fields).map((value) => String(value ?? '')),
		...[...customFields, ...customVariableResults].flatMap(namedTexts),
		...Object.entries(more).map(([name, value]) => `${name} ${JSON.stringify(value, undefined, 2)}`),
	];
}

function namedTexts({ name, value, url }: NamedValue): readonly string[] {
	return [name, value, url];
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
