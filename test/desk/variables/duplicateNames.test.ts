// Variables of one name: a save changes the one that was edited, and none of the others changes silently.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { draftsAfter } from '../../../src/desk/variables/draftsAfter';
import type { SaveOutcome } from '../../../src/desk/variables/saveVariables';
import type { NamedValue } from '../../../src/service/model';
import { variable, visitorId } from '../../fixtures/variableService';
import { loseOutcome, openSaving, timeout } from './saving';

const first = variable('plan', 'silver');
const second = variable('plan', 'bronze');
const cart = variable('cart', '7');

function differencesOf(outcome: SaveOutcome): readonly string[] {
	const differences = 'differences' in outcome ? outcome.differences : [];
	return differences.map(({ kind, name, expected, got }) => `${kind} ${name}: ${expected.value} > ${got?.value}`);
}

describe('A save where two variables have one name', () => {
	it('reports the other one where the service changed or removed it', async () => {
		const ways = [
			{ after: [variable('plan', 'gold'), second, cart], told: [] },
			{ after: [second, variable('plan', 'gold'), cart], told: [] },
			{ after: [second, cart], told: ['missing plan: gold > undefined'] },
			{ after: [first, second, cart], told: ['unchanged plan: gold > silver'] },
			{ after: [variable('plan', 'gold'), variable('plan', 'gold'), cart], told: ['notEdited plan: bronze > gold'] },
			{ after: [variable('plan', 'gold'), cart], told: ['notEdited plan: bronze > undefined'] },
		];
		for (const { after, told } of ways) {
			const { service, save, edit } = openSaving([first, second, cart]);
			service.puts.push(() => {
				service.variables = after;
				return service.answer();
			});
			assert.deepEqual(differencesOf(await save(edit('plan', 'gold'))), told);
		}
	});

	it('reports which of them is gone where neither was edited', async () => {
		for (const [left, gone] of [
			[first, second],
			[second, first],
		] as const) {
			const { service, save, edit } = openSaving([first, second, cart]);
			service.puts.push(() => {
				service.variables = [left, variable('cart', '8')];
				return service.answer();
			});
			assert.deepEqual(differencesOf(await save(edit('cart', '8'))), [`notEdited plan: ${gone.value} > undefined`]);
		}
	});

	it('was not made where both are as they were, and differ in their links alone', async () => {
		const linked = variable('plan', 'gold', 'https://crm.example/');
		const { service, save, edit } = openSaving([linked, variable('plan', 'gold')]);
		service.puts.push(() => service.answer());
		const outcome = await save(edit('plan', ' gold '));
		assert.deepEqual([outcome.kind, differencesOf(outcome)], ['notSaved', ['unchanged plan:  gold  > gold']]);
	});

	it('finds nothing to report where they only came in another order', async () => {
		const { service, save, edit } = openSaving([first, second, cart]);
		service.puts.push(() => {
			service.variables = [second, variable('cart', '8'), first];
			return service.answer();
		});
		assert.deepEqual(differencesOf(await save(edit('cart', '8'))), []);
	});

	it('changes the one that was edited, also where they come in another order by then', async () => {
		const { service, save, edit } = openSaving([first, second, cart]);
		const typed = edit('plan', 'gold');
		service.variables = [second, first, cart];
		service.puts.push((_apply, sent) => {
			service.variables = sent;
			return service.answer();
		});
		assert.equal((await save(typed)).kind, 'saved');
		assert.deepEqual(service.variables, [second, variable('plan', 'gold'), cart]);
	});

	it('changes no second one that has the same value, where nobody knew how the first save ended', async () => {
		const { service, save, edit } = openSaving([first, { ...first }]);
		const typed = edit('plan', 'gold');
		loseOutcome(service);
		service.puts[0] = (_apply, sent) => {
			service.variables = sent;
			throw timeout();
		};
		assert.equal((await save(typed)).kind, 'unknown');
		assert.equal((await save(typed)).kind, 'unchanged');
		assert.deepEqual(service.variables, [variable('plan', 'gold'), first]);
	});

	it('is undone in the one that it changed, whatever their order is by then', async () => {
		for (const order of [
			[second, variable('plan', 'gold')],
			[variable('plan', 'gold'), second],
		]) {
			const { service, save, edit, writes } = openSaving([first, second]);
			service.puts.push(
				() => {
					service.variables = order;
					return service.answer();
				},
				(_apply, sent) => {
					service.variables = sent;
					return service.answer();
				},
			);
			assert.equal((await save(edit('plan', 'gold'))).kind, 'saved');
			assert.equal((await writes.undo())?.kind, 'saved');
			assert.deepEqual(
				service.variables,
				order.map((each) => (each === second ? second : first)),
			);
		}
	});

	it('that was not made can be repeated, and never overwrites the other one unasked', async () => {
		for (const after of [[second, first], [second]]) {
			const { service, save, edit } = openSaving([first, second]);
			service.puts.push(
				() => {
					service.variables = after;
					return service.answer();
				},
				(_apply, sent) => {
					service.variables = sent;
					return service.answer();
				},
			);
			const { kind, drafts } = await save(edit('plan', 'gold'));
			assert.deepEqual([kind, drafts.map(({ value }) => value)], ['notSaved', ['gold']]);
			const again = await save(...drafts);
			assert.equal(again.kind, after.length === 2 ? 'saved' : 'conflict');
			assert.deepEqual(service.variables, after.length === 2 ? [second, variable('plan', 'gold')] : [second]);
		}
	});

	it('leaves what was typed on meanwhile as a draft over the one that was edited', async () => {
		const { service, edit, writes } = openSaving([first, second]);
		service.puts.push(() => {
			service.variables = [second, variable('plan', 'gold')];
			return service.answer();
		});
		const sent = edit('plan', 'gold');
		const outcome = await writes.save(visitorId, [sent]);
		const [left] = draftsAfter([{ ...sent, value: 'golden' }], [sent], outcome);
		assert.equal(left?.base?.value, 'gold');
	});

	it('and its undo leave every other variable as it was, in whatever order the service answers', async () => {
		const texts = (list: readonly NamedValue[]) => list.map(({ name, value }) => `${name}=${value}`).sort();
		const variables = fc.array(fc.tuple(fc.constantFrom('plan', 'cart'), fc.constantFrom('1', '2', '3')), {
			minLength: 2,
			maxLength: 5,
		});
		const order = fc.array(fc.nat({ max: 4 }), { minLength: 4, maxLength: 4 });
		await fc.assert(
			fc.asyncProperty(variables, order, async (list, turns) => {
				const { service, save, edit, writes } = openSaving(list.map(([name, value]) => variable(name, value)));
				const [{ name, value }] = service.variables as [NamedValue];
				const others = texts(service.variables.slice(1));
				/** The service gives them in another order from now on. */
				const turn = (at: number) => {
					const by = (turns[at] ?? 0) % service.variables.length;
					service.variables = [...service.variables.slice(by), ...service.variables.slice(0, by)];
				};
				const put = (_apply: unknown, sent: readonly NamedValue[]) => {
					service.variables = sent;
					turn(1);
					return service.answer();
				};
				service.puts.push(put, put);
				const typed = edit(name, 'new');
				turn(0);
				assert.equal((await save(typed)).kind, 'saved');
				assert.deepEqual(texts(service.variables), [...others, `${name}=new`].sort());
				turn(2);
				const undone = await writes.undo();
				const isBack = undone?.kind === 'saved';
				assert.deepEqual(texts(service.variables), [...others, `${name}=${isBack ? value : 'new'}`].sort());
			}),
			{ numRuns: 500 },
		);
	});

	it('sends the complete list where one of them is edited: alone it would stand for both', async () => {
		const { service, save, edit } = openSaving([first, second, cart], 'changed');
		await save(edit('plan', 'gold'));
		assert.deepEqual(service.sent, [[variable('plan', 'gold'), second, cart]]);
	});

	it('puts back each of them that a write of the edited ones alone has removed', async () => {
		const { service, save, edit } = openSaving([first, second, cart], 'changed');
		service.puts.push(
			() => {
				service.variables = [second, variable('cart', '8')];
				return service.answer();
			},
			(_apply, sent) => {
				service.variables = sent;
				return service.answer();
			},
		);
		const outcome = await save(edit('cart', '8'));
		assert.deepEqual('putBack' in outcome && outcome.putBack, { variables: [first], error: undefined });
		assert.deepEqual(service.variables, [second, variable('cart', '8'), first]);
	});
});
