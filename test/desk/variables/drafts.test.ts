// Rules of unsaved edits: when they are stored, brought back and removed.
import assert from 'node:assert/strict';
import { createDrafts, type DraftOwner, type SecretPort } from '../../../src/desk/variables/drafts';
import type { VariableEdit } from '../../../src/desk/variables/variableEdits';
import { manualClock } from '../../fixtures/manualClock';
import { recordingLog } from '../../fixtures/recordingLog';

/** The storage of one machine: secret storage and an index that all windows share. */
function machine() {
	const secrets = new Map<string, string>();
	let index: readonly DraftOwner[] = [];
	const clock = manualClock();
	const log = recordingLog();
	let refuses = false;
	const port: SecretPort = {
		get: async (key) => refusing(() => secrets.get(key)),
		store: async (key, value) => refusing(() => void secrets.set(key, value)),
		delete: async (key) => refusing(() => void secrets.delete(key)),
	};
	function refusing<Value>(act: () => Value): Value {
		if (refuses) {
			throw new Error('no keyring');
		}
		return act();
	}
	return {
		secrets,
		clock,
		log,
		refuse(next: boolean) {
			refuses = next;
		},
		index: () => index,
		window: (windowId: string) =>
			createDrafts({
				secrets: port,
				index: {
					list: () => index,
					write: async (owners) => {
						index = owners;
					},
				},
				windowId,
				clock,
				log,
			}),
	};
}

const owner: DraftOwner = { site: 's1', visitor: 'v1' };

function edit(name: string, value: string): VariableEdit {
	return { name, value, url: '', base: { name, value: 'before', url: '' } };
}

function values(edits: readonly { readonly name: string; readonly value: string }[]): string[] {
	return edits.map(({ name, value }) => `${name}=${value}`);
}

/** A machine on which another window has stored these edits. */
async function machineWith(...edits: readonly VariableEdit[]) {
	const disk = machine();
	const before = disk.window('w1');
	before.change(owner, edits);
	await before.flush();
	return disk;
}

