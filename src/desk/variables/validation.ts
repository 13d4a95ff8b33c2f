// Why an edit of a custom variable can't be saved: the invalid field and a code.
import type { NamedValue, VariableDefinition, VariableType } from '../../service/model';
import type { VariableEdit } from './variableEdits';

/** The invalid field, and what is wrong with it. */
export type ValidationError =
	| { readonly field: 'name'; readonly code: 'nameEmpty' | 'nameTaken' | 'readOnly' | 'masked' }
	| { readonly field: 'value'; readonly code: 'notInteger' | 'notDecimal' }
	| { readonly field: 'url'; readonly code: 'urlScheme' };

/** The rules for the variables of a site. */
export interface VariableRules {
	/** Globs of names that are never written. */
	readonly readOnly: readonly string[];
	readonly definitions: readonly VariableDefinition[];
}

/** Checks a name. The service accepts no variable without one (docs/api.md). */
export function validateName(name: string, readOnly: readonly string[]): ValidationError | undefined {
	if (!isSendable(name)) {
		return { field: 'name', code: 'nameEmpty' };
	}
	return matchesGlob(name.trim(), readOnly) ? { field: 'name', code: 'readOnly' } : undefined;
}

/** Checks the name of a new variable. `taken` are the names of the other variables. */
export function validateNewName(
	name: string,
	taken: readonly string[],
	readOnly: readonly string[],
): ValidationError | undefined {
	const isTaken = isSendable(name) && taken.some((other) => other.toLowerCase() === name.trim().toLowerCase());
	return isTaken ? { field: 'name', code: 'nameTaken' } : validateName(name, readOnly);
}

/** Whether the service accepts a variable of that name in a write. */
export function isSendable(name: string): boolean {
	return name.trim() !== '';
}

/** The variables that the service accepts in a write. */
export function sendable(list: readonly NamedValue[]): readonly NamedValue[] {
	return list.filter(({ name }) => isSendable(name));
}

/** Checks a URL that the user changed; what the service sent may be no URL at all ("bbbbb"). */
export function validateUrl(url: string, before: string): ValidationError | undefined {
	const isLink = /^(?:https?:\/\/|mailto:|tel:)\S+$/i.test(url.trim());
	return url === before || url.trim() === '' || isLink ? undefined : { field: 'url', code: 'urlScheme' };
}

/** Names are compared as the service compares them: case-sensitively. */
export function typeOf(name: string, definitions: readonly VariableDefinition[]): VariableType {
	return definitions.find((definition) => definition.name === name)?.type ?? 'text';
}

/** The service's own spelling of a number: no thousands separators, a point before the decimals. */
const patterns = {
	integer: /^[+-]?\d+$/,
	decimal: /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/,
};

/** Checks a value against its type. Empty values clear the variable; `known` are values that the service has or had, so they may stay. */
export function validateType(
	value: string,
	type: VariableType,
	known: readonly (string | undefined)[] = [],
): ValidationError | undefined {
	if (type === 'text' || value === '' || known.includes(value) || patterns[type].test(value)) {
		return undefined;
	}
	return { field: 'value', code: type === 'integer' ? 'notInteger' : 'notDecimal' };
}

/** Checks the edit of a variable. `saved` is the variable as the service has it. */
export function validateDraft(
	{ name, value, url, base }: VariableEdit,
	saved: NamedValue | undefined,
	{ readOnly, definitions }: VariableRules,
): ValidationError | undefined {
	return (
		validateName(name, readOnly) ??
		validateUrl(url, url === base?.url ? url : (saved?.url ?? '')) ??
		validateType(value, typeOf(name, definitions), [saved?.value, base?.value])
	);
}

/** Checks a new variable. `taken` are the names of the other variables. */
export function validateNew(
	{ name, value, url }: NamedValue,
	taken: readonly string[],
	{ readOnly, definitions }: VariableRules,
): ValidationError | undefined {
	return (
		validateNewName(name, taken, readOnly) ??
		validateUrl(url, '') ??
		validateType(value, typeOf(name.trim(), definitions))
	);
}

/** Whether a name matches one of the globs: `*` any text, `?` one character; case-insensitive. */
export function matchesGlob(name: string, globs: readonly string[]): boolean {
	return globs.some((glob) => {
		const pattern = glob
			.replace(/[.+^${}()|[\]\\]/g, '\\$&')
			.replace(/\*+/g, '.*')
			.replace(/\?/g, '.');
		return new RegExp(`^${pattern}$`, 'isu').test(name);
	});
}
