// Reads visitors whose fields have the documented types in one pass, with the result of the schema.
import { isNever, parseInstant } from '../instant';
import { isRecord } from '../json';
import { isId, type NamedValue, type Visitor } from '../model';
import {
	count,
	departmentId,
	id,
	knownVisitorFields,
	namedValues,
	sharedText,
	status,
	text,
	visitor,
	visitorStatus,
	wellFormed,
} from '../schema';

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

interface PlainField {
	readonly field: string;
	readonly kind: PlainKind;
}

const plainFields: readonly PlainField[] = Object.entries(visitor.shape).map(([field, schema]) => ({
	field,
	kind: plainKindOf(field, schema),
}));

const noMore: Visitor['more'] = Object.freeze({});
const noValues: readonly NamedValue[] = Object.freeze([]);

/** A visitor without values. Copying it is faster than creating a visitor field by field. */
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

	let layout = layoutOf([]);

	return (raw, mayHoldLoneSurrogate) => {
		if (!isRecord(raw)) {
			return undefined;
		}
		const row: Record<string, unknown> = { ...emptyVisitor };
		if (!hasKeys(layout, raw)) {
			layout = layoutOf(Object.keys(raw));
		}
		const { fields } = layout;
		let n = 0;
		for (const key in raw) {
			const value = raw[key];
			const known = fields[n++];
			if (value === null || known === undefined) {
				continue; // as a missing one; an id is looked for below
			}
			const { field, kind } = known;
			if (value === '' && kind !== 'namedValues') {
				continue;
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
		if (layout.hasOthers) {
			const more = plainOthers(raw);
			if (!more) {
				return undefined;
			}
			row.more = more;
		}
		return row.id === '' ? undefined : (row as unknown as Visitor);
	};
}

/** The names of the fields of a row in their order, and how each is read; undefined for an unknown one. */
interface Layout {
	readonly keys: readonly string[];
	readonly fields: readonly (PlainField | undefined)[];
	readonly hasOthers: boolean;
}

const fieldByName = new Map(plainFields.map((known) => [known.field, known]));

function layoutOf(keys: readonly string[]): Layout {
	const fields = keys.map((key) => fieldByName.get(key));
	return { keys, fields, hasOthers: fields.includes(undefined) };
}

/** Most rows of a list have the same fields in the same order. */
function hasKeys({ keys }: Layout, row: object): boolean {
	let n = 0;
	for (const key in row) {
		if (keys[n++] !== key) {
			return false;
		}
	}
	return n === keys.length;
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

/** Caches the result for each text, so that equal texts give one object: many visitors use the same browser. */
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
