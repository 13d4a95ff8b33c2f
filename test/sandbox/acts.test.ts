// How a test changes the world of a sandbox.
import assert from 'node:assert/strict';
import { myAgentId } from '../../src/sandbox/rows';
import { referenceVisitor } from '../fixtures/referenceVisitor';
import { open, walk } from './open';

const minute = 60_000;

describe('A test changes the world', () => {
	it('by freezing it: nothing moves by itself', () => {
		const { sandbox, pass } = open({ frozen: true });
		const before = sandbox.world.current;
		pass(60 * minute);
		assert.equal(sandbox.world.current, before);
		sandbox.world.setVisitor(referenceVisitor.id, { status: 'waitingForChat' });
		assert.equal(sandbox.world.visitor(referenceVisitor.id)?.status, 'waitingForChat');
	});

	it('for good: whom it changed no longer moves', () => {
		const { sandbox, pass } = open();
		for (const { id } of sandbox.world.visitors()) {
			sandbox.world.setVisitor(id, { status: 'waitingForChat' });
		}
		for (const { id } of sandbox.world.agents()) {
			sandbox.world.setAgent(id, { status: 'Online' });
		}
		const before = sandbox.world.current;
		pass(60 * minute);
		assert.equal(sandbox.world.current.guests, before.guests, 'the very same list, so that its text is kept');
		assert.equal(sandbox.world.current.staff, before.staff);
	});

	it('by thawing it: the world continues where it stopped', () => {
		const { sandbox, pass } = open();
		pass(2 * minute);
		sandbox.world.freeze();
		const before = sandbox.world.current;
		pass(60 * minute);
		sandbox.world.thaw();
		assert.equal(sandbox.world.current.tick, before.tick);
		pass(minute);
		assert.deepEqual(sandbox.world.current, walk(1, [3 * minute]));
	});

	it('as the agent console does', async () => {
		const { sandbox, call } = open();
		sandbox.world.setAgent(myAgentId.toUpperCase(), { status: 'Lunch', ongoingChats: 2 });
		assert.deepEqual((await call(`livechat/agents/${myAgentId}`)).json, {
			id: myAgentId,
			status: 'Lunch',
			ongoingChats: 2,
		});
	});

	it('by adding a visitor, taking one out of the list, and removing one', async () => {
		const { sandbox, call, pass } = open();
		const id = sandbox.world.addVisitor({ name: 'Ada', status: 'waitingForChat' });
		pass(30 * minute);
		const list = (await call('livechat/visitors')).json;
		assert.deepEqual([list.length, list.at(-1)?.name, list.at(-1)?.status], [41, 'Ada', 'waitingForChat']);
		sandbox.world.unlistVisitor(id);
		assert.ok(!(await call('livechat/visitors')).json.some((row) => row.id === id));
		assert.equal((await call(`livechat/visitors/${id}`)).json.name, 'Ada');
		sandbox.world.removeVisitor(id);
		assert.equal((await call(`livechat/visitors/${id}`)).status, 404);
	});

	it('by taking an agent out of the list, and removing one', async () => {
		const { sandbox, call, put } = open();
		sandbox.world.unlistAgent(myAgentId);
		assert.equal((await call('livechat/agents')).json.length, 11);
		assert.equal((await put(`livechat/agents/${myAgentId}`, { status: 'away' })).json.status, 'Away');
		assert.equal((await call(`livechat/agents/${myAgentId}`)).json.status, 'Away');
		sandbox.world.removeAgent(myAgentId);
		assert.equal((await call(`livechat/agents/${myAgentId}`)).status, 404);
	});

	it('and gets an error for an unknown id', () => {
		const { world } = open().sandbox;
		assert.throws(() => world.setVisitor('nobody', {}), /nobody/);
		assert.throws(() => world.setAgent('nobody', {}), /nobody/);
		assert.throws(() => world.unlistVisitor('nobody'), /nobody/);
	});
});

describe('The busy world', () => {
	it('has 5,000 visitors, of whom about one in a hundred changes between two polls', () => {
		const { sandbox, pass } = open({ scenario: 'busy' });
		pass(10 * minute);
		const before = sandbox.world.visitors();
		pass(10_000);
		const changed = sandbox.world.visitors().filter((row, index) => row !== before[index]).length;
		assert.equal(before.length, 5000);
		assert.ok(changed > 15 && changed < 150, `${changed} changed`);
	});

	it('writes no row again while nothing changes, and one row after one change', async () => {
		const { sandbox, call } = open({ scenario: 'busy', frozen: true });
		await call('livechat/visitors');
		const stringify = JSON.stringify;
		let written = 0;
		JSON.stringify = ((...args: Parameters<typeof stringify>) => {
			written++;
			return stringify(...args);
		}) as typeof stringify;
		try {
			await call('livechat/visitors');
			assert.equal(written, 0);
			sandbox.world.setVisitor(referenceVisitor.id, { name: 'Changed' });
			assert.equal((await call('livechat/visitors')).json[0]?.name, 'Changed');
			assert.equal(written, 1);
		} finally {
			JSON.stringify = stringify;
		}
	});
});
