// The field in which a search text was found: the pair to `visitorMatcher`, for the few visitors that are shown.
import * as l10n from '@vscode/l10n';
import type { Id, NamedValue, Visitor } from '../../service/model';
import { fieldTitle, type TitledField } from '../fieldTitles';
import { visitorStatusText } from '../status/statusTexts';
import { toSingleLine } from '../text';
import { formatExact } from '../time';
import { fold } from './fold';

interface Field {
	readonly title: string;
	readonly text: string;
	/** Whether the title is searched too: it comes from the service. */
	readonly isNamed?: boolean;
}

/** Fields of plain text, in the order in which a match is looked for. */
const textFields = [
	'name',
	'email',
	'company',
	'phone',
	'ip',
	'currentBrowsing',
	'landingPage',
	'referrerUrl',
	'searchKeywords',
	'country',
	'state',
	'city',
	'timeZone',
	'language',
	'browser',
	'operatingSystem',
	'screenResolution',
	'flashVersion',
	'searchEngine',
	'productService',
] as const satisfies readonly TitledField[];

/** How much of a value is shown, in UTF-16 units, and how much of that stands before the match. */
const maxText = 80;
const before = 20;

/**
 * "account_id: 4711": the first field that has the word, cut to the place where it stands; undefined if none has it.
 * @param word as one of a query, without spaces
 * @param departmentName undefined for a department without a name
 */
export function matchedField(
	visitor: Visitor,
	word: string,
	departmentName: (id: Id) => string | undefined,
): string | undefined {
	const folded = fold(word);
	const has = (text: string) => fold(text).includes(folded);
	const field = fieldsOf(visitor, departmentName).find(
		({ title, text, isNamed }) => text !== '' && (has(text) || (isNamed && has(title))),
	);
	return field && `${toSingleLine(field.title, 40)}: ${around(toSingleLine(field.text, 20_000), folded)}`;
}

function fieldsOf(visitor: Visitor, departmentName: (id: Id) => string | undefined): Field[] {
	const { departmentId } = visitor;
	return [
		...textFields.map((field) => ({ title: fieldTitle(field), text: visitor[field] })),
		...[...visitor.customVariableResults, ...visitor.customFields].flatMap(namedFields),
		{ title: idTitle(), text: visitor.id },
		{ title: fieldTitle('status'), text: visitorStatusText(visitor.status) },
		{ title: fieldTitle('departmentId'), text: departmentId === '' ? '' : (departmentName(departmentId) ?? '') },
		{ title: fieldTitle('departmentId'), text: departmentId },
		...(['visits', 'chats', 'pageViews'] as const).map((field) => ({
			title: fieldTitle(field),
			text: String(visitor[field] ?? ''),
		})),
		...(['visitTime', 'firstVisitTime'] as const).map((field) => {
			const instant = visitor[field];
			return { title: fieldTitle(field), text: instant === undefined ? '' : formatExact(instant) };
		}),
		...Object.entries(visitor.more).map(([title, value]) => ({
			title,
			text: JSON.stringify(value, undefined, 2) ?? '',
			isNamed: true,
		})),
	];
}

function namedFields({ name, value, url }: NamedValue): Field[] {
	return [
		{ title: name, text: value || url || '–', isNamed: true },
		{ title: name, text: url },
	];
}

function idTitle(): string {
	return l10n.t({ message: 'ID', comment: 'Identifier of a visitor' });
}

/** The text from a little before the word on, if that is far from its start. */
function around(text: string, folded: string): string {
	const place = fold(text).indexOf(folded); // folding may change the length: it is near enough
	const start = place > maxText - before ? place - before : 0;
	return start === 0 ? toSingleLine(text, maxText) : `…${toSingleLine(text.slice(start), maxText)}`;
}
