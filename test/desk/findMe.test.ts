// Rules of finding my agent by a change of status.
import assert from 'node:assert/strict';
import { changedAgents, narrowCandidates, watchStatuses } from '../../src/desk/findMe';
import { ApiError } from '../../src/service/errors';
import type { Agent, Id } from '../../src/service/model';
import { agent } from '../fixtures/fakeServer';
import { manualClock } from '../fixtures/manualClock';

const [me, other, third] = ['a1', 'b2', 'c3'];

function world() {
	const clock = manualClock();
	const cancel = new AbortController();
	let agents: readonly Agent[] = [agent(me, 'Online'), agent(other, 'Online')];
	/** The behaviour of the next reads, one after the other; later reads return the agents. */
	const meets: (() => Promise<void>)[] = [];
	let looks = 0;
	let state = { agents };
	const desk = {
		get state() {
			return state;
		},
		async refreshAgents() {
			looks++;
			await meets.shift()?.();
			state = { agents };
		},
	};
	let ended: { readonly changed: readonly Id[]; readonly after: number } | undefined;
	let failed: unknown;
	const from = clock.now();
	function watch(others: readonly Id[] = []): void {
		watchStatuses(desk, { setTimer: clock.setTimer, cancelled: cancel.signal, others }).then(
			(changed) => {
				ended = { changed, after: clock.now() - from };
			},
			(error: unknown) => {
				failed = error;
			},
		);
	}
	return {
		...{ clock, cancel, meets, watch },
		get looks() {
			return looks;
		},
		get ended(): typeof ended {
			return ended;
		},
		get failed() {
			return failed;
		},
		set(...rows: readonly Agent[]) {
			agents = rows;
		},
	};
}

describe('A watch of who flips their status', () => {
	it('ends with the first look that sees it', async () => {
		const here = world();
		here.watch();
		await here.clock.advance(4_000);
		here.set(agent(me, 'Away'), agent(other, 'Online'));
		await here.clock.advance(4_000);
		assert.deepEqual(here.ended, { changed: [me], after: 6_000 });
		assert.equal(here.clock.timers, 0);
	});

	it('ends after a minute with nobody, and looks no more', async () => {
		const here = world();
		here.watch();
		await here.clock.advance(120_000);
		assert.deepEqual(here.ended, { changed: [], after: 60_000 });
		assert.ok(here.looks <= 21);
		assert.equal(here.clock.timers, 0);
	});

	it('takes no longer where the service is slow, from the first look on', async () => {
		for (const quick of [0, 1]) {
			const here = world();
			here.meets.push(
				...Array.from({ length: quick }, () => async () => undefined),
				...Array.from({ length: 30 }, () => () => new Promise<void>((done) => here.clock.setTimer(done, 19_000))),
			);
			here.watch();
			await here.clock.advance(120_000);
			assert.deepEqual(here.ended, { changed: [], after: 60_000 });
			const { looks } = here;
			await here.clock.advance(120_000);
			assert.equal(here.looks, looks);
		}
	});

	it('looks at nothing where the user gave up before it began', async () => {
		const here = world();
		here.cancel.abort();
		here.watch();
		await here.clock.advance(0);
		assert.deepEqual(here.ended, { changed: [], after: 0 });
		assert.equal(here.looks, 0);
		assert.equal(here.clock.timers, 0);
	});

	it('ends at once where the user gives up, whatever is under way', async () => {
		const here = world();
		here.meets.push(() => new Promise(() => undefined));
		here.watch();
		await here.clock.advance(1_000);
		here.cancel.abort();
		await here.clock.advance(0);
		assert.deepEqual(here.ended, { changed: [], after: 1_000 });
	});

	it('goes on after a look that failed, but not where the sign-in is over or silence is asked for', async () => {
		const fail = (error: unknown) => () => Promise.reject(error);
		const here = world();
		here.meets.push(async () => undefined, fail(new ApiError('timeout')));
		here.watch();
		await here.clock.advance(4_000);
		here.set(agent(me, 'Away'), agent(other, 'Online'));
		await here.clock.advance(4_000);
		assert.deepEqual(here.ended?.changed, [me]);
		for (const kind of ['unauthorized', 'throttled', 'aborted'] as const) {
			const there = world();
			there.meets.push(async () => undefined, fail(new ApiError(kind)));
			there.watch();
			await there.clock.advance(4_000);
			assert.equal((there.failed as ApiError).kind, kind);
			assert.equal(there.clock.timers, 0);
		}
	});

	it('passes over those who said that they are somebody else', async () => {
		const here = world();
		here.watch([other]);
		await here.clock.advance(4_000);
		here.set(agent(me, 'Online'), agent(other, 'Away'));
		await here.clock.advance(4_000);
		assert.equal(here.clock.timers > 0, true, 'the watch goes on');
		here.set(agent(me, 'Away'), agent(other, 'Away'));
		await here.clock.advance(4_000);
		assert.deepEqual(here.ended?.changed, [me]);
	});
});

describe('Who changed between two lists', () => {
	const before = [agent(me, 'Online'), agent(other, 'Away')];

	it('is who has another status, in any spelling of it', () => {
		assert.deepEqual(changedAgents(before, [agent(me, 'online'), agent(other, 'Online')]), [other]);
	});

	it('is also who came or went: a list may leave out who is offline', () => {
		assert.deepEqual(changedAgents(before, [...before, agent(third, 'Online')]), [third]);
		assert.deepEqual(changedAgents(before, [agent(me, 'Online')]), [other]);
	});

	it('is narrowed by each flip to who changed each time', () => {
		assert.deepEqual(narrowCandidates([], [me, other]), [me, other]);
		assert.deepEqual(narrowCandidates([me, other], [me, third]), [me]);
		assert.deepEqual(narrowCandidates([me, other], [third]), [third]);
	});
});
