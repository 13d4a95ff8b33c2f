// Reads the rows of an answer into the model, tolerant of the service's quirks (docs/api.md#quirks).
import * as z from 'zod/mini';
import { isNever, parseInstant } from './instant';
import { isRecord, withoutDepths } from './json';
import { type Agent, isId, type NamedValue, type Visitor, visitorStatuses } from './model';

export const id = z.pipe(
	z.union([z.string(), z.number()]),
	z.transform((value, context) => {
		const text = withoutBraces(String(value)).toLowerCase();
		if (!isId(text)) {
			context.issues.push({ code: 'custom', message: 'not an id', input: value });
			return z.NEVER;
		}
		return text;
	}),
);

/** Text that may be missing, null, a number or a boolean; `''` for anything else. Lone surrogates become U+FFFD. */
export const text = z.pipe(
	z.optional(z.unknown()),
	z.transform((value) => wellFormed(textOf(value) ?? '')),
);

/** A text that many visitors have in common. */
const sharedText = z.pipe(
	z.optional(z.unknown()),
	z.transform((value) => wellFormed(textOf(value) ?? '')),
);

/** A number, also as text; undefined for anything else. */
export const count = z.pipe(
	z.optional(z.unknown()),
	z.transform((value) => countOf(value)),
);

/** The entries that can be read. Their texts stay as they came: they are sent back with the next save. */
const namedValues = z.pipe(
	z.optional(z.unknown()),
	z.transform((list) => (Array.isArray(list) ? list : []).map(namedValueOf).filter((entry) => entry !== undefined)),
);

const agentStatus = z.looseObject({ id, status: text, ongoingChats: count });

const status = z.pipe(
	z.optional(z.unknown()),
	z.transform((value) => visitorStatus(textOf(value) ?? '')),
);

const visitor = z.looseObject({
	id,
	status,
	name: text,
	email: text,
	phone: text,
	company: text,
	ip: text,
	country: sharedText,
	state: sharedText,
	city: sharedText,
	timeZone: sharedText,
	language: sharedText,
	browser: sharedText,
	operatingSystem: sharedText,
	screenResolution: sharedText,
	flashVersion: sharedText,
	visitTime: text,
	firstVisitTime: text,
	visits: count,
	chats: count,
	pageViews: count,
	currentBrowsing: text,
	landingPage: text,
	referrerUrl: text,
	searchEngine: sharedText,
	searchKeywords: text,
	departmentId: text,
	productService: sharedText,
	customFields: namedValues,
	customVariableResults: namedValues,
});

const knownAgentFields = new Set(Object.keys(agentStatus.shape));
const knownVisitorFields = new Set(Object.keys(visitor.shape));

/** A row that could not be read: the path of the first invalid field and what is wrong with it; never its value. */
export interface BadRow {
	readonly ok: false;
	readonly fault: string;
}

export type ReadRow<Row> = { readonly ok: true; readonly row: Row } | BadRow;

export function readAgent(raw: unknown): ReadRow<Agent> {
	const parsed = agentStatus.safeParse(raw);
	if (!parsed.success) {
		return badRow(parsed.error);
	}
	const { id, status, ongoingChats } = parsed.data;
	return { ok: true, row: { id, status, ongoingChats: ongoingChats ?? 0, more: otherFields(raw, knownAgentFields) } };
}

export function readVisitor(raw: unknown): ReadRow<Visitor> {
	const parsed = visitor.safeParse(raw);
	if (!parsed.success) {
		return badRow(parsed.error);
	}
	const known = Object.fromEntries(
		Object.entries(parsed.data).filter(([field]) => knownVisitorFields.has(field)),
	) as typeof parsed.data;
	const more = otherFields(raw, knownVisitorFields);
	// A missing field has no key in the result, but a visitor has all keys.
	const counts = { visits: known.visits, chats: known.chats, pageViews: known.pageViews };
	const instants = { visitTime: parseInstant(known.visitTime), firstVisitTime: parseInstant(known.firstVisitTime) };
	for (const field of ['visitTime', 'firstVisitTime'] as const) {
		if (instants[field] === undefined && known[field] !== '' && !isNever(known[field])) {
			more[field] = known[field]; // a text that is no date is shown as it came
		}
	}
	return {
		ok: true,
		row: { ...known, ...counts, ...instants, departmentId: departmentId(known.departmentId), more },
	};
}

/** How a field is read whose value has the documented type; derived from its schema. */
type PlainKind = 'id' | 'status' | 'departmentId' | 'instant' | 'text' | 'sharedText' | 'count' | 'namedValues';

function plainKindOf(field: string, schema: unknown): PlainKind {
	switch (field) {
		case 'departmentId':
			return field;
		case 'visitTime':
		case 'firstVisitTime':
			return 'instant';
		default: {
			const kinds = { id, status, text, sharedText, count, namedValues };
			const kind = (Object.keys(kinds) as (keyof typeof kinds)[]).find((name) => kinds[name] === schema);
			if (!kind) {
				throw new Error(`no plain kind: ${field}`);
			}
			return kind;
		}
	}
}

const plainFields = Object.entries(visitor.shape).map(([field, schema]) => ({
	field,
	kind: plainKindOf(field, schema),
}));

