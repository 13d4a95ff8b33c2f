// Compares what the service holds after a save with what it held before and with what was sent.
import type { NamedValue } from '../../service/model';
import { isSendable } from './validation';
import { sameVariable, type VariableEdit, variableNamed } from './variableEdits';

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
	/** As the service has it now; undefined where it is gone. */
	readonly got: NamedValue | undefined;
}

interface Comparison {
	/** The edits whose value arrived, exactly or altered. Nothing else proves that a write was carried out. */
	readonly arrived: readonly string[];
	readonly differences: readonly Difference[];
}

export function compareAfterSave(
	before: readonly NamedValue[],
	applied: readonly VariableEdit[],
	after: readonly NamedValue[],
): Comparison {
	const edited = applied.flatMap((edit) => editedDifference(edit, variableNamed(before, edit.name), after) ?? []);
	const lost = new Set(edited.filter(({ kind }) => kind !== 'altered').map(({ name }) => name));
	return {
		arrived: applied.map(({ name }) => name).filter((name) => !lost.has(name)),
		differences: [...edited, ...otherDifferences(before, applied, after), ...namelessGone(before, after)],
	};
}

function editedDifference(
	{ name, value, url }: VariableEdit,
	was: NamedValue | undefined,
	after: readonly NamedValue[],
): Difference | undefined {
	const got = variableNamed(after, name);
	const expected = { name, value, url };
	const as = (kind: DifferenceKind): Difference => ({ kind, name, expected, got });
	if (!got) {
		// A service that keeps no empty variables removes a cleared one.
		return value === '' && was ? undefined : as('missing');
	}
	// The service answers a URL with the visitor's values filled in (docs/api.md): only one that the user changed is compared.
	const isUrlRight = url === (was?.url ?? '') || got.url === url;
	if (got.value === value && isUrlRight) {
		return undefined;
	}
	if (sameVariable(got, was)) {
		return as('unchanged');
	}
	const isOurs = isFormOf(got.value, value) && (isUrlRight || isFormOf(got.url, url) || value !== was?.value);
	return as(isOurs ? 'altered' : 'other');
}

/** A text that is shorter than this may begin like another by chance. */
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

/** Of several variables with one name only the first is compared: the second can't be told from it. */
function otherDifferences(
	before: readonly NamedValue[],
	applied: readonly VariableEdit[],
	after: readonly NamedValue[],
): readonly Difference[] {
	const seen = new Set(applied.map(({ name }) => name));
	return before.flatMap((expected): readonly Difference[] => {
		const { name, value } = expected;
		if (seen.has(name) || !isSendable(name)) {
			return [];
		}
		seen.add(name);
		const got = variableNamed(after, name);
		return got?.value === value || (!got && value === '') ? [] : [{ kind: 'notEdited', name, expected, got }];
	});
}

function namelessGone(before: readonly NamedValue[], after: readonly NamedValue[]): readonly Difference[] {
	const left = after.filter(({ name }) => !isSendable(name)).map(({ value }) => value);
	return before
		.filter(({ name }) => !isSendable(name))
		.flatMap((expected): readonly Difference[] => {
			const at = left.indexOf(expected.value);
			if (at >= 0) {
				left.splice(at, 1);
				return [];
			}
			return [{ kind: 'nameless', name: expected.name, expected, got: undefined }];
		});
}
