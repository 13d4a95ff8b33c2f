// The editing behind a visitor panel: drafts, saves and what the host says of them.
import assert from 'node:assert/strict';
import { openEditing } from './openEditing';

describe('Editing behind a panel', () => {
	it('says that something went wrong inside, and keeps the draft', async () => {
		const { editing, variables, errors } = openEditing();
		editing.edit({ name: 'plan', value: 'gold', url: '' });
		variables.save = () => Promise.reject(new TypeError('an error of ours'));
		await editing.save();
		assert.match(editing.state.failure ?? '', /Something went wrong\. See the log/);
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
		assert.deepEqual(editing.add({ name: 'PLAN', value: '', url: '' }), { field: 'name', code: 'nameTaken' });
		assert.deepEqual(
			editing.state.edits.map(({ name }) => name),
			['plan'],
			'only what may be saved one day is kept',
		);
	});
});
