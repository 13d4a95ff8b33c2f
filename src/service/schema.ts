// Reads the rows of an answer into the model, tolerant of the service's quirks (docs/api.md#quirks).
import { isNever, parseInstant } from './instant';
import { isRecord, withoutDepths } from './json';
import { type Agent, type Id, isId, type NamedValue, type Visitor, visitorStatuses } from './model';

/** A row that could not be read: which field and what is wrong with it; never its value. */
export interface BadRow {
	readonly ok: false;
	readonly fault: string;
}

export type ReadRow<Row> = { readonly ok: true; readonly row: Row } | BadRow;

/** A row as it came, with a valid id. */
type RawRow = Readonly<Record<string, unknown>>;

/** Reads a row that needs no more than an id. */
export function readRow<Row>(raw: unknown, read: (raw: RawRow, id: Id) => Row): ReadRow<Row> {
	if (!isRecord(raw)) {
		return { ok: false, fault: 'row: noObject' };
	}
	const id = withoutBraces(textOf(raw.id) ?? '').toLowerCase();
	return isId(id) ? { ok: true, row: read(raw, id) } : { ok: false, fault: 'id: invalid' };
}

const textFields = [
	...(['name', 'email', 'phone', 'company'] as const),
	...(['ip', 'country', 'state', 'city', 'timeZone', 'language'] as const),
	...(['browser', 'operatingSystem', 'screenResolution', 'flashVersion'] as const),
	...(['currentBrowsing', 'landingPage', 'referrerUrl', 'searchEngine', 'searchKeywords', 'productService'] as const),
];
const instantFields = ['visitTime', 'firstVisitTime'] as const;
const countFields = ['visits', 'chats', 'pageViews'] as const;
const listFields = ['customFields', 'customVariableResults'] as const;

const agentFields = new Set(['id', 'status', 'ongoingChats']);
const visitorFields = new Set<string>([
	...['id', 'status', 'departmentId'],
	...[...textFields, ...instantFields, ...countFields, ...listFields],
]);

export function readAgent(raw: unknown): ReadRow<Agent> {
	return readRow(raw, (raw, id) => ({
		id,
		status: readText(raw.status),
		ongoingChats: readCount(raw.ongoingChats) ?? 0,
		more: otherFields(raw, agentFields),
	}));
}

export function readVisitor(raw: unknown): ReadRow<Visitor> {
	return readRow(raw, (raw, id) => {
		const more = otherFields(raw, visitorFields);
		for (const field of instantFields) {
			const text = readText(raw[field]);
			if (text !== '' && parseInstant(text) === undefined && !isNever(text)) {
				more[field] = text; // a text that is no date is shown as it came
			}
		}
		return {
			id,
			status: visitorStatus(readText(raw.status)),
			...fieldsOf(textFields, (field) => readText(raw[field])),
			...fieldsOf(instantFields, (field) => parseInstant(readText(raw[field]))),
			...fieldsOf(countFields, (field) => readCount(raw[field])),
			...fieldsOf(listFields, (field) => namedValuesOf(raw[field])),
			departmentId: departmentId(readText(raw.departmentId)),
			more,
		};
	});
}

function fieldsOf<Field extends string, Value>(
	fields: readonly Field[],
	read: (field: Field) => Value,
): Readonly<Record<Field, Value>> {
	return Object.fromEntries(fields.map((field) => [field, read(field)])) as Record<Field, Value>;
}

/** Text that may be missing, null, a number or a boolean; `''` for anything else. Lone surrogates become U+FFFD. */
export function readText(value: unknown): string {
	return wellFormed(textOf(value) ?? '');
}

/** A number, also as text; undefined for anything else. */
export function readCount(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? Math.max(0, Math.trunc(number)) : undefined;
}

/** The documented word for a status that came as a number, in another case or misspelled; else as it came (docs/api.md#visitor-status). */
export function visitorStatus(raw: string): string {
	const word = wellFormed(raw).trim();
	const byNumber = /^\d{1,2}$/.test(word) ? visitorStatuses[Number(word)] : undefined;
	const lower = word.toLowerCase().replace(/^mannully/, 'manually');
	return byNumber ?? visitorStatuses.find((status) => status.toLowerCase() === lower) ?? word;
}

function departmentId(raw: string): string {
	const lower = withoutBraces(raw).toLowerCase();
	return /^[0-]*$/.test(lower) ? '' : lower;
}

/** The fields that are unknown or could not be read, as they came; of lists of named values, the entries that could not be read. */
function otherFields(raw: RawRow, known: ReadonlySet<string>): Record<string, unknown> {
	const others = Object.entries(raw).flatMap(([field, value]) => {
		const rest = known.has(field) ? unreadPart(field, value) : value;
		return rest === undefined ? [] : [[field, withoutDepths(rest)] as const];
	});
	return Object.fromEntries(others);
}

function unreadPart(field: string, value: unknown): unknown {
	switch (field) {
		case 'customFields':
		case 'customVariableResults': {
			if (!Array.isArray(value)) {
				return value ?? undefined;
			}
			const odd = value.filter((entry) => namedValueOf(entry) === undefined);
			return odd.length > 0 ? odd : undefined;
		}
		case 'visits':
		case 'chats':
		case 'pageViews':
		case 'ongoingChats':
			return value === '' || readCount(value) !== undefined ? undefined : (value ?? undefined);
		default:
			return textOf(value) === undefined ? value : undefined;
	}
}

/** Undefined for an object or an array. */
function textOf(value: unknown): string | undefined {
	return typeof value === 'object' && value !== null ? undefined : String(value ?? '');
}

/** The entries that can be read. Their texts stay as they came: they are sent back with the next save. */
function namedValuesOf(list: unknown): readonly NamedValue[] {
	return Array.isArray(list) ? list.map(namedValueOf).filter((entry) => entry !== undefined) : [];
}

function namedValueOf(entry: unknown): NamedValue | undefined {
	if (!isRecord(entry)) {
		return undefined;
	}
	const [name, value, url] = [entry.name, entry.value, entry.url].map(textOf);
	return name === undefined || value === undefined || url === undefined ? undefined : { name, value, url };
}

/** .NET also writes a GUID as `{…}`. */
function withoutBraces(text: string): string {
	return text.trim().replace(/^\{(.*)\}$/, '$1');
}

/** `String.prototype.toWellFormed` of ES2024, which the library of the build doesn't have. */
function wellFormed(value: string): string {
	return value.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
