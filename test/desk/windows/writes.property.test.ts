// Property: no window shows data older than an answered write.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AnsweredWrite, days, live, randomMachine } from '../../fixtures/acts';
import type { FakeWindow, Machine } from '../../fixtures/windows';

/** Time (ms) until every window has read what one of them has written to the disk. */
const follows = 2_060;

/** The values in the order in which they reached the service, and those whose write a window has had an answer to. */
function history(now: () => number) {
	const values: string[] = [];
	const answered: { readonly window: FakeWindow; rank: number; readonly at: number }[] = [];
	return {
		came: (value: string) => void values.push(value),
		answered({ window, value }: AnsweredWrite): void {
			// The order of two answers in the same millisecond is unknown.
			const ties = answered.filter(({ at }) => at === now());
			const rank = Math.min(values.indexOf(value), ...ties.map((tie) => tie.rank));
			for (const tie of ties) {
				tie.rank = rank;
			}
			answered.push({ window, rank, at: now() });
		},
		/** Whether the value is older than a write of that window, or, where `isShared`, than one that it must have read of. */
		isStale(value: string, shownIn: FakeWindow, isShared: boolean): boolean {
			const bound = answered.filter(({ window, at }) => window === shownIn || (isShared && now() - at > follows));
			return values.indexOf(value) < Math.max(-1, ...bound.map(({ rank }) => rank));
		},
	};
}

/** Records what reaches the service, and checks what every window shows. */
function observe(world: Machine) {
	const { server, clock } = world;
	const fields = { status: history(clock.now), plan: history(clock.now) };
	const { setAgentStatus, putVariables } = server;
	server.setAgentStatus = (id, status, signal) => {
		fields.status.came(status);
		return setAgentStatus(id, status, signal);
	};
	server.putVariables = (id, variables, signal) => {
		fields.plan.came(variables[0]?.value ?? '');
		return putVariables(id, variables, signal);
	};
	const faults: string[] = [];
	const observed = new Set<FakeWindow>();

	function look(window: FakeWindow): void {
		const { me, visitors } = window.desk.state;
		const plan = visitors?.find(({ id }) => id === 'v1');
		if (me.agent && fields.status.isStale(me.agent.status, window, true)) {
			faults.push(`the status ${me.agent.status}`);
		}
		if (plan && fields.plan.isStale(plan.customVariableResults[0]?.value ?? '', window, false)) {
			faults.push(`the plan ${plan.customVariableResults[0]?.value}`);
		}
	}

	return {
		answered: (write: AnsweredWrite) => fields[write.field].answered(write),
		check(): void {
			for (const window of world.windows.filter(({ over }) => !over)) {
				if (!observed.has(window)) {
					observed.add(window);
					window.desk.onChange(() => look(window));
				}
				look(window);
			}
			assert.deepEqual(faults, [], 'shown although something newer was written');
		},
	};
}

describe('A write', () => {
	const day = days(
		...(['setStatus', 'setStatus', 'saveVariable', 'saveVariable', 'answersSlowly', 'answersSlowly'] as const),
		...(['refresh', 'focus', 'showVisitors', 'open', 'works'] as const),
	);

	it('is overwritten in no window by anything older, once it is answered', () =>
		fc.assert(
			fc.asyncProperty(day, async (one) => {
				const world = randomMachine(one);
				const observer = observe(world);
				await live(world, one, observer.check, observer.answered);
				assert.equal(world.clock.timers, 0);
			}),
			{ numRuns: 40 },
		));
});
