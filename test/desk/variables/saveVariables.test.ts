// What a save of custom variables concludes from every answer, also while someone else writes.
import assert from 'node:assert/strict';
import type { Difference } from '../../../src/desk/variables/comparison';
import type { SaveOutcome } from '../../../src/desk/variables/saveVariables';
import { mergeEdits } from '../../../src/desk/variables/variableEdits';
import { saveReport } from '../../../src/present/variables/saveReport';
import { ApiError } from '../../../src/service/errors';
import { visitor } from '../../fixtures/fakeServer';
import { variable, visitorId } from '../../fixtures/variableService';
import { forbidden, loseOutcome, openSaving, serverError, timeout } from './saving';

const plan = variable('plan', 'silver');
const cart = variable('cart', '7');

function differencesOf(outcome: SaveOutcome): readonly string[] {
	const differences: readonly Difference[] = 'differences' in outcome ? outcome.differences : [];
	return differences.map(({ kind, name, got }) => `${kind} ${name}: ${got?.value ?? 'gone'}`);
}

/** The kinds of failure after which a write may have been carried out. */
const uncertain: Readonly<Record<string, () => ApiError>> = { 'a 500': serverError, 'no answer': timeout };

describe('A write that fails while someone else writes', () => {
	for (const [name, failure] of Object.entries(uncertain)) {
		it(`(${name}) is not saved when only another variable changed, and can't be undone`, async () => {
			const { service, save, edit, writes } = openSaving([plan, cart]);
			service.puts.push(() => {
				service.set('cart', '8');
				throw failure();
			});
			const outcome = await save(edit('plan', 'gold'));
			assert.equal(outcome.kind, 'notSaved');
			assert.deepEqual(differencesOf(outcome), ['unchanged plan: silver'], "their change isn't ours to report");
			assert.deepEqual(
				outcome.drafts.map(({ value }) => value),
				['gold'],
			);
			assert.equal(mergeEdits(service.variables, outcome.drafts).conflicts.length, 0);
			assert.equal(writes.lastSave, undefined);
		});

		it(`(${name}) is not saved when the same variable changed, and the draft is a conflict`, async () => {
			const { service, save, edit, writes, shown } = openSaving([plan, cart]);
			service.puts.push(() => {
				service.set('plan', 'bronze');
				throw failure();
			});
			const outcome = await save(edit('plan', 'gold'));
			assert.equal(outcome.kind, 'notSaved');
			assert.deepEqual(differencesOf(outcome), ['other plan: bronze']);
			const { conflicts } = mergeEdits(service.variables, outcome.drafts);
			assert.deepEqual(
				conflicts.map(({ edit: { value }, theirs }) => [value, theirs?.value]),
				[['gold', 'bronze']],
			);
			assert.equal(writes.lastSave, undefined);
			assert.equal(shown('plan'), 'bronze', 'the panel shows what the conflict is with');
		});

		it(`(${name}) is saved when our value arrived, whatever else changed`, async () => {
			const { service, save, edit, writes } = openSaving([plan, cart]);
			service.puts.push((apply) => {
				apply();
				service.set('cart', '8');
				throw failure();
			});
			const outcome = await save(edit('plan', 'gold'));
			assert.equal(outcome.kind, 'saved');
			assert.deepEqual(outcome.drafts, []);
			assert.deepEqual(writes.lastSave?.saved.names, ['plan']);
			await writes.undo();
			assert.deepEqual([service.value('plan'), service.value('cart')], ['silver', '8'], 'undo touches what was edited');
		});

		it(`(${name}) of which one edit arrived keeps the other as a draft and undoes only the one`, async () => {
			const { service, save, edit, writes } = openSaving([plan, cart]);
			service.puts.push((apply) => {
				apply();
				service.set('cart', '9');
				throw failure();
			});
			const outcome = await save(edit('plan', 'gold'), edit('cart', '8'));
			assert.equal(outcome.kind, 'saved');
			assert.deepEqual(differencesOf(outcome), ['other cart: 9']);
			assert.deepEqual(
				outcome.drafts.map(({ name, value }) => `${name}=${value}`),
				['cart=8'],
			);
			assert.equal(mergeEdits(service.variables, outcome.drafts).conflicts.length, 1);
			await writes.undo();
			assert.deepEqual([service.value('plan'), service.value('cart')], ['silver', '9']);
		});
	}

	it('tells a variable without a name that is gone, and saving again stays possible', async () => {
		const { service, save, edit } = openSaving([variable('', 'nameless'), plan]);
		service.puts.push(() => {
			service.variables = [plan];
			throw serverError();
		});
		const outcome = await save(edit('plan', 'gold'));
		assert.deepEqual(differencesOf(outcome), ['unchanged plan: silver', 'nameless : gone']);
		const { lines, actions } = saveReport('save', outcome, true);
		assert.deepEqual(lines, [
			'A variable without a name is gone now. Its value was “nameless”.',
			'Your edits are still here.',
		]);
		assert.deepEqual(actions, ['saveAgain']);
	});

	it('of a new variable with an empty value is not saved', async () => {
		const { service, save, edit } = openSaving([plan]);
		service.puts.push(() => {
			throw serverError();
		});
		const outcome = await save(edit('note', ''));
		assert.equal(outcome.kind, 'notSaved');
		assert.equal(outcome.drafts.length, 1);
	});

	it('that the service refused is refused, and asks nothing more', async () => {
		const { service, save, edit, writes } = openSaving([plan]);
		service.puts.push(() => {
			throw forbidden();
		});
		await assert.rejects(save(edit('plan', 'gold')), { kind: 'forbidden' });
		assert.deepEqual(service.calls, ['GET', 'PUT']);
		assert.equal(writes.lastSave, undefined);
	});

	it('that something on the way answered with a 403 is looked up: it may have been carried out', async () => {
		const { service, save, edit } = openSaving([plan]);
		service.puts.push((apply) => {
			apply();
			throw new ApiError('forbidden', { status: 403 });
		});
		assert.equal((await save(edit('plan', 'gold'))).kind, 'saved');
		assert.deepEqual(service.calls, ['GET', 'PUT', 'GET']);
	});

	it('is unknown where no read tells, and the draft stays', async () => {
		const { service, save, edit, writes } = openSaving([plan]);
		loseOutcome(service);
		const outcome = await save(edit('plan', 'gold'));
		assert.equal(outcome.kind === 'unknown' && outcome.error.kind, 'timeout');
		assert.equal(outcome.drafts.length, 1);
		assert.equal(writes.lastSave, undefined);
		assert.equal((await save(...outcome.drafts)).kind, 'unchanged', 'saving again is safe');
	});
});

