// The world of the sandbox: the same for the same seed, and made of invented people.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { VisitorRow } from '../../src/sandbox/rows';
import { myAgentId } from '../../src/sandbox/rows';
import { visitorStatuses } from '../../src/service/model';
import { referenceVisitor } from '../fixtures/referenceVisitor';
import { open, startOfDay, walk } from './open';

const minute = 60_000;

function countOf(visitors: readonly VisitorRow[], ...statuses: readonly string[]): number {
	return visitors.filter(({ status }) => statuses.includes(status)).length;
}

describe('The world of the sandbox', () => {
	it('begins with every status, and most visitors on the site', () => {
		const visitors = open().sandbox.world.visitors();
		assert.equal(visitors.length, 40);
		assert.deepEqual(new Set(visitors.map(({ status }) => status)), new Set(visitorStatuses));
		assert.ok(countOf(visitors, 'waitingForChat') >= 2);
		assert.ok(countOf(visitors, 'chatting') >= 4);
		assert.ok(countOf(visitors, 'inSite') >= 15);
	});

	it('begins with agents in every status, whose chats are those of the visitors', () => {
		const { world } = open().sandbox;
		const statuses = world.agents().map(({ status }) => status);
		assert.deepEqual(new Set(statuses), new Set(['Online', 'Away', 'Meeting', 'Lunch', 'Offline']));
		const chats = world.agents().reduce((sum, { ongoingChats }) => sum + ongoingChats, 0);
		assert.equal(chats, countOf(world.visitors(), 'chatting', 'voiceChatting'));
	});

	it('is the same at the same time, no matter how often it was read', () => {
		const hour = fc.integer({ min: 0, max: 60 * minute });
		fc.assert(
			fc.property(fc.integer(), fc.array(hour, { maxLength: 12 }), hour, (seed, stops, end) => {
				const before = stops.filter((stop) => stop <= end).sort((a, b) => a - b);
				assert.deepEqual(walk(seed, [...before, end]), walk(seed, [end]));
			}),
			{ numRuns: 40 },
		);
	});

	it('differs with another seed', () => {
		const names = (seed: number) => walk(seed, [0]).guests.map(({ row }) => row.id);
		assert.notDeepEqual(names(1).slice(1), names(2).slice(1));
	});

	it('always has known statuses, unique ids, whole counts, and the reference’s sample visitor', () => {
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
			{ numRuns: 25 },
		);
	});

	it('moves: within ten minutes someone arrives, browses, begins to wait, chats and leaves', () => {
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

	it('has someone waiting most of the time, and no one forever', () => {
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

	it('has visitors fill in the form before they wait', () => {
		const { sandbox, pass } = open();
		for (let step = 0; step < 240; step++) {
			pass(5000);
			const waiting = sandbox.world.visitors().filter(({ status }) => status === 'waitingForChat');
			assert.ok(waiting.every(({ email }) => /@example\.(com|org)$/.test(email)));
		}
	});

	it('has a visitor leave a message when no agent is free', () => {
		const { sandbox, pass } = open();
		for (const { id } of sandbox.world.agents()) {
			sandbox.world.setAgent(id, { status: 'Away' });
		}
		const waiting = sandbox.world.visitors().filter(({ status }) => status === 'waitingForChat');
		const reached = new Set<string>();
		for (let step = 0; step < 96; step++) {
			pass(5000);
			for (const { id } of waiting) {
				const status = sandbox.world.visitor(id)?.status ?? '';
				assert.ok(!/^chatting|^voice/.test(status));
				if (status === 'offlineMessage') {
					reached.add(id);
				}
			}
		}
		assert.equal(reached.size, waiting.length);
	});

	it('keeps the same list where no one moved, and the same row where only others did', () => {
		const { sandbox, pass } = open();
		const before = sandbox.world.current;
		pass(10_000);
		const kept = sandbox.world.visitors().filter((row, index) => row === before.guests[index]?.row);
		assert.ok(kept.length > 25);
	});

	it('doesn’t move when the clock goes back', () => {
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

	it('have mail, pages and links at hosts reserved for examples', () => {
		const links = strangers.flatMap((row) => [row.currentBrowsing, row.referrerUrl, ...row.landingPage.split(' ')]);
		const variables = strangers.flatMap((row) => row.customVariableResults.map(({ url }) => url));
		for (const link of [...links, ...variables].filter((text) => text.includes('://'))) {
			assert.match(new URL(link).hostname, /(^|\.)example\.(com|org)$/);
		}
		assert.ok(strangers.every(({ email }) => email === '' || /^[a-z.0-9]+@example\.(com|org)$/.test(email)));
	});

	it('have addresses reserved for documentation', () => {
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

	it('have custom variables with and without a link, custom fields and departments, and some have none', () => {
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
