// A visitor as text to take along: JSON, a Markdown note, and command lines with `$TOKEN` in place of the secret. Knows no clipboard.
import type { NamedValue, Visitor } from '../../service/model';
import { fieldTitle, type TitledField } from '../fieldTitles';
import { visitorById } from '../labels';
import { visitorStatusText } from '../statusTexts';
import { escapeMarkdown } from '../text';

/** As the service's own fields, keys in a stable order: two copies of one visitor can be compared line by line. */
export function visitorJson(visitor: Visitor): string {
	const { more, visitTime, firstVisitTime, ...fields } = visitor;
	const plainFields = { ...more, ...fields, visitTime: iso(visitTime), firstVisitTime: iso(firstVisitTime) };
	return `${JSON.stringify(sorted(plainFields), null, 2)}\n`;
}

function iso(instant: number | undefined): string | undefined {
	const date = new Date(instant ?? Number.NaN);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Keys in order, all the way down; the order of an array means something and stays, that of named values does not. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) {
		const items = value.map(sorted);
		return items.every(isNamed) ? items.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)) : items;
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	// A null prototype, so that a field named __proto__ is a field like any other.
	const result = Object.create(null) as Record<string, unknown>;
	for (const [key, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
		Object.defineProperty(result, key, { value: sorted(item), enumerable: true });
	}
	return result;
}

function isNamed(value: unknown): value is { readonly name: string } {
	return typeof value === 'object' && value !== null && typeof (value as { name?: unknown }).name === 'string';
}

/** The fields that a note has unless the user chooses others. */
export const usualNoteFields = [
	'status',
	'currentBrowsing',
	'landingPage',
	'referrerUrl',
	'browser',
	'operatingSystem',
	'screenResolution',
	'language',
	'country',
	'timeZone',
	'visits',
	'departmentId',
	'productService',
] as const satisfies readonly TitledField[];

const personalNoteFields = [
	'name',
	'email',
	'phone',
	'company',
	'ip',
	'state',
	'city',
	'customVariableResults',
	'customFields',
] as const satisfies readonly TitledField[];

/** The fields that a note can have, in its order. Personal ones are off until the user chooses them. */
export const noteFields = [...usualNoteFields, ...personalNoteFields] as const;

export type NoteField = (typeof noteFields)[number];

export function isPersonal(field: NoteField): boolean {
	return personalNoteFields.some((personal) => personal === field);
}

/**
 * A note for a ticket: a heading with the id and one line a field that has a value. Every value is escaped: it shows as typed.
 * `department` is what the visitor's is called.
 */
export function visitorNote(visitor: Visitor, fields: readonly NoteField[], department?: string): string {
	const named = { ...visitor, departmentId: department ?? visitor.departmentId };
	const lines = noteFields.filter((field) => fields.includes(field)).flatMap((field) => noteLines(named, field));
	return [`### ${escapeMarkdown(visitorById(visitor.id))}`, '', ...lines, ''].join('\n');
}

function noteLines(visitor: Visitor, field: NoteField): readonly string[] {
	const value = visitor[field];
	if (Array.isArray(value)) {
		return (value as readonly NamedValue[])
			.filter((each) => each.value.trim() !== '')
			.map((each) => noteLine(each.name, each.value));
	}
	const text = field === 'status' ? visitorStatusText(visitor.status) : String(value ?? '');
	return text.trim() === '' ? [] : [noteLine(fieldTitle(field), text)];
}

function noteLine(title: string, text: string): string {
	return `- **${escapeMarkdown(title)}**: ${escapeMarkdown(text)}`;
}

/** A command line that reads the visitor. The secret is not in it: `$TOKEN` is expanded by the shell. */
export function readCommandLine(baseUrl: string, visitor: Visitor): string {
	return `curl -sS ${authorizationArgument} ${posixQuote(visitorUrl(baseUrl, visitor))}`;
}

/** A command line that writes the custom variables as they are now. */
export function writeCommandLine(baseUrl: string, visitor: Visitor): string {
	const body = JSON.stringify(visitor.customVariableResults.map(({ name, value, url }) => ({ name, value, url })));
	return [
		`curl -sS -X PUT ${authorizationArgument}`,
		`-H ${posixQuote('Content-Type: application/json')}`,
		`--data-raw ${posixQuote(body)}`,
		posixQuote(visitorUrl(baseUrl, visitor)),
	].join(' ');
}

const authorizationArgument = '-H "Authorization: Bearer $TOKEN"';

function visitorUrl(baseUrl: string, visitor: Visitor): string {
	return `${baseUrl}/livechat/visitors/${visitor.id}`;
}

/** One argument of a POSIX shell: nothing in single quotes means anything, and a single quote is written outside of them. */
export function posixQuote(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
