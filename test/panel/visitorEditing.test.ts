// The editing behind a visitor panel: drafts, saves and reports.
import assert from 'node:assert/strict';
import { ApiError } from '../../src/service/errors';
import { variable, visitorId } from '../fixtures/variableService';
import { openEditing } from './openEditing';

describe('Editing behind a panel', () => {
	it('reports an internal error, logs it, and keeps the draft', async () => {
		const { editing, variables, errors } = openEditing();
		editing.edit({ name: 'plan', value: 'gold', url: '' });
		variables.save = () => Promise.reject(new TypeError('an error of ours'));
		await editing.save();
		assert.equal(editing.state.report?.title, 'Not saved. Something went wrong. See the log for details.');
		assert.equal(editing.state.drafts, 1);
		assert.deepEqual(errors, ['TypeError']);
	});

	it('takes an edit by its name: of a variable that is gone it is a draft, and a conflict', () => {
		const { editing, service, poll } = openEditing();
		const seen = { value: 'silver', url: '' };
		service.variables = [];
		poll();
		assert.equal(editing.edit({ name: 'plan', value: 'gold', url: '' }, seen), undefined);
		assert.deepEqual(editing.state.edits[0]?.base, { name: 'plan', ...seen });
	});

	it('answers the field at fault and a code', () => {
		const { editing } = openEditing({ readOnly: ['sys*'] });
		assert.deepEqual(editing.edit({ name: 'plan', value: 'gold', url: 'no link' }), {
			field: 'url',
			code: 'urlScheme',
		});
		assert.deepEqual(editing.edit({ name: 'sysId', value: 'x', url: '' }), { field: 'name', code: 'readOnly' });
		assert.deepEqual(editing.edit({ name: ' ', value: 'x', url: '' }), { field: 'name', code: 'nameEmpty' });
		assert.deepEqual(editing.add({ name: 'PLAN', value: '', url: '' }), { field: 'name', code: 'nameTaken' });
		assert.deepEqual(
			editing.state.edits.map(({ name }) => name),
			['plan'],
			'only what can be corrected is kept',
		);
	});
});

describe('A conflict behind a panel', () => {
	it('that a save finds is for its row to ask about, and no report beside it', async () => {
		const { editing, service, poll } = openEditing();
		editing.edit({ name: 'plan', value: 'gold', url: '' });
		service.set('plan', 'bronze');
		await editing.save();
		assert.equal(editing.state.report, undefined);
		assert.deepEqual([service.value('plan'), editing.state.drafts], ['bronze', 1]);
		poll();
		await editing.save();
		assert.equal(editing.state.report, undefined, 'nor of one that is known before');
		assert.deepEqual(service.sent, []);
	});

	it('is the last thing to decide only if no other draft is in conflict or invalid', () => {
		const { editing, service, poll } = openEditing();
		for (const name of ['plan', 'cart']) {
			editing.edit({ name, value: 'mine', url: '' });
			service.set(name, 'theirs');
		}
		poll();
		assert.equal(editing.choose('plan', 'mine'), false, 'cart is in conflict');
		assert.equal(editing.choose('cart', 'mine'), true);
		editing.edit({ name: 'plan', value: 'gold', url: 'no link' });
		service.set('cart', 'theirs again');
		poll();
		assert.equal(editing.choose('cart', 'mine'), false, 'plan is invalid');
		assert.equal(editing.choose('plan', 'theirs'), false, 'to give way is no wish to save');
	});
});

/** The titles of all reports of a panel, as its page gets them. */
function reportsOf(editing: ReturnType<typeof openEditing>['editing']) {
	return editing.state.report ? [editing.state.report.title, ...editing.state.report.lines] : [];
}