const noMore: Visitor['more'] = Object.freeze({});
const noValues: readonly NamedValue[] = Object.freeze([]);

/** A visitor without anything. A copy of it is made faster than a visitor field by field. */
const emptyVisitor: Record<string, unknown> = {
	...Object.fromEntries(
		plainFields.map(({ field, kind }) => [
			field,
			kind === 'namedValues' ? noValues : kind === 'count' || kind === 'instant' ? undefined : '',
		]),
	),
	more: noMore,
};

/**
 * Creates a reader of visitors whose fields have the documented types or are missing. It returns what `readVisitor` would, in a
 * fraction of the time, and undefined for any other row. It takes numbers as JSON.parse reads them.
 */
export function createPlainVisitorReader(): (raw: unknown, mayHoldLoneSurrogate: boolean) => Visitor | undefined {
	const statusOf = remembered(visitorStatus);
	const departmentIdOf = remembered(departmentId);
	const shared = remembered((value) => value);

	return (raw, mayHoldLoneSurrogate) => {
		if (!isRecord(raw)) {
			return undefined;
		}
		const row: Record<string, unknown> = { ...emptyVisitor };
		let fields = 0;
		for (const { field, kind } of plainFields) {
			const value = raw[field];
			if (value === undefined) {
				continue;
			}
			fields++;
			if (value === null) {
				continue; // as a missing one; an id is looked for below
			}
			if (typeof value === 'string') {
				const text = mayHoldLoneSurrogate ? wellFormed(value) : value;
				switch (kind) {
					case 'text':
						row[field] = text;
						break;
					case 'sharedText':
						row[field] = shared(text);
						break;
					case 'status':
						row[field] = statusOf(value);
						break;
					case 'departmentId':
						row[field] = departmentIdOf(text);
						break;
					case 'id':
						if (!isId(value)) {
							return undefined;
						}
						row[field] = value.toLowerCase();
						break;
					case 'instant': {
						const instant = parseInstant(text);
						if (instant === undefined && text !== '' && !isNever(text)) {
							return undefined;
						}
						row[field] = instant;
						break;
					}
					default:
						return undefined;
				}
			} else if (kind === 'count' && Number.isSafeInteger(value) && (value as number) >= 0) {
				row[field] = (value as number) + 0; // -0 becomes 0
			} else if (kind === 'namedValues' && Array.isArray(value)) {
				const values = plainNamedValues(value, shared);
				if (!values) {
					return undefined;
				}
				row[field] = values;
			} else {
				return undefined;
			}
		}
		if (fields < Object.keys(raw).length) {
			const more = plainOthers(raw);
			if (!more) {
				return undefined;
			}
			row.more = more;
		}
		return row.id === '' ? undefined : (row as unknown as Visitor);
	};
}

/** The unknown fields; undefined if one is no text, for a number may have been written differently. */
function plainOthers(raw: Readonly<Record<string, unknown>>): Visitor['more'] | undefined {
	const others = Object.entries(raw).filter(([field]) => !knownVisitorFields.has(field));
	const isPlain = others.every(
		([, value]) => typeof value === 'string' || typeof value === 'boolean' || value === null,
	);
	return isPlain ? Object.fromEntries(others) : undefined;
}

function plainNamedValues(
	list: readonly unknown[],
	shared: (text: string) => string,
): readonly NamedValue[] | undefined {
	if (list.length === 0) {
		return noValues;
	}
	const values: NamedValue[] = [];
	for (const entry of list) {
		if (!isRecord(entry)) {
			return undefined;
		}
		const { name, value, url } = entry;
		if (typeof name !== 'string' || typeof value !== 'string' || typeof url !== 'string') {
			return undefined;
		}
		values.push({ name: shared(name), value, url });
	}
	return values;
}

/** Remembers what is read of a text, and so returns one object for equal texts: many visitors use the same browser. */
function remembered(read: (text: string) => string): (text: string) => string {
	const known = new Map<string, string>();
	return (text) => {
		if (text === '') {
			return read(text);
		}
		let value = known.get(text);
		if (value === undefined) {
			value = read(text);
			if (known.size >= mostShared) {
				known.clear();
			}
			if (text.length <= longestShared) {
				known.set(text, value);
			}
		}
		return value;
	};
}

const longestShared = 100;
const mostShared = 2_000;

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
function otherFields(raw: unknown, known: ReadonlySet<string>): Record<string, unknown> {
	const others = Object.entries(raw as object).flatMap(([field, value]) => {
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
			return value === '' || countOf(value) !== undefined ? undefined : (value ?? undefined);
		default:
			return textOf(value) === undefined ? value : undefined;
	}
}

/** Undefined for an object or an array. */
function textOf(value: unknown): string | undefined {
	return typeof value === 'object' && value !== null ? undefined : String(value ?? '');
}

function countOf(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? Math.max(0, Math.trunc(number)) : undefined;
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

export function badRow(error: z.core.$ZodError): BadRow {
	const issue = error.issues[0];
	return { ok: false, fault: issue ? `${issue.path.join('.') || 'row'}: ${issue.code}` : 'row' };
}

/** `String.prototype.toWellFormed` of ES2024, which the library of the build doesn't have. */
function wellFormed(value: string): string {
	return value.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