describe('A write that is answered with success', () => {
	it('but keeps the old value is not saved: the draft stays, whole, and there is nothing to undo', async () => {
		const { service, save, edit, writes } = openSaving([plan]);
		const long = 'x'.repeat(515);
		service.puts.push(() => service.answer());
		const outcome = await save(edit('plan', long));
		assert.equal(outcome.kind === 'notSaved' && outcome.error, undefined);
		assert.deepEqual(differencesOf(outcome), ['unchanged plan: silver']);
		assert.equal(outcome.drafts[0]?.value, long);
		assert.equal(writes.lastSave, undefined);
	});

	it('but stores another value is not saved: the draft stays over it, without a conflict', async () => {
		const { service, save, edit, writes } = openSaving([plan]);
		service.puts.push(() => {
			service.set('plan', 'default');
			return service.answer();
		});
		const outcome = await save(edit('plan', 'gold'));
		assert.equal(outcome.kind, 'notSaved');
		assert.deepEqual(differencesOf(outcome), ['other plan: default']);
		assert.deepEqual(
			outcome.drafts.map(({ value, base }) => [value, base?.value]),
			[['gold', 'default']],
		);
		assert.equal(writes.lastSave, undefined, 'nobody knows whose value that is');
	});

	it('and stores the value in another form is saved; the typed text stays, and the old value can be brought back', async () => {
		const forms: readonly (readonly [string, string])[] = [
			['  gold  ', 'gold'],
			['a\r\nb', 'a\nb'],
			['x'.repeat(515), 'x'.repeat(255)],
			['007', '7'],
			['1.50', '1.5'],
			['go\u200bld', 'gold'],
			['cafe\u0301', 'caf\u00e9'],
		];
		for (const [typed, stored] of forms) {
			const { service, save, edit, writes } = openSaving([plan]);
			service.puts.push(() => {
				service.set('plan', stored);
				return service.answer();
			});
			const outcome = await save(edit('plan', typed));
			assert.equal(outcome.kind, 'saved', JSON.stringify(typed));
			assert.deepEqual(differencesOf(outcome), [`altered plan: ${stored}`]);
			assert.equal(outcome.drafts[0]?.value, typed);
			assert.equal(outcome.drafts[0]?.base?.value, stored);
			assert.equal((await writes.undo())?.kind, 'saved');
			assert.equal(service.value('plan'), 'silver');
		}
	});

	it('and drops a new variable keeps its draft', async () => {
		const { service, save, edit } = openSaving([plan]);
		service.puts.push(() => service.answer());
		const outcome = await save(edit('discount', '15 %'));
		assert.equal(outcome.kind, 'notSaved');
		assert.deepEqual(differencesOf(outcome), ['missing discount: gone']);
		assert.deepEqual(
			outcome.drafts.map(({ name, value }) => [name, value]),
			[['discount', '15 %']],
		);
	});

	it('and removes a cleared variable is saved', async () => {
		const { service, save, edit } = openSaving([plan, cart]);
		service.puts.push(() => {
			service.variables = [cart];
			return service.answer();
		});
		const outcome = await save(edit('plan', ''));
		assert.deepEqual([outcome.kind, differencesOf(outcome), outcome.drafts], ['saved', [], []]);
	});

	it('whose answer is older than the write, incomplete or about another visitor is checked by a read', async () => {
		const answers: readonly ((before: ReturnType<typeof visitor>) => ReturnType<typeof visitor>)[] = [
			(before) => before,
			() => visitor(visitorId),
			() => visitor(visitorId, { customVariableResults: [variable('plan', 'gold')] }),
			() => visitor('another', { customVariableResults: [variable('plan', 'gold'), cart] }),
		];
		for (const answerOf of answers) {
			const { service, save, edit, shown } = openSaving([plan, cart]);
			service.puts.push((apply) => {
				const before = service.answer();
				apply();
				return answerOf(before);
			});
			const outcome = await save(edit('plan', 'gold'));
			assert.deepEqual([outcome.kind, differencesOf(outcome)], ['saved', []]);
			assert.deepEqual(service.calls, ['GET', 'PUT', 'GET']);
			assert.equal(shown('cart'), '7');
		}
	});

	it('is proven by the answer, also where someone else has overwritten it before the read that checks the rest', async () => {
		const { service, save, edit, writes } = openSaving([plan, cart]);
		service.puts.push((apply) => {
			apply();
			service.set('cart', 'trimmed by the service');
			const answer = service.answer();
			service.set('plan', 'bronze');
			return answer;
		});
		const outcome = await save(edit('plan', 'gold'), edit('cart', '8'));
		assert.equal(outcome.kind, 'saved');
		assert.deepEqual(differencesOf(outcome), ['other cart: trimmed by the service']);
		assert.deepEqual(
			outcome.drafts.map(({ name }) => name),
			['cart'],
		);
		assert.equal((await writes.undo())?.kind, 'conflict', 'their value is not overwritten by an undo');
		assert.equal(service.value('plan'), 'bronze');
	});

	it('is proven in another form, too, and their value over it is a conflict', async () => {
		const { service, save, edit, writes } = openSaving([plan, cart]);
		service.puts.push(() => {
			service.set('plan', 'gold');
			const answer = service.answer();
			service.set('plan', 'bronze');
			return answer;
		});
		const outcome = await save(edit('plan', ' gold '));
		assert.equal(outcome.kind, 'saved');
		assert.deepEqual(differencesOf(outcome), ['altered plan: gold']);
		const { conflicts } = mergeEdits(service.variables, outcome.drafts);
		assert.deepEqual(
			conflicts.map(({ edit: { value }, theirs }) => [value, theirs?.value]),
			[[' gold ', 'bronze']],
		);
		assert.equal((await writes.undo())?.kind, 'conflict');
	});

	it('reports a variable that was not edited and is not as it was read', async () => {
		const { service, save, edit } = openSaving([plan, cart, variable('id', '42')]);
		service.puts.push((apply) => {
			apply();
			service.set('cart', '8');
			service.variables = service.variables.filter(({ name }) => name !== 'id');
			return service.answer();
		});
		const outcome = await save(edit('plan', 'gold'));
		assert.deepEqual(differencesOf(outcome), ['notEdited cart: 8', 'notEdited id: gone']);
		assert.deepEqual(outcome.drafts, []);
	});

	it('leaves what the user typed on meanwhile as a draft over the saved value', async () => {
		const saving = openSaving([plan]);
		const sent = saving.edit('plan', 'gold');
		const outcome = await saving.writes.save(visitorId, [sent]);
		const { draftsAfter } = await import('../../../src/desk/variables/draftsAfter');
		const typedOn = { ...sent, value: 'golden' };
		assert.deepEqual(draftsAfter([typedOn], [sent], outcome), [
			{ ...typedOn, base: { name: 'plan', value: 'gold', url: '' } },
		]);
		assert.deepEqual(draftsAfter([], [sent], outcome), [], 'what was discarded meanwhile does not come back');
	});
});

