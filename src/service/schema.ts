// Reads the rows of an answer into the model, tolerant of the service's quirks (docs/api.md#quirks).
import * as z from 'zod/mini';
import { isNever, parseInstant } from './instant';
import { isRecord, withoutDepths } from './json';
import { type Agent, idIn, type NamedValue, type Visitor, visitorStatuses, withoutBraces } from './model';

export const id = z.pipe(
	z.union([z.string(), z.number()]),
	z.transform((value, context) => {
		const found = idIn(String(value));
		if (found === undefined) {
			context.issues.push({ code: 'custom', message: 'not an id', input: value });
			return z.NEVER;
		}
		return found;
	}),
);

/** Text that may be missing, null, a number or a boolean; `''` for anything else. Lone surrogates become U+FFFD. */
export const text = z.pipe(
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
	country: text,
	state: text,
	city: text,
	timeZone: text,
	language: text,
	browser: text,
	operatingSystem: text,
	screenResolution: text,
	flashVersion: text,
	visitTime: text,
	firstVisitTime: text,
	visits: count,
	chats: count,
	pageViews: count,
	currentBrowsing: text,
	landingPage: text,
	referrerUrl: text,
	searchEngine: text,
	searchKeywords: text,
	departmentId: text,
	productService: text,
	customFields: namedValues,
	customVariableResults: namedValues,
});

const knownAgentFields = new Set(Object.keys(agentStatus.shape));
export const knownVisitorFields = new Set(Object.keys(visitor.shape));

/** A row that could not be read: the path of the first invalid field and an error code, without its value. */
export interface BadRow {
	readonly ok: false;
	readonly problem: string;
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

/** The documented word for a status that came as a number, in another case or misspelled; else as it came (docs/api.md#visitor-status). */
export function visitorStatus(raw: string): string {
	const word = wellFormed(raw).trim();
	const byNumber = /^\d{1,2}$/.test(word) ? visitorStatuses[Number(word)] : undefined;
	const lower = word.toLowerCase().replace(/^mannully/, 'manually');
	return byNumber ?? visitorStatuses.find((status) => status.toLowerCase() === lower) ?? word;
}

export function departmentId(raw: string): string {
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

export function badRow(error: z.core.$ZodError): BadRow {
	const issue = error.issues[0];
	return { ok: false, problem: issue ? `${issue.path.join('.') || 'row'}: ${issue.code}` : 'row' };
}

/** `String.prototype.toWellFormed` of ES2024, which the library of the build doesn't have. */
export function wellFormed(value: string): string {
	return value.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}
