// Compares what the service holds after a save with what it held before and with what was sent.
import type { NamedValue } from '../../service/model';
import { isSendable, sendable } from './validation';
import { type VariableEdit, variableOf } from './variableEdits';

/**
 * - `altered` edited, and our value arrived in another form: trimmed, cut off, a number written otherwise
 * - `unchanged` edited, and the value from before is still there
 * - `other` edited, and a value is there that is neither ours nor the one from before
 * - `missing` edited, and the variable isn't there
 * - `notEdited` not edited, and changed or gone since it was read
 * - `nameless` without a name, so it could not be sent, and gone since it was read
 */
type DifferenceKind = 'altered' | 'unchanged' | 'other' | 'missing' | 'notEdited' | 'nameless';

/** Whether it is about an edit, and not about a variable that wasn't edited. */
export function isOfEdit(kind: DifferenceKind): boolean {
	return kind !== 'notEdited' && kind !== 'nameless';
}

/** A variable that isn't as it was typed, or as it was read for one that wasn't edited. */
export interface Difference {
	readonly kind: DifferenceKind;
	readonly name: string;
	/** As typed, or as read for one that wasn't edited. */
	readonly expected: NamedValue;
	/** As the service has it now; undefined if it is gone. */
	readonly got: NamedValue | undefined;
}

interface Comparison {
	/** The edits whose value arrived, exactly or altered. Only these prove that a write was carried out. */
	readonly arrived: readonly string[];
	/** Those of them that are there, as they are there. */
	readonly stored: readonly NamedValue[];
	readonly differences: readonly Difference[];
}

export function compareAfterSave(
	before: readonly NamedValue[],
	applied: readonly VariableEdit[],
	after: readonly NamedValue[],
): Comparison {
	const others = sendable(othersThan(before, applied));
	const { edited: gotOfEdit, others: gotOfOther } = becameOf(applied, others, after);
	const edited = applied.flatMap((edit, at) => editedDifference(edit, variableOf(before, edit), gotOfEdit[at]) ?? []);
	const lost = new Set(edited.filter(({ kind }) => kind !== 'altered').map(({ name }) => name));
	return {
		arrived: applied.map(({ name }) => name).filter((name) => !lost.has(name)),
		stored: gotOfEdit.flatMap((got) => (got && !lost.has(got.name) ? [got] : [])),
		differences: [
			...edited,
			...others.flatMap((expected, at) => otherDifference(expected, gotOfOther[at]) ?? []),
			...namelessGone(before, after),
		],
	};
}

/** All but the edited variables. */
function othersThan(before: readonly NamedValue[], applied: readonly VariableEdit[]): readonly NamedValue[] {
	const edited = new Set(applied.map((edit) => variableOf(before, edit)));
	return before.filter((variable) => !edited.delete(variable));
}

/** Those of the list that are in none of the variables of `after`: of several with one name, as many as are missing. */
export function missingFrom(list: readonly NamedValue[], after: readonly NamedValue[]): readonly NamedValue[] {
	const { others } = becameOf([], list, after);
	return list.filter((_variable, at) => others[at] === undefined);
}

/**
 * What became of each variable. Of several with one name, those that were not edited are found by their values; where those differ
 * too, by their order.
 */
function becameOf(
	edited: readonly NamedValue[],
	others: readonly NamedValue[],
	after: readonly NamedValue[],
): Readonly<Record<'edited' | 'others', readonly (NamedValue | undefined)[]>> {
	const left = new Map<string, NamedValue[]>();
	for (const variable of after) {
		const same = left.get(variable.name);
		if (same) {
			same.push(variable);
		} else {
			left.set(variable.name, [variable]);
		}
	}
	const take = (name: string, at: number) => left.get(name)?.splice(at, 1)[0];
	const takeEqual = ({ name, value, url }: NamedValue) => {
		const at = left.get(name)?.findIndex((variable) => variable.value === value && variable.url === url) ?? -1;
		return at >= 0 ? take(name, at) : takeOfValue(name, value);
	};
	const takeOfValue = (name: string, value: string) => {
		const at = left.get(name)?.findIndex((variable) => variable.value === value) ?? -1;
		return at < 0 ? undefined : take(name, at);
	};
	const equal = others.map(takeEqual);
	return {
		edited: edited.map((edit) => takeEqual(edit) ?? take(edit.name, 0)),
		others: others.map(({ name }, at) => equal[at] ?? take(name, 0)),
	};
}

function editedDifference(
	{ name, value, url }: VariableEdit,
	was: NamedValue | undefined,
	got: NamedValue | undefined,
): Difference | undefined {
	const expected = { name, value, url };
	const as = (kind: DifferenceKind): Difference => ({ kind, name, expected, got });
	if (!got) {
		// A service that keeps no empty variables removes a cleared one.
		return value === '' && was ? undefined : as('missing');
	}
	// The service answers a URL with the visitor's values filled in (docs/api.md): only one that the user changed is compared.
	const isUrlEdited = url !== (was?.url ?? '');
	const isUrlRight = !isUrlEdited || got.url === url;
	if (got.value === value && isUrlRight) {
		return undefined;
	}
	if (got.value === was?.value && (!isUrlEdited || got.url === was.url)) {
		return as('unchanged');
	}
	const isOurs = isFormOf(got.value, value) && (isUrlRight || isFormOf(got.url, url) || value !== was?.value);
	return as(isOurs ? 'altered' : 'other');
}

/** Minimum length of a cut text: a shorter one may be the start of another text by chance. */
const shortestCut = 20;

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** Whether a stored text is the typed one in another form: other white space, cut off, or a number written otherwise. */
function isFormOf(stored: string, typed: string): boolean {
	const plain = (text: string) => text.normalize('NFC').replace(/[\s\p{Cc}\p{Cf}\p{Z}]+/gu, '');
	const isCut = stored.length >= shortestCut && typed.trimStart().startsWith(stored.trim());
	const isSameNumber =
		number.test(stored.trim()) && number.test(typed.trim()) && Number(stored.trim()) === Number(typed.trim());
	const isSpacedOtherwise = plain(stored) !== '' && plain(stored) === plain(typed);
	return isSpacedOtherwise || isCut || isSameNumber;
}

function otherDifference(expected: NamedValue, got: NamedValue | undefined): Difference | undefined {
	const { name, value } = expected;
	return got?.value === value || (!got && value === '') ? undefined : { kind: 'notEdited', name, expected, got };
}

/** The variables without a name that are gone. */
export function namelessGone(before: readonly NamedValue[], after: readonly NamedValue[]): readonly Difference[] {
	const left = after.filter(({ name }) => !isSendable(name));
	return before
		.filter(({ name }) => !isSendable(name))
		.flatMap((expected): readonly Difference[] => {
			const at = left.findIndex(({ name, value }) => name === expected.name && value === expected.value);
			if (at >= 0) {
				left.splice(at, 1);
				return [];
			}
			return [{ kind: 'nameless', name: expected.name, expected, got: undefined }];
		});
}