describe('A link', () => {
	it('that the service filled in anew does not make an old value ours', async () => {
		const { service, save, edit, writes } = openSaving([variable('account', '42', 'https://crm.example/1')]);
		service.puts.push(() => {
			service.variables = [variable('account', '42', 'https://crm.example/2')];
			throw serverError();
		});
		const outcome = await save(edit('account', ' 42 '));
		assert.deepEqual([outcome.kind, differencesOf(outcome)], ['notSaved', ['unchanged account: 42']]);
		assert.equal(writes.lastSave, undefined);
	});

	it('that the user changed is compared, one that the service filled in is not', async () => {
		const linked = variable('account', '42', 'https://crm.example/42');
		const { service, save, edit } = openSaving([linked]);
		service.puts.push(() => {
			service.variables = [variable('account', '43', 'https://crm.example/43')];
			return service.answer();
		});
		assert.deepEqual(differencesOf(await save(edit('account', '43'))), []);
		service.puts.push(() => service.answer());
		const outcome = await save(edit('account', '43', 'https://other.example/'));
		assert.deepEqual([outcome.kind, differencesOf(outcome)], ['notSaved', ['unchanged account: 43']]);
		assert.equal(outcome.drafts[0]?.url, 'https://other.example/');
	});
});

describe('A variable that the service accepts in no write', () => {
	for (const name of ['', '  ']) {
		it(`(named ${JSON.stringify(name)}) is left out, so that others can be saved`, async () => {
			const { service, save, edit } = openSaving([variable(name, 'nameless'), plan]);
			const outcome = await save(edit('plan', 'gold'));
			assert.deepEqual([outcome.kind, differencesOf(outcome)], ['saved', []]);
			assert.deepEqual(service.sent, [[{ ...plan, value: 'gold' }]]);
		});

		it(`(named ${JSON.stringify(name)}) is reported where the save removed it`, async () => {
			const { service, save, edit } = openSaving([variable(name, 'nameless'), variable(name, 'second'), plan]);
			service.writes = 'replace';
			const outcome = await save(edit('plan', 'gold'));
			assert.deepEqual(
				[outcome.kind, differencesOf(outcome)],
				['saved', [`nameless ${name}: gone`, `nameless ${name}: gone`]],
			);
		});
	}

	for (const mode of ['complete', 'changed'] as const) {
		it(`(${mode}) is reported by the next save where nobody knew how the one that removed it ended`, async () => {
			const { service, save, edit } = openSaving([variable('', 'nameless'), plan], mode);
			service.writes = 'replace';
			loseOutcome(service);
			const unknown = await save(edit('plan', 'gold'));
			assert.equal(unknown.kind, 'unknown');
			const outcome = await save(...unknown.drafts);
			assert.deepEqual([outcome.kind, differencesOf(outcome)], ['unchanged', ['nameless : gone']]);
			assert.deepEqual(differencesOf(await save(edit('plan', 'silver'))), [], 'it is reported once');
		});
	}

	it('stays to be reported while no save is answered', async () => {
		const { service, save, edit } = openSaving([variable('', 'nameless'), plan]);
		service.writes = 'replace';
		for (const value of ['gold', 'bronze']) {
			loseOutcome(service);
			assert.equal((await save(edit('plan', value))).kind, 'unknown');
		}
		assert.deepEqual(differencesOf(await save(edit('plan', 'silver'))), ['nameless : gone']);
	});
});