describe('An unsaved edit', () => {
	it('survives a reload of the window, with its base', async () => {
		const disk = machine();
		const before = disk.window('w1');
		before.change(owner, [edit('plan', 'gold')]);
		await disk.clock.advance(1000);
		before.dispose();
		const after = disk.window('w1 again');
		assert.deepEqual(after.edits(owner), []);
		await after.load(owner);
		assert.deepEqual(values(after.edits(owner)), ['plan=gold']);
		assert.equal(after.edits(owner)[0]?.base?.value, 'before');
	});

	it('that a command adds leaves another unsaved value of the variable beside it, over a reload too', async () => {
		const disk = machine();
		const drafts = disk.window('w1');
		drafts.change(owner, [edit('plan', 'gold'), edit('cart', '7')]);
		drafts.add(owner, edit('plan', 'bronze'));
		drafts.add(owner, edit('plan', 'bronze'));
		await drafts.flush();
		const after = disk.window('w2');
		await after.load(owner);
		for (const { edits } of [drafts, after]) {
			assert.deepEqual(values(edits(owner)).sort(), ['cart=7', 'plan=bronze']);
			assert.deepEqual(edits(owner).find(({ name }) => name === 'plan')?.also, ['gold']);
		}
	});

	it('typed just before the window goes is kept by the last flush', async () => {
		const disk = machine();
		const drafts = disk.window('w1');
		drafts.change(owner, [edit('plan', 'gold')]);
		await drafts.flush();
		const after = disk.window('w2');
		await after.load(owner);
		assert.deepEqual(values(after.edits(owner)), ['plan=gold']);
		after.change(owner, []);
		await after.flush();
		assert.equal(disk.secrets.size, 0, 'a draft given up is gone from the store as well');
		assert.deepEqual(disk.index(), []);
	});

	it('typed while the kept ones are still being read is the newer one', async () => {
		const disk = await machineWith(edit('plan', 'gold'), edit('cart', '7'));
		const after = disk.window('w2');
		const load = after.load(owner);
		after.change(owner, [edit('plan', 'silver')]);
		await load;
		assert.deepEqual(values(after.edits(owner)).sort(), ['cart=7', 'plan=silver']);
	});

	it('is kept beside what another window keeps of the same visitor', async () => {
		const disk = machine();
		const [one, two] = [disk.window('w1'), disk.window('w2')];
		await Promise.all([one.load(owner), two.load(owner)]);
		one.change(owner, [edit('plan', 'gold')]);
		await disk.clock.advance(1000);
		two.change(owner, [edit('cart', '7')]);
		await disk.clock.advance(1000);
		one.change(owner, []);
		await disk.clock.advance(1000);
		const later = disk.window('w3');
		await later.load(owner);
		assert.deepEqual(values(later.edits(owner)), ['cart=7']);
	});

	it('of one variable in two windows comes back as the newer one, with the other beside it', async () => {
		const disk = machine();
		const [one, two] = [disk.window('w1'), disk.window('w2')];
		one.change(owner, [edit('plan', 'gold')]);
		await disk.clock.advance(1000);
		two.change(owner, [edit('plan', 'silver')]);
		await disk.clock.advance(1000);
		const later = disk.window('w3');
		await later.load(owner);
		assert.deepEqual(values(later.edits(owner)), ['plan=silver']);
		assert.deepEqual(later.edits(owner)[0]?.also, ['gold']);
	});

	it('lasts until the window reloads where the secret storage refuses, and that is said once and shown', async () => {
		const disk = machine();
		disk.refuse(true);
		const drafts = disk.window('w1');
		let told = 0;
		drafts.onChange(() => told++);
		await drafts.load(owner);
		drafts.change(owner, [edit('plan', 'gold')]);
		await disk.clock.advance(1000);
		drafts.change(owner, [edit('plan', 'golden')]);
		await disk.clock.advance(1000);
		assert.deepEqual(values(drafts.edits(owner)), ['plan=golden']);
		assert.equal(drafts.keptOverReload, false);
		assert.equal(disk.log.lines.length, 1);
		assert.doesNotMatch(disk.log.lines.join(), /gold|plan/);
		assert.ok(told >= 3);
		disk.refuse(false);
		drafts.change(owner, [edit('plan', 'goldest')]);
		await disk.clock.advance(1000);
		assert.equal(drafts.keptOverReload, true);
	});

	it('that could not be read while the key ring was locked is read once it is open', async () => {
		const disk = await machineWith(edit('plan', 'gold'));
		disk.refuse(true);
		const after = disk.window('w2');
		await after.load(owner);
		assert.deepEqual(after.edits(owner), []);
		disk.refuse(false);
		await after.load(owner);
		assert.deepEqual(values(after.edits(owner)), ['plan=gold']);
	});

	it('that could not be read comes back with the first edit that is stored', async () => {
		const disk = await machineWith(edit('plan', 'gold'));
		disk.refuse(true);
		const after = disk.window('w2');
		await after.load(owner);
		disk.refuse(false);
		after.change(owner, [edit('cart', '7')]);
		await after.flush();
		await disk.clock.advance(1000);
		assert.deepEqual(values(after.edits(owner)).sort(), ['cart=7', 'plan=gold']);
	});

	it('is not read again once it was read: what was discarded does not come back', async () => {
		const disk = await machineWith(edit('plan', 'gold'));
		const after = disk.window('w2');
		await after.load(owner);
		after.change(owner, []);
		await after.load(owner);
		assert.deepEqual(after.edits(owner), []);
	});

	it('that is being read during a sign-out does not come back', async () => {
		const disk = await machineWith(edit('plan', 'gold'));
		const after = disk.window('w2');
		const load = after.load(owner);
		const wiped = after.wipe('s1');
		await Promise.all([load, wiped]);
		assert.deepEqual(after.edits(owner), []);
	});

	it('is forgotten with its site, in memory and kept, and that of other sites is not', async () => {
		const disk = machine();
		const drafts = disk.window('w1');
		const other = { site: 's2', visitor: 'v1' };
		drafts.change(owner, [edit('plan', 'gold')]);
		drafts.change(other, [edit('plan', 'silver')]);
		await disk.clock.advance(1000);
		const later = disk.window('w2'); // one that never loaded it
		await later.wipe('s1');
		await drafts.wipe('s1');
		assert.deepEqual(drafts.edits(owner), []);
		assert.deepEqual([...disk.secrets.keys()], ['frontdesk.draft.s2.v1']);
		assert.deepEqual(
			disk.index().map(({ site }) => site),
			['s2'],
		);
		await disk.clock.advance(1000);
		assert.equal(disk.secrets.size, 1);
	});

	it('that a locked secret storage did not let go at sign-out is removed by the next try', async () => {
		const disk = machine();
		const drafts = disk.window('w1');
		drafts.change(owner, [edit('plan', 'gold')]);
		await disk.clock.advance(1000);
		disk.refuse(true);
		await assert.rejects(drafts.wipe('s1'));
		disk.refuse(false);
		await drafts.wipe('s1');
		assert.equal(disk.secrets.size, 0);
		assert.deepEqual(disk.index(), []);
	});

	it('in another format, or of a variable that no write may contain, is not brought back', async () => {
		const nameless = JSON.stringify([{ windowId: 'x', edit: { name: '', value: 'v', url: '', at: 0 } }]);
		for (const text of ['', '{', 'null', '[null,1,{}]', '[{"windowId":"x","edit":{"name":1}}]', nameless]) {
			const disk = machine();
			disk.secrets.set('frontdesk.draft.s1.v1', text);
			const drafts = disk.window('w1');
			await drafts.load(owner);
			assert.deepEqual(drafts.edits(owner), []);
		}
	});

	it('leaves ids on disk outside the secret storage, and nothing else', async () => {
		const disk = machine();
		const drafts = disk.window('w1');
		drafts.change(owner, [edit('plan', 'gold')]);
		await drafts.flush();
		assert.deepEqual(disk.index(), [owner]);
	});
});