describe('What a panel reports', () => {
	it('is "Saved" after a save and after nothing else', async () => {
		const { editing } = openEditing();
		const acts: Readonly<Record<string, () => void>> = {
			'discard all': () => editing.discard(),
			'discard one': () => editing.discard('plan'),
			'take theirs': () => editing.choose('plan', 'theirs'),
			'type the old value': () => void editing.edit({ name: 'plan', value: 'silver', url: '' }),
		};
		for (const [name, act] of Object.entries(acts)) {
			editing.edit({ name: 'plan', value: 'gold', url: '' });
			act();
			assert.equal(editing.state.drafts, 0);
			assert.equal(editing.state.report, undefined, name);
		}
		editing.edit({ name: 'plan', value: 'gold', url: '' });
		await editing.save();
		assert.deepEqual(reportsOf(editing), ['Saved']);
		const { id } = editing.state.report ?? {};
		editing.edit({ name: 'plan', value: 'platinum', url: '' });
		editing.discard();
		assert.equal(editing.state.report?.id, id, 'no other report came');
	});

	it('of a save that succeeds while the user discards is still "Saved": the service has the value', async () => {
		const { editing, service } = openEditing();
		editing.edit({ name: 'plan', value: 'gold', url: '' });
		service.puts.push((apply) => {
			editing.discard();
			return apply();
		});
		await editing.save();
		assert.deepEqual(reportsOf(editing), ['Saved']);
		assert.deepEqual([service.value('plan'), editing.state.drafts], ['gold', 0]);
	});

	it('of a save that fails while the user discards is that it was not saved, and claims no kept edits', async () => {
		const { editing, service } = openEditing();
		editing.edit({ name: 'plan', value: 'gold', url: '' });
		service.puts.push(() => {
			editing.discard();
			throw new ApiError('server', { status: 500 });
		});
		await editing.save();
		assert.match(editing.state.report?.title ?? '', /^Not saved\. .*500/);
		assert.deepEqual(editing.state.report?.lines, []);
		assert.deepEqual(editing.state.report?.actions, []);
		assert.equal(editing.state.drafts, 0);
	});

	it('of a save that ends with a sign-out is nothing, and no draft comes back', async () => {
		for (const failing of [true, false]) {
			const { editing, service, signOut, drafts, owner, secrets } = openEditing();
			editing.edit({ name: 'plan', value: 'gold', url: '' });
			await drafts.flush();
			service.puts.push(async (apply) => {
				await signOut();
				editing.reset();
				if (failing) {
					throw new ApiError('aborted');
				}
				return apply();
			});
			await editing.save();
			assert.equal(editing.state.report, undefined);
			await drafts.flush();
			assert.deepEqual(drafts.edits(owner), []);
			assert.equal(secrets.size, 0);
		}
	});

	it('of a save that was not carried out while someone else wrote is a conflict to decide', async () => {
		const { editing, service } = openEditing();
		editing.edit({ name: 'plan', value: 'gold', url: '' });
		service.puts.push(() => {
			service.set('plan', 'bronze');
			throw new ApiError('server', { status: 500 });
		});
		await editing.save();
		const [title, ...lines] = reportsOf(editing);
		assert.match(title ?? '', /^Not saved\. /);
		assert.deepEqual(lines, [
			'Someone else changed “plan” to “bronze”. Choose which value to keep.',
			'Your edits are still here.',
		]);
		assert.equal(editing.state.undo, false);
		editing.choose('plan', 'mine');
		assert.equal(editing.state.report, undefined);
		await editing.save();
		assert.equal(service.value('plan'), 'gold');
	});

	it('of a value that the service kept, stored otherwise or trimmed keeps the typed text until it is saved or discarded', async () => {
		const typed = `  ${'x'.repeat(513)}`;
		const stores = [undefined, 'default', typed.trim()];
		for (const stored of stores) {
			const { editing, service } = openEditing();
			editing.edit({ name: 'plan', value: typed, url: '' });
			service.puts.push(() => {
				if (stored !== undefined) {
					service.set('plan', stored);
				}
				return service.answer();
			});
			await editing.save();
			assert.equal(editing.state.report?.tone, 'problem');
			assert.equal(editing.state.edits[0]?.value, typed);
			editing.dismiss();
			assert.equal(editing.state.edits[0]?.value, typed);
			await editing.save();
			assert.deepEqual([service.value('plan'), editing.state.drafts], [typed, 0]);
		}
	});

	it('offers to restore only what the service changed of the edits', async () => {
		const { editing, service } = openEditing();
		editing.edit({ name: 'plan', value: ' gold ', url: '' });
		service.puts.push((apply) => {
			apply();
			service.set('plan', 'gold');
			service.set('cart', '8');
			return service.answer();
		});
		await editing.save();
		assert.deepEqual(editing.state.report?.actions, ['restore']);
		await editing.restore();
		assert.deepEqual([service.value('plan'), service.value('cart')], ['silver', '8']);
		assert.deepEqual(reportsOf(editing), ['Previous values restored']);
		assert.equal(editing.state.edits[0]?.value, ' gold ');
		await editing.save();
		assert.deepEqual(reportsOf(editing), ['Saved'], 'our own restore made no conflict of the draft');
	});

	it('of a restore that meets a change of someone else says so, and offers nothing that would undo more', async () => {
		const { editing, service } = openEditing();
		editing.edit({ name: 'plan', value: ' gold ', url: '' });
		service.puts.push(() => {
			service.set('plan', 'gold');
			return service.answer();
		});
		await editing.save();
		service.set('plan', 'bronze');
		await editing.restore();
		assert.deepEqual(reportsOf(editing), [
			'Not restored. Someone else changed “plan” since that save.',
			'“plan” is now “bronze”.',
		]);
		assert.deepEqual(editing.state.report?.actions, []);
		assert.equal(service.value('plan'), 'bronze');
	});

	it('of an undo that meets a change of someone else says so, and offers to undo anyway', async () => {
		const { editing, service } = openEditing();
		editing.edit({ name: 'plan', value: 'gold', url: '' });
		await editing.save();
		service.set('plan', 'bronze');
		await editing.undo(false);
		assert.deepEqual(reportsOf(editing), [
			'Not undone. Someone else changed “plan” since that save.',
			'“plan” is now “bronze”.',
		]);
		assert.deepEqual(editing.state.report?.actions, ['undoAnyway']);
		await editing.undo(false);
		assert.equal(service.value('plan'), 'bronze', 'asking again is no decision');
		await editing.undo(true);
		assert.equal(service.value('plan'), 'silver');
		assert.deepEqual(reportsOf(editing), ['Last save undone']);
	});

	it('of an undo that met a conflict offers to undo that save, also after another one of the same visitor', async () => {
		const { editing, service, variables } = openEditing();
		editing.edit({ name: 'plan', value: 'gold', url: '' });
		await editing.save();
		service.set('plan', 'bronze');
		await editing.undo(false);
		const cart = { name: 'cart', value: service.value('cart') ?? '', url: '' };
		await variables.save(visitorId, [{ ...cart, base: cart, value: 'full' }]);
		await editing.undo(true);
		assert.deepEqual([service.value('plan'), service.value('cart')], ['silver', 'full']);
	});

	it('of two writes that end the same way is two reports', async () => {
		const { editing } = openEditing();
		const ids = new Set<number | undefined>();
		for (const value of ['gold', 'platinum']) {
			editing.edit({ name: 'plan', value, url: '' });
			await editing.save();
			ids.add(editing.state.report?.id);
		}
		assert.equal(ids.size, 2);
	});

	it('of what is typed right after a save is no conflict with that save', async () => {
		const { editing } = openEditing();
		const seen = { value: 'silver', url: '' };
		editing.edit({ name: 'plan', value: 'gold', url: '' }, seen);
		await editing.save();
		editing.edit({ name: 'plan', value: 'golden', url: '' }, seen);
		await editing.save();
		assert.deepEqual(reportsOf(editing), ['Saved']);
	});

	it('speaks of no conflict where only the link of a variable was filled in anew', async () => {
		const { editing, service, poll } = openEditing();
		const fill = (pages: number) => {
			service.variables = [variable('plan', service.value('plan') ?? '', `crm:${pages}`), variable('cart', '7')];
			poll();
		};
		fill(1);
		const seen = { value: 'silver', url: 'crm:1' };
		editing.edit({ name: 'plan', value: 'gold', url: 'crm:1' }, seen);
		fill(2);
		await editing.save();
		assert.deepEqual(reportsOf(editing), ['Saved']);
		assert.deepEqual(service.sent, [[variable('plan', 'gold', 'crm:2'), variable('cart', '7')]]);
		editing.edit({ name: 'plan', value: 'golden', url: 'crm:1' }, seen);
		fill(3);
		await editing.save();
		assert.deepEqual(reportsOf(editing), ['Saved'], 'the page began to type before the first save');
		editing.edit({ name: 'plan', value: 'silver', url: 'crm:3' }, { value: 'golden', url: 'crm:3' });
		fill(4);
		editing.edit({ name: 'plan', value: 'golden', url: 'crm:3' }, { value: 'golden', url: 'crm:3' });
		assert.equal(editing.state.drafts, 0, 'the old value typed again is no edit');
		await editing.undo(false);
		assert.deepEqual(reportsOf(editing), ['Last save undone']);
	});
});
