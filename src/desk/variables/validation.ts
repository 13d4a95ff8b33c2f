// What the definition of a custom variable asks of a value that somebody types. It judges nothing that came from the service.
import type { NamedValue, VariableDefinition, VariableType } from '../../service/model';
import { type ValidationError, type VariableEdit, validateEdit } from './variableEdits';

/** What is known of a site's variables beside their values. */
export interface VariableRules {
	/** Globs of names that are never written. */
	readonly readOnly: readonly string[];
	readonly definitions: readonly VariableDefinition[];
}

/** Names are compared as the service compares them: to the letter. */
export function typeOf(name: string, definitions: readonly VariableDefinition[]): VariableType {
	return definitions.find((definition) => definition.name === name)?.type ?? 'text';
}

/** The service's own spelling of a number: no thousands separators, a point before the decimals. */
const patterns = {
	integer: /^[+-]?\d+$/,
	decimal: /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)$/,
};

/**
 * Why a value is none of its type; undefined where it is, where it clears the variable, and where it is one of `known`:
 * what the service has, or had, may stand there and may be brought back, whatever it is.
 */
export function validateType(
	value: string,
	type: VariableType,
	known: readonly (string | undefined)[] = [],
): Extract<ValidationError, 'notInteger' | 'notDecimal'> | undefined {
	if (type === 'text' || value === '' || known.includes(value) || patterns[type].test(value)) {
		return undefined;
	}
	return type === 'integer' ? 'notInteger' : 'notDecimal';
}

/** Why the edit of a variable cannot be saved, undefined where it can. `saved` is the variable as the service has it. */
export function validateDraft(
	{ name, value, url, base }: VariableEdit,
	saved: NamedValue | undefined,
	{ readOnly, definitions }: VariableRules,
): ValidationError | undefined {
	return (
		validateEdit({ name, url, isNew: false, urlChanged: url !== (saved?.url ?? '') }, [], readOnly) ??
		validateType(value, typeOf(name, definitions), [saved?.value, base?.value])
	);
}
