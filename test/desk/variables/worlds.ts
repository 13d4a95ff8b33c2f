// Lists of variables and edits of them, as random values for properties.
import fc from 'fast-check';
import { type VariableEdit, variableNamed } from '../../../src/desk/variables/variableEdits';
import type { NamedValue } from '../../../src/service/model';

const name = fc.constantFrom('plan', 'accountId', 'cart', '__proto__', 'constructor', 'ü');
const value = fc.constantFrom('', 'a', 'b', ' a ', '\u202e');
const variable = fc.record({ name, value, url: fc.constantFrom('', 'https://x.example/') });
export const list = fc.uniqueArray(variable, { selector: (each) => each.name });

/** Edits as a user makes them: each of a variable as `base` has it, or of a new one. */
function editsOf(base: readonly NamedValue[]) {
	return fc
		.uniqueArray(fc.record({ name, value, url: fc.constantFrom('', 'https://y.example/') }), {
			selector: (each) => each.name,
		})
		.map((mine) => mine.map((each): VariableEdit => ({ ...each, base: variableNamed(base, each.name) })));
}

export const world = fc
	.tuple(list, list)
	.chain(([base, theirs]) => fc.tuple(fc.constant(base), fc.constant(theirs), editsOf(base)));
