// The formats of Copy Visitor As…: JSON, a Markdown note and cURL.
import type { NamedValue, Visitor } from '../../service/model';
import { fieldTitle, type TitledField } from '../fieldTitles';
import { visitorById } from '../labels';
import { visitorStatusText } from '../status/statusTexts';
import { toSingleLine } from '../text';
import { escapeInline } from './noteMarkdown';
import { visibleJson } from './visibleJson';

/** The fields of the service, with keys in a stable order, so that two copies can be compared line by line. */
export function visitorJson(visitor: Visitor): string {
	const { more, visitTime, firstVisitTime, ...fields } = visitor;
	const plainFields = { ...more, ...fields, visitTime: iso(visitTime), firstVisitTime: iso(firstVisitTime) };
	return `${visibleJson(JSON.stringify(sorted(plainFields), null, 2))}\n`;
}

function iso(instant: number | undefined): string | undefined {
	const date = new Date(instant ?? Number.NaN);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Sorts keys on all levels, and lists of named values by name; other arrays keep their order. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) {
		const items = value.map(sorted);
		return items.every(isNamed) ? items.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)) : items;
	}
	if (typeof value !== 'object' || value === null) {
		return value;
	}
	// With a null prototype, __proto__ is an ordinary field.
	const result = Object.create(null) as Record<string, unknown>;
	for (const [key, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
		Object.defineProperty(result, key, { value: sorted(item), enumerable: true });
	}
	return result;
}

function isNamed(value: unknown): value is { readonly name: string } {
	return typeof value === 'object' && value !== null && typeof (value as { name?: unknown }).name === 'string';
}

/** The default fields of a note. */
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

/** All fields that a note can have, in order. Personal ones are off by default. */
export const noteFields = [...usualNoteFields, ...personalNoteFields] as const;

export type NoteField = (typeof noteFields)[number];

export function isPersonal(field: NoteField): boolean {
	return personalNoteFields.some((personal) => personal === field);
}

/**
 * A note for a ticket: a heading with the id and one line for each field that has a value.
 * @param department the name of the visitor's department
 */
export function visitorNote(visitor: Visitor, fields: readonly NoteField[], department?: string): string {
	const named = { ...visitor, departmentId: department ?? visitor.departmentId };
	const lines = noteFields.filter((field) => fields.includes(field)).flatMap((field) => noteLines(named, field));
	return [`### ${escapeInline(visitorById(visitor.id))}`, '', ...lines, ''].join('\n');
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
	return `- **${escapeInline(toSingleLine(title) || '–', true)}**: ${escapeInline(text)}`;
}

/** The way to sign in, as a command line has it: by an access token, or by an API key, which needs the number of the site in the query. */
export type CommandSignIn = { readonly kind: 'token' } | { readonly kind: 'apiKey'; readonly siteId: string };

/** A command line that reads the visitor. The shell replaces `$TOKEN`, or `$EMAIL` and `$KEY`; no secret is in the text. */
export function readCommandLine(baseUrl: string, visitor: Visitor, signIn: CommandSignIn): string {
	return `curl -sS ${signInArgument(signIn)} ${posixQuote(visitorUrl(baseUrl, visitor, signIn))}`;
}

/** A command line that writes the current custom variables. */
export function writeCommandLine(baseUrl: string, visitor: Visitor, signIn: CommandSignIn): string {
	const body = visibleJson(
		JSON.stringify(visitor.customVariableResults.map(({ name, value, url }) => ({ name, value, url }))),
	);
	return [
		`curl -sS -X PUT ${signInArgument(signIn)}`,
		`-H ${posixQuote('Content-Type: application/json')}`,
		`--data-raw ${posixQuote(body)}`,
		posixQuote(visitorUrl(baseUrl, visitor, signIn)),
	].join(' ');
}

function signInArgument({ kind }: CommandSignIn): string {
	return kind === 'apiKey' ? '-u "$EMAIL:$KEY"' : '-H "Authorization: Bearer $TOKEN"';
}

function visitorUrl(baseUrl: string, visitor: Visitor, signIn: CommandSignIn): string {
	const query = signIn.kind === 'apiKey' ? `?siteId=${encodeURIComponent(signIn.siteId)}` : '';
	return `${baseUrl}/livechat/visitors/${visitor.id}${query}`;
}

/** Quotes an argument for a POSIX shell. */
export function posixQuote(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