describe('A write that was answered, and that stored none of the edits', () => {
	const long = 'x'.repeat(40);
	const cut = variable('plan', long.slice(0, 30));
	const nameless = variable('', 'nameless');

	for (const mode of ['complete', 'changed'] as const) {
		it(`(${mode}) is not saved, and the variable without a name that it removed is reported`, async () => {
			const { service, save, edit, writes } = openSaving([nameless, cut], mode);
			service.puts.push((_apply, sent) => {
				service.variables = sent.map((each) => ({ ...each, value: each.value.slice(0, 30) }));
				return service.answer();
			});
			const outcome = await save(edit('plan', long));
			assert.deepEqual(
				[outcome.kind, differencesOf(outcome)],
				['notSaved', [`unchanged plan: ${cut.value}`, 'nameless : gone']],
			);
			assert.deepEqual(
				outcome.drafts.map(({ value }) => value),
				[long],
			);
			assert.equal(writes.lastSave, undefined);
			assert.deepEqual(saveReport('save', outcome, true).lines, [
				'“plan” is still “…xxxxxxxxxxxx”.',
				'A variable without a name was removed: the service accepts none in a save. Its value was “nameless”.',
				'Your edits are still here.',
			]);
		});
	}

	it('reports another variable that was sent and is not as it was', async () => {
		const { service, save, edit } = openSaving([cut, variable('cart', ' 7 '), variable('id', '42')]);
		service.puts.push(() => {
			service.variables = [cut, variable('cart', '7')];
			return service.answer();
		});
		const outcome = await save(edit('plan', long));
		assert.deepEqual(
			[outcome.kind, differencesOf(outcome)],
			['notSaved', [`unchanged plan: ${cut.value}`, 'notEdited cart: 7', 'notEdited id: gone']],
		);
	});

	it('of the edited variables alone does not report others, which were not sent and are still there', async () => {
		const { service, save, edit } = openSaving([plan, cart], 'changed');
		service.puts.push(() => {
			service.set('cart', '8');
			return service.answer();
		});
		const outcome = await save(edit('plan', 'gold'));
		assert.deepEqual([outcome.kind, differencesOf(outcome)], ['notSaved', ['unchanged plan: silver']]);
	});
});

