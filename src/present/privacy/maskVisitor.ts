// Masks the rows of visitors. An unchanged row keeps its masked row (docs/decisions/03-unchanged-rows-stay-the-same-object.md).
import type { NamedValue, Visitor } from '../../service/model';
import { visitorStatuses } from '../../service/model';
import { visitorById } from '../labels';
import { type MaskableField, type MaskEntries, maskableFields } from './maskEntries';
import { maskMark, maskText, type OwnWords, ownWords, type Patterns, whole } from './maskText';

/** Texts that nobody masks as a whole, but that may hold what is masked: strangers control every text. */
const otherTexts = ['status', 'timeZone', 'language', 'screenResolution', 'searchEngine'] as const;

/** Texts of programs, whose versions look like IP addresses: "Chrome 120.0.0.0". */
const versionTexts = ['browser', 'operatingSystem', 'flashVersion'] as const;

const knownStatuses: ReadonlySet<string> = new Set(visitorStatuses);

/** How deep unknown fields are read; what is deeper is masked. */
const maxDepth = 8;

export interface VisitorMask {
	/** The row that may be shown: the same object for the same row, and the row itself if nothing in it is masked. */
	visitor(row: Visitor): Visitor;
	/** The row that a masked row was made of. */
	original(row: Visitor): Visitor;
	/** A text about a visitor. */
	text(text: string, about: Visitor): string;
	/** A variable of a visitor; the same object if nothing in it is masked. */
	named<Value extends NamedValue>(value: Value, about: Visitor): Value;
}

export function createVisitorMask({ fields, isNamed }: MaskEntries): VisitorMask {
	const rows = new WeakMap<Visitor, Visitor>();
	const originals = new WeakMap<Visitor, Visitor>();
	const wordsOf = new WeakMap<Visitor, OwnWords>();
	const patterns: Patterns = { email: fields.has('email'), phone: fields.has('phone'), ip: fields.has('ip') };
	const noIp: Patterns = { ...patterns, ip: false };

	/** The words of a row, which are replaced in all its texts. */
	function words(row: Visitor): OwnWords {
		const known = wordsOf.get(row);
		if (known) {
			return known;
		}
		const masked = (values: readonly NamedValue[]) =>
			values.filter(({ name }) => isNamed(name)).flatMap(({ value, url }) => [value, url]);
		const whole = (...of: readonly MaskableField[]) =>
			of.filter((field) => fields.has(field)).map((field) => row[field]);
		const made = ownWords({
			names: whole('name'),
			phones: whole('phone'),
			values: [
				...whole('email', 'phone', 'ip', 'company', 'city', 'state'),
				...(fields.has('name') ? whole('email').map((address) => address.split('@')[0] ?? '') : []), // often the name
				...masked(row.customVariableResults),
				...masked(row.customFields),
			],
		});
		wordsOf.set(row, made);
		return made;
	}

	function text(value: string, about: Visitor, which = patterns): string {
		return value === '' ? value : maskText(value, which, words(about));
	}

	function named<Value extends NamedValue>(value: Value, about: Visitor): Value {
		const name = text(value.name, about);
		const hide = isNamed(value.name) ? whole : (each: string) => text(each, about);
		const [shown, url] = [hide(value.value), hide(value.url)];
		return name === value.name && shown === value.value && url === value.url
			? value
			: { ...value, name, value: shown, url };
	}

	function unknown(value: unknown, about: Visitor, depth = 0): unknown {
		if (typeof value === 'string') {
			return text(value, about);
		}
		if (typeof value === 'number') {
			const digits = String(value);
			return text(digits, about) === digits ? value : maskMark;
		}
		if (typeof value !== 'object' || value === null) {
			return value;
		}
		if (depth === maxDepth) {
			return maskMark;
		}
		if (Array.isArray(value)) {
			return value.map((item: unknown) => unknown(item, about, depth + 1));
		}
		const entries = Object.entries(value).map(([name, item]) => [
			text(name, about),
			isNamed(name) ? maskMark : unknown(item, about, depth + 1),
		]);
		return Object.fromEntries(entries);
	}

	function mask(row: Visitor): Visitor {
		const texts: Record<string, string> = {};
		for (const field of maskableFields) {
			texts[field] = fields.has(field) ? whole(row[field]) : text(row[field], row);
		}
		for (const field of otherTexts) {
			texts[field] = knownStatuses.has(row[field]) ? row[field] : text(row[field], row);
		}
		for (const field of versionTexts) {
			texts[field] = text(row[field], row, noIp);
		}
		if (fields.has('name') && (row.name.trim() !== '' || (fields.has('email') && row.email.trim() !== ''))) {
			texts.name = visitorById(row.id); // in place of marks, which would be the label of every visitor
		}
		const customVariableResults = each(row.customVariableResults, (value) => named(value, row));
		const customFields = each(row.customFields, (value) => named(value, row));
		const isSame =
			Object.entries(texts).every(([field, value]) => row[field as keyof Visitor] === value) &&
			customVariableResults === row.customVariableResults &&
			customFields === row.customFields &&
			isEmpty(row.more);
		return isSame
			? row
			: {
					...row,
					...texts,
					customVariableResults,
					customFields,
					more: isEmpty(row.more) ? row.more : (unknown(row.more, row) as Visitor['more']),
				};
	}

	return {
		visitor(row) {
			const known = rows.get(row);
			if (known) {
				return known;
			}
			const made = originals.has(row) ? row : mask(row);
			rows.set(row, made);
			originals.set(made, originals.get(row) ?? row);
			return made;
		},
		original: (row) => originals.get(row) ?? row,
		text: (value, about) => text(value, about),
		named,
	};
}

/** The same list if no item is another one. */
export function each<Item>(list: readonly Item[], change: (item: Item) => Item): readonly Item[] {
	const changed = list.map(change);
	return changed.every((item, at) => item === list[at]) ? list : changed;
}

function isEmpty(record: Readonly<Record<string, unknown>>): boolean {
	for (const _ in record) {
		return false;
	}
	return true;
}
