// Reads the setting of what assistants may see, and reduces a visitor to it.
import type { NamedValue, Visitor } from '../../service/model';
import type { TitledField } from '../fieldTitles';
import { blankVisitor } from '../privacy/blankVisitor';
import { type MaskableField, maskableFields, maskEntries } from '../privacy/maskEntries';
import { createVisitorMask } from '../privacy/maskVisitor';

type AllowableField = Exclude<TitledField, 'customFields' | 'customVariableResults'>;

/** What a visitor has beside them. The type asks for each, so that a new field is decided about. */
const others: { readonly [Field in Exclude<keyof Visitor, AllowableField>]: true } = {
	id: true,
	more: true,
	customFields: true,
	customVariableResults: true,
};

const allowableFields = Object.keys(blankVisitor).filter(
	(field) => !Object.hasOwn(others, field),
) as readonly AllowableField[];

/** Pages. What follows the path often names a person or is a secret, and is left out. */
const addresses: readonly AllowableField[] = ['currentBrowsing', 'landingPage', 'referrerUrl'];

/** The values of these fields are left out of the other fields too. */
const personal: readonly MaskableField[] = ['name', 'email', 'phone', 'ip', 'company', 'city', 'state'];

export interface AllowedFields {
	/** The setting, trimmed. */
	readonly entries: readonly string[];
	/** The fields of the setting, in the order of the model. */
	readonly fields: readonly AllowableField[];
	/** Whether the setting names a field, in any case. */
	has(field: AllowableField): boolean;
	/** The visitor with nothing but the ID and what may be seen, also as text to search in. The same object for the same row. */
	visitor(row: Visitor): Visitor;
}

/** @param entries each names a field, and is a glob for the names of custom variables and custom fields */
export function allowedFields(entries: readonly string[]): AllowedFields {
	const globs = entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
	const words = new Set(globs.map((glob) => glob.toLowerCase()));
	const has = (field: AllowableField) => words.has(field.toLowerCase());
	const { isNamed } = maskEntries(globs);
	const mask = createVisitorMask({
		fields: new Set(maskableFields.filter((field) => personal.includes(field) && !has(field))),
		isNamed: (name) => !isNamed(name),
	});
	const known = new WeakMap<Visitor, Visitor>();
	const fields = allowableFields.filter(has);

	function reduced(row: Visitor): Visitor {
		const masked = mask.visitor(row);
		const allowed: Record<string, unknown> = {};
		for (const field of allowableFields) {
			const value = has(field) ? masked[field] : blankVisitor[field];
			allowed[field] = addresses.includes(field) ? withoutQuery(String(value)) : value;
		}
		const namedOf = (real: readonly NamedValue[], shown: readonly NamedValue[]) =>
			shown.flatMap((value, at) => (isNamed(real[at]?.name ?? '') ? [{ ...value, url: '' }] : []));
		return {
			...row,
			...allowed,
			customFields: namedOf(row.customFields, masked.customFields),
			customVariableResults: namedOf(row.customVariableResults, masked.customVariableResults),
			more: {},
		};
	}

	return {
		entries: globs,
		fields,
		has,
		visitor(row) {
			const made = known.get(row) ?? reduced(row);
			known.set(row, made);
			return made;
		},
	};
}

function withoutQuery(address: string): string {
	return address.replace(/[?#].*$/s, '');
}
