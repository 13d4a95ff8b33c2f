// Variables that can't be read: a save never removes them silently.
import assert from 'node:assert/strict';
import { saveReport } from '../../../src/present/variables/saveReport';
import { variable } from '../../fixtures/variableService';
import { openSaving } from './saving';

const plan = variable('plan', 'silver');
const topics = { name: 'topics', value: ['Billing', 'Sales'], url: '' };

describe('A save of a visitor with a variable that cannot be read', () => {
	it('is not sent as a complete list, keeps the draft and names the variable', async () => {
		const { service, save, edit, shown, writes } = openSaving([plan]);
		service.writes = 'replace';
		service.unreadable = [topics];
		const outcome = await save(edit('plan', 'gold'));
		assert.deepEqual(service.calls, ['GET']);
		assert.deepEqual(service.unreadable, [topics]);
		assert.ok(outcome.kind === 'unreadable');
		assert.deepEqual(outcome.names, ['topics']);
		assert.equal(outcome.drafts.length, 1);
		assert.equal(writes.lastSave, undefined);
		assert.equal(shown('plan'), 'silver');
		assert.match(saveReport('save', outcome, true).title, /^Not saved\. .*“topics”/);
	});

	it('is refused also where the variable has no name, or all of them are no list', async () => {
		for (const entry of [{ name: ['x'], value: 'y' }, { value: {} }, ['plan', 'silver']]) {
			const { service, save, edit } = openSaving([plan]);
			service.unreadable = [entry];
			const outcome = await save(edit('plan', 'gold'));
			assert.ok(outcome.kind === 'unreadable');
			assert.deepEqual([outcome.names, service.calls], [[''], ['GET']]);
		}
	});

	it('goes on where there is nothing to lose', async () => {
		const { service, save, edit } = openSaving([plan]);
		service.unreadable = [null, ''];
		assert.equal((await save(edit('plan', 'gold'))).kind, 'saved');
	});

	it('sends only the edited ones where the setting says so', async () => {
		const { service, save, edit } = openSaving([plan], 'changed');
		service.unreadable = [topics];
		assert.equal((await save(edit('plan', 'gold'))).kind, 'saved');
		assert.deepEqual(service.sent, [[variable('plan', 'gold')]]);
		assert.deepEqual(service.unreadable, [topics]);
	});

	it('says so where the service removed it all the same, and sends no edited ones alone again', async () => {
		const { service, memory, save, edit } = openSaving([plan], 'changed');
		service.writes = 'replace';
		service.unreadable = [topics];
		const outcome = await save(edit('plan', 'gold'));
		assert.ok(outcome.kind === 'saved');
		assert.deepEqual(
			outcome.differences.map(({ kind, name, got }) => [kind, name, got]),
			[['notEdited', 'topics', undefined]],
		);
		assert.deepEqual(memory.marks, ['unproven', 'replaces']);
	});

	it('says so where one of several that have the same name, or none, was removed', async () => {
		for (const name of ['topics', undefined]) {
			const { service, memory, save, edit } = openSaving([plan], 'changed');
			service.unreadable = [
				{ ...topics, name },
				{ ...topics, name, value: {} },
			];
			service.puts.push((apply) => {
				apply();
				service.unreadable = service.unreadable.slice(1);
				return service.answer();
			});
			const outcome = await save(edit('plan', 'gold'));
			assert.ok(outcome.kind === 'saved');
			assert.deepEqual(
				outcome.differences.map(({ kind, name: told, got }) => [kind, told, got]),
				[['notEdited', name ?? '', undefined]],
			);
			assert.equal(memory.mark, 'replaces');
		}
	});

	it('calls none gone that can be read by now', async () => {
		const { service, save, edit } = openSaving([plan], 'changed');
		service.unreadable = [topics];
		service.puts.push((apply) => {
			apply();
			service.unreadable = [];
			service.variables = [...service.variables, variable('topics', 'Billing, Sales')];
			return service.answer();
		});
		const outcome = await save(edit('plan', 'gold'));
		assert.ok(outcome.kind === 'saved');
		assert.deepEqual(outcome.differences, []);
	});

	it('does not replace that variable by a new one of its name', async () => {
		for (const mode of ['complete', 'changed'] as const) {
			const { service, save, edit } = openSaving([plan], mode);
			service.unreadable = [topics];
			assert.equal((await save(edit('topics', 'Billing'))).kind, 'unreadable');
			assert.deepEqual(service.calls, ['GET']);
		}
	});

	it('is not undone by a complete list', async () => {
		const { service, save, edit, writes } = openSaving([plan]);
		await save(edit('plan', 'gold'));
		service.unreadable = [topics];
		assert.equal((await writes.undo())?.kind, 'unreadable');
		assert.deepEqual(service.calls, ['GET', 'PUT', 'GET']);
		assert.equal(writes.lastSave?.saved.names.length, 1, 'it can still be undone');
	});
});