describe('A text', () => {
	it('is sent as it was read, to the last digit', async () => {
		const digits = variable('big', '12345678901234567890');
		const { service, save, edit } = openSaving([digits, variable('rate', '1.10'), plan]);
		const outcome = await save(edit('plan', ' gold '));
		assert.equal(outcome.kind, 'saved');
		assert.deepEqual(service.sent, [[digits, variable('rate', '1.10'), variable('plan', ' gold ')]]);
	});
});

describe('An undo', () => {
	it('meets a conflict, overwrites nothing by itself, and can be repeated over the value that the user saw', async () => {
		const { service, save, edit, writes } = openSaving([plan]);
		await save(edit('plan', 'gold'));
		const { lastSave } = writes;
		service.set('plan', 'bronze');
		const met = await writes.undo();
		assert.ok(met?.kind === 'conflict' && lastSave);
		const again = { save: lastSave, over: met.conflicts };
		assert.equal(service.value('plan'), 'bronze');
		service.set('plan', 'platinum');
		assert.equal((await writes.undo(again))?.kind, 'conflict', 'that is not what the user saw');
		service.set('plan', 'bronze');
		assert.equal((await writes.undo(again))?.kind, 'saved');
		assert.equal(service.value('plan'), 'silver');
		assert.equal(writes.lastSave, undefined);
	});

	it('tried again undoes the save that met the conflict, and not one that was made since', async () => {
		const { service, save, edit, writes } = openSaving([plan, cart]);
		await save(edit('plan', 'gold'));
		const { lastSave } = writes;
		service.set('plan', 'bronze');
		const met = await writes.undo();
		assert.ok(met?.kind === 'conflict' && lastSave);
		await save(edit('cart', '8'));
		assert.equal((await writes.undo({ save: lastSave, over: met.conflicts }))?.kind, 'saved');
		assert.deepEqual([service.value('plan'), service.value('cart')], ['silver', '8']);
		assert.equal(await writes.undo({ save: lastSave, over: met.conflicts }), undefined, 'it is undone already');
		await writes.undo();
		assert.equal(service.value('cart'), '7');
	});

	it('that the service did not carry out can be tried again', async () => {
		const { service, save, edit, writes } = openSaving([plan]);
		await save(edit('plan', 'gold'));
		for (const failure of [serverError, forbidden]) {
			service.puts.push(() => {
				throw failure();
			});
			await writes.undo().catch(() => undefined);
			assert.ok(writes.lastSave);
		}
		service.puts.push(() => service.answer());
		assert.equal((await writes.undo())?.kind, 'notSaved');
		assert.equal((await writes.undo())?.kind, 'saved');
		assert.equal(service.value('plan'), 'silver');
	});

	it('is our own write: a draft typed since the save is no conflict', async () => {
		const { save, edit, writes, service } = openSaving([plan]);
		await save(edit('plan', 'gold'));
		const draft = edit('plan', 'platinum');
		const undone = await writes.undo();
		assert.ok(undone);
		const { draftsAfter } = await import('../../../src/desk/variables/draftsAfter');
		const left = draftsAfter([draft], [], undone);
		assert.equal(mergeEdits(service.variables, left).conflicts.length, 0);
		assert.deepEqual(
			left.map(({ value, base }) => [value, base?.value]),
			[['platinum', 'silver']],
		);
	});
});
