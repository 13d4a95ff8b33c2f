import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSandbox, myAgentId, type scenarios } from '../../src/sandbox/chatServer';
import type { VisitorRow } from '../../src/sandbox/rows';
import { visitorStatuses } from '../../src/service/model';
import { referenceVisitor } from '../fixtures/referenceVisitor';
import { open, startOfDay } from './open';

const minute = 60_000;

/** The world after a walk: the clock stands at each of these instants in turn, and every time somebody looks. */
function walk(seed: number, instants: readonly number[], scenario: (typeof scenarios)[number] = 'calm') {
	let now = startOfDay;
	const { world } = createSandbox({ scenario, seed, clock: { now: () => now } });
	for (const instant of instants) {
		now = startOfDay + instant;
		world.visitors();
	}
	return world.now;
}

function countOf(visitors: readonly VisitorRow[], ...statuses: readonly string[]): number {
	return visitors.filter(({ status }) => statuses.includes(status)).length;
}

describe('The world of the sandbox', () => {
	it('is alive from the first moment: every status is there, and most people only look around', () => {
		const visitors = open().sandbox.world.visitors();
		assert.equal(visitors.length, 40);
		assert.deepEqual(new Set(visitors.map(({ status }) => status)), new Set(visitorStatuses));
		assert.ok(countOf(visitors, 'waitingForChat') >= 2);
		assert.ok(countOf(visitors, 'chatting') >= 4);
		assert.ok(countOf(visitors, 'inSite') >= 15);
	});

	it('begins with agents in every state, whose chats are those of the visitors', () => {
		const { world } = open().sandbox;
		const statuses = world.agents().map(({ status }) => status);
		assert.deepEqual(new Set(statuses), new Set(['Online', 'Away', 'Meeting', 'Lunch', 'Offline']));
		const chats = world.agents().reduce((sum, { ongoingChats }) => sum + ongoingChats, 0);
		assert.equal(chats, countOf(world.visitors(), 'chatting', 'voiceChatting'));
	});

	it('is the same at the same time, however often it was looked at on the way', () => {
		const hour = fc.integer({ min: 0, max: 60 * minute });
		fc.assert(
			fc.property(fc.integer(), fc.array(hour, { maxLength: 12 }), hour, (seed, stops, end) => {
				const before = stops.filter((stop) => stop <= end).sort((a, b) => a - b);
				assert.deepEqual(walk(seed, [...before, end]), walk(seed, [end]));
			}),
			{ numRuns: 40 },
		);
	});

	it('is another one for another seed', () => {
		const names = (seed: number) => walk(seed, [0]).guests.map(({ row }) => row.id);
		assert.notDeepEqual(names(1).slice(1), names(2).slice(1));
	});

	it('keeps its rules at any time: known statuses, ids of their own, whole counts, the reference’s visitor', function () {
		this.timeout(10_000);
		const span = fc.integer({ min: 0, max: 6 * 60 * minute });
		fc.assert(
			fc.property(fc.integer(), span, (seed, end) => {
				const world = walk(seed, [end]);
				const visitors = world.guests.map(({ row }) => row);
				assert.deepEqual(visitors[0], referenceVisitor);
				assert.equal(visitors.length, 40);
				assert.equal(new Set(visitors.map(({ id }) => id)).size, 40);
				for (const visitor of visitors.slice(1)) {
					assert.ok((visitorStatuses as readonly string[]).includes(visitor.status));
					assert.match(visitor.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
					assert.ok(Date.parse(visitor.visitTime) <= startOfDay + end);
					assert.ok(visitor.chats >= 0 && visitor.pageViews >= 1 && visitor.visits >= 1);
				}
				const chats = world.staff.reduce((sum, { row }) => sum + row.ongoingChats, 0);
				assert.equal(chats, countOf(visitors, 'chatting', 'voiceChatting'), 'every chat has its agent');
				assert.ok(world.staff.every(({ row }) => row.ongoingChats >= 0 && row.ongoingChats <= 3));
			}),
			{ numRuns: 60 },
		);
	});

	it('moves: within ten minutes somebody arrives, browses, begins to wait, is taken by an agent, and leaves', () => {
		const { sandbox, pass } = open();
		const seen = new Set<string>();
		let before = sandbox.world.visitors();
		for (let step = 0; step < 120; step++) {
			pass(5000);
			const after = sandbox.world.visitors();
			for (const [index, row] of after.entries()) {
				const old = before[index];
				if (old && old.id !== row.id) {
					seen.add('arrives').add('is gone');
					assert.ok(sandbox.world.visitor(old.id), 'one who is gone can still be had by id');
				} else if (old && old.pageViews < row.pageViews && old.currentBrowsing !== row.currentBrowsing) {
					seen.add('browses');
				} else if (old && old.status !== row.status) {
					seen.add(`${old.status} → ${row.status}`);
				}
			}
			before = after;
		}
		for (const event of ['arrives', 'browses', 'preChat → waitingForChat', 'waitingForChat → chatting']) {
			assert.ok(seen.has(event), event);
		}
		assert.ok(seen.has('chatting → chatEnded') && seen.has('inSite → outOfSite'));
	});

	it('keeps somebody waiting most of the time, and never lets one wait for ever', () => {
		const { sandbox, pass } = open();
		const waits = new Map<string, number>();
		let moments = 0;
		for (let step = 0; step < 720; step++) {
			pass(5000);
			const waiting = sandbox.world.visitors().filter(({ status }) => status === 'waitingForChat');
			moments += waiting.length > 0 ? 1 : 0;
			for (const { id } of waiting) {
				waits.set(id, (waits.get(id) ?? 0) + 5);
			}
		}
		assert.ok(moments > 360, `${moments} of 720 moments`);
		assert.ok(Math.max(...waits.values()) < 900);
	});

	it('never changes my status by itself', () => {
		const { sandbox, pass } = open();
		for (let step = 0; step < 60; step++) {
			pass(10 * minute);
			assert.equal(sandbox.world.agent(myAgentId)?.status, 'Online');
		}
	});

	it('has a visitor tell who they are before they wait', () => {
		const { sandbox, pass } = open();
		for (let step = 0; step < 240; step++) {
			pass(5000);
			const waiting = sandbox.world.visitors().filter(({ status }) => status === 'waitingForChat');
			assert.ok(waiting.every(({ email }) => /@example\.(com|org)$/.test(email)));
		}
	});

	it('keeps the same rows where nothing changed, and the same list where nobody did', () => {
		const { sandbox, pass } = open();
		const before = sandbox.world.now;
		pass(4000);
		assert.equal(sandbox.world.now.guests, before.guests);
		pass(10_000);
		const kept = sandbox.world.visitors().filter((row, index) => row === before.guests[index]?.row);
		assert.ok(kept.length > 25);
	});

	it('stands still when the clock goes back', () => {
		const { sandbox, pass } = open();
		pass(10 * minute);
		const before = sandbox.world.visitors();
		pass(-5 * minute);
		assert.deepEqual(sandbox.world.visitors(), before);
	});
});

describe('The sample people', () => {
	const visitors = [1, 2, 3].flatMap((seed) => walk(seed, [90 * minute]).guests.map(({ row }) => row));
	const strangers = visitors.filter(({ id }) => id !== referenceVisitor.id);

	it('have mail, pages and links at hosts reserved for examples only', () => {
		const links = strangers.flatMap((row) => [row.currentBrowsing, row.referrerUrl, ...row.landingPage.split(' ')]);
		const variables = strangers.flatMap((row) => row.customVariableResults.map(({ url }) => url));
		for (const link of [...links, ...variables].filter((text) => text.includes('://'))) {
			assert.match(new URL(link).hostname, /(^|\.)example\.(com|org)$/);
		}
		assert.ok(strangers.every(({ email }) => email === '' || /^[a-z.0-9]+@example\.(com|org)$/.test(email)));
	});

	it('come from addresses reserved for documentation only', () => {
		const reserved = /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^2001:db8:/;
		assert.deepEqual(
			strangers.filter(({ ip }) => !reserved.test(ip)),
			[],
		);
	});

	it('are of many countries, languages and scripts', () => {
		assert.ok(new Set(strangers.map(({ country }) => country)).size > 15);
		assert.ok(strangers.some(({ name }) => /\p{Script=Han}|\p{Script=Arabic}|\p{Script=Hangul}/u.test(name)));
		assert.ok(
			strangers.some(({ timeZone }) => /:[34][05]$/.test(timeZone)),
			'half hours and quarters too',
		);
		assert.ok(strangers.every(({ timeZone }) => /^GMT [+-]\d\d:\d\d$/.test(timeZone)));
	});

	it('bring custom variables with and without a link, custom fields and departments, and some bring nothing', () => {
		const variables = strangers.flatMap((row) => row.customVariableResults);
		for (const name of ['accountId', 'plan', 'cartValue']) {
			assert.ok(
				variables.some((variable) => variable.name === name),
				name,
			);
		}
		assert.ok(variables.some(({ url }) => url !== '') && variables.some(({ url }) => url === ''));
		assert.ok(strangers.some((row) => row.customVariableResults.length === 0));
		assert.ok(strangers.some((row) => row.customFields.length > 1));
		assert.ok(strangers.some((row) => !row.departmentId.startsWith('00000000')));
	});
});

describe('A test that acts on the world', () => {
	it('freezes it: nothing moves but by an act', () => {
		const { sandbox, pass } = open({ frozen: true });
		const before = sandbox.world.now;
		pass(60 * minute);
		assert.equal(sandbox.world.now, before);
		sandbox.world.setVisitor(referenceVisitor.id, { status: 'waitingForChat' });
		assert.equal(sandbox.world.visitor(referenceVisitor.id)?.status, 'waitingForChat');
	});

	it('thaws it: it goes on from where it stopped', () => {
		const { sandbox, pass } = open();
		pass(2 * minute);
		sandbox.world.freeze();
		const before = sandbox.world.now;
		pass(60 * minute);
		sandbox.world.thaw();
		assert.equal(sandbox.world.now.tick, before.tick);
		pass(minute);
		assert.deepEqual(sandbox.world.now, walk(1, [3 * minute]));
	});

	it('plays the agent console', async () => {
		const { sandbox, call } = open();
		sandbox.world.setAgent(myAgentId.toUpperCase(), { status: 'Lunch', ongoingChats: 2 });
		assert.deepEqual((await call(`livechat/agents/${myAgentId}`)).json, {
			id: myAgentId,
			status: 'Lunch',
			ongoingChats: 2,
		});
	});

	it('adds a visitor, takes one off the list, and removes one altogether', async () => {
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

	it('takes an agent off the list and out of the world', async () => {
		const { sandbox, call, put } = open();
		sandbox.world.unlistAgent(myAgentId);
		assert.equal((await call('livechat/agents')).json.length, 11);
		assert.equal((await put(`livechat/agents/${myAgentId}`, { status: 'away' })).json.status, 'Away');
		assert.equal((await call(`livechat/agents/${myAgentId}`)).json.status, 'Away');
		sandbox.world.removeAgent(myAgentId);
		assert.equal((await call(`livechat/agents/${myAgentId}`)).status, 404);
	});

	it('hears of a wrong id at once', () => {
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

	it('answers the very same text while nothing changes, and keeps up with acts', async () => {
		const { sandbox, call } = open({ scenario: 'busy', frozen: true });
		const first = await call('livechat/visitors');
		const began = performance.now();
		for (let round = 0; round < 100; round++) {
			await sandbox.fetch('https://sandbox.invalid/v4/livechat/visitors', {
				method: 'GET',
				headers: { authorization: 'Bearer sandbox-token' },
				redirect: 'manual',
				signal: new AbortController().signal,
			});
		}
		const each = (performance.now() - began) / 100;
		const parsing = performance.now();
		JSON.parse(first.text);
		assert.ok(each < (performance.now() - parsing) / 2, 'an unchanged list costs less than half of reading it');
		sandbox.world.setVisitor(referenceVisitor.id, { name: 'Changed' });
		assert.equal((await call('livechat/visitors')).json[0]?.name, 'Changed');
	});
});
