// Saves that send only the edited variables, on services that merge and on services that replace.
import assert from 'node:assert/strict';
import { variable } from '../../fixtures/variableService';
import { forbidden, loseOutcome, openSaving, timeout } from './saving';

const plan = variable('plan', 'silver');
const cart = variable('cart', '7');

describe('A save of the edited variables alone', () => {
	it('sends nothing else, so that what others write meanwhile stays', async () => {
		const { service, memory, save, edit } = openSaving([plan, cart], 'changed');
		service.puts.push((apply) => {
			service.set('cart', '8');
			return apply();
		});
		const outcome = await save(edit('plan', 'gold'), edit('note', 'new'));
		assert.equal(outcome.kind, 'saved');
		assert.deepEqual(service.sent, [[variable('plan', 'gold'), variable('note', 'new')]]);
		assert.equal(service.value('cart'), '8');
		assert.deepEqual(memory.marks, ['unproven', undefined], 'marked before, cleared by the proof');
	});

	it('is the default for nobody', async () => {
		const { service, memory, save, edit } = openSaving([plan, cart]);
		service.puts.push((apply) => {
			service.set('cart', '8');
			return apply();
		});
		await save(edit('plan', 'gold'));
		assert.deepEqual(service.sent, [[variable('plan', 'gold'), cart]]);
		assert.equal(service.value('cart'), '7', 'the complete list puts the old value back; nobody can see that');
		assert.deepEqual(memory.marks, []);
	});

	it('on a service that replaces puts the others back at once, says so, and sends complete lists from then on', async () => {
		const { service, memory, save, edit, restart } = openSaving([plan, cart, variable('id', '42')], 'changed');
		service.writes = 'replace';
		const outcome = await save(edit('plan', 'gold'));
		assert.ok(outcome.kind === 'saved');
		assert.deepEqual(outcome.putBack, { variables: [cart, variable('id', '42')], error: undefined });
		assert.deepEqual(outcome.differences, []);
		assert.deepEqual(outcome.drafts, []);
		assert.deepEqual([service.value('plan'), service.value('cart'), service.value('id')], ['gold', '7', '42']);
		assert.deepEqual(service.calls, ['GET', 'PUT', 'GET', 'PUT']);
		for (const again of [() => undefined, restart]) {
			again();
			await save(edit('plan', `${service.value('plan')}!`));
			assert.equal(service.sent.at(-1)?.length, 3);
		}
		assert.equal(memory.mark, 'replaces');
	});

	it('puts the others back also where the write had no answer', async () => {
		const { service, save, edit } = openSaving([plan, cart], 'changed');
		service.writes = 'replace';
		service.puts.push((apply) => {
			apply();
			throw timeout();
		});
		const outcome = await save(edit('plan', 'gold'));
		assert.equal(outcome.kind, 'saved');
		assert.deepEqual([service.value('plan'), service.value('cart')], ['gold', '7']);
	});

	it('keeps what could not be put back as drafts', async () => {
		const { service, save, edit } = openSaving([plan, cart], 'changed');
		service.writes = 'replace';
		service.puts.push(
			(apply) => apply(),
			() => {
				throw forbidden();
			},
		);
		const outcome = await save(edit('plan', 'gold'));
		assert.ok(outcome.kind === 'saved' && outcome.putBack?.error !== 'notKept');
		assert.equal(outcome.putBack?.error?.kind, 'forbidden');
		assert.deepEqual(outcome.drafts, [{ ...cart, base: undefined }]);
		assert.equal((await save(...outcome.drafts)).kind, 'saved');
		assert.deepEqual([service.value('plan'), service.value('cart')], ['gold', '7']);
	});

	it('after which the window died before the proof is followed by complete lists', async () => {
		const { service, memory, save, edit, restart } = openSaving([plan, cart], 'changed');
		service.puts.push(() => {
			assert.equal(memory.mark, 'unproven', 'stored before the write leaves');
			return new Promise(() => undefined);
		});
		void save(edit('plan', 'gold'));
		await new Promise((resolve) => setImmediate(resolve));
		restart();
		await save(edit('plan', 'gold'));
		assert.deepEqual(service.sent.at(-1), [variable('plan', 'gold'), cart]);
	});

	it('is not made where the mark cannot be stored', async () => {
		const { service, memory, save, edit, log } = openSaving([plan, cart], 'changed');
		memory.refuses = true;
		assert.equal((await save(edit('plan', 'gold'))).kind, 'saved');
		assert.equal(service.sent[0]?.length, 2);
		assert.equal(log.lines.length, 1);
	});

	it('that was refused teaches nothing; one that nobody can explain is followed by complete lists', async () => {
		const { service, memory, save, edit } = openSaving([plan, cart], 'changed');
		service.puts.push(() => {
			throw forbidden();
		});
		await assert.rejects(save(edit('plan', 'gold')), { kind: 'forbidden' });
		assert.equal(memory.mark, undefined);
		loseOutcome(service);
		assert.equal((await save(edit('plan', 'gold'))).kind, 'unknown');
		assert.equal(memory.mark, 'unproven');
		await save(edit('plan', 'platinum'));
		assert.equal(service.sent.at(-1)?.length, 2);
	});

	it('that nobody can explain is followed by a save that puts back what it removed', async () => {
		for (const again of ['gold', 'platinum']) {
			const { service, save, edit, writes } = openSaving([plan, cart], 'changed');
			service.writes = 'replace';
			loseOutcome(service);
			const typed = edit('plan', again);
			assert.equal((await save(edit('plan', 'gold'))).kind, 'unknown');
			assert.deepEqual(service.variables, [variable('plan', 'gold')]);
			const outcome = await save(again === 'gold' ? typed : edit('plan', again));
			assert.equal(outcome.kind, again === 'gold' ? 'unchanged' : 'saved');
			assert.deepEqual('putBack' in outcome && outcome.putBack, { variables: [cart], error: undefined });
			assert.deepEqual([service.value('plan'), service.value('cart')], [again, '7']);
			assert.equal((await save(edit('plan', 'last'))).kind, 'saved');
			await writes.undo();
			assert.equal(service.value('cart'), '7');
		}
	});

	it('that nobody can explain, and whose others can not be put back, leaves them as drafts', async () => {
		const { service, save, edit } = openSaving([plan, cart], 'changed');
		service.writes = 'replace';
		loseOutcome(service);
		service.puts.push(() => {
			throw forbidden();
		});
		const typed = edit('plan', 'gold');
		await save(typed);
		const outcome = await save(typed);
		assert.equal(outcome.kind, 'unchanged');
		assert.deepEqual(outcome.drafts, [{ ...cart, base: undefined }]);
	});

	it('that nobody can explain, and that removed nothing, is followed by an ordinary save', async () => {
		const { service, save, edit } = openSaving([plan, cart], 'changed');
		loseOutcome(service);
		const typed = edit('plan', 'gold');
		await save(typed);
		const outcome = await save(typed);
		assert.deepEqual([outcome.kind, 'putBack' in outcome], ['unchanged', false]);
		service.variables = [variable('plan', 'gold')];
		await save(edit('plan', 'platinum'));
		assert.deepEqual(
			service.variables,
			[variable('plan', 'platinum')],
			'what somebody else removed later stays removed',
		);
	});

	it('that was not carried out stays unproven until another is proven', async () => {
		const { service, memory, save, edit } = openSaving([plan, cart], 'changed');
		service.puts.push(() => {
			throw timeout();
		});
		assert.equal((await save(edit('plan', 'gold'))).kind, 'notSaved');
		assert.equal(memory.mark, 'unproven', 'it may still be carried out');
		assert.equal((await save(edit('plan', 'gold'))).kind, 'saved');
		assert.equal(memory.mark, undefined);
	});

	it('of the only variable risks nothing, and marks nothing', async () => {
		const { memory, save, edit } = openSaving([plan], 'changed');
		assert.equal((await save(edit('plan', 'gold'))).kind, 'saved');
		assert.deepEqual(memory.marks, []);
	});

	it('that ends with a sign-out stores nothing for the site any more', async () => {
		const { service, memory, save, edit, abort } = openSaving([plan, cart], 'changed');
		service.puts.push((apply) => {
			apply();
			abort.abort();
			memory.mark = undefined; // wiped
			throw timeout();
		});
		await save(edit('plan', 'gold')).catch(() => undefined);
		assert.deepEqual(memory.marks, ['unproven']);
		assert.equal(memory.mark, undefined);
	});

	it('is undone the same way', async () => {
		const { service, save, edit, writes } = openSaving([plan, cart], 'changed');
		await save(edit('plan', 'gold'));
		await writes.undo();
		assert.deepEqual(service.sent, [[variable('plan', 'gold')], [variable('plan', 'silver')]]);
		service.writes = 'replace';
		await save(edit('plan', 'gold'));
		await writes.undo();
		assert.deepEqual([service.value('plan'), service.value('cart')], ['silver', '7']);
	});

	it('is not made any more once another window has seen the service replace, and forgets nothing of it', async () => {
		const { service, memory, save, edit } = openSaving([plan, cart], 'changed');
		await save(edit('plan', 'gold'));
		service.puts.push((apply) => {
			memory.mark = 'replaces'; // another window has just seen it
			return apply();
		});
		await save(edit('plan', 'platinum'));
		assert.equal(memory.mark, 'replaces');
		await save(edit('plan', 'gold'));
		assert.deepEqual(
			service.sent.map(({ length }) => length),
			[1, 1, 2],
		);
	});

	it('waits for the proof of another window, and is made again after it', async () => {
		const { service, memory, save, edit } = openSaving([plan, cart], 'changed');
		memory.mark = 'unproven'; // another window's write is under way
		await save(edit('plan', 'gold'));
		memory.mark = undefined; // it was merged
		await save(edit('plan', 'platinum'));
		assert.deepEqual(
			service.sent.map(({ length }) => length),
			[2, 1],
		);
		assert.equal(memory.mark, undefined);
	});
});
