// Random events in the life of a machine in which the rules of my status run; none of them is an act of the user that sets a status.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Answer } from '../../../src/desk/status/actions';
import { newTimer } from '../../../src/desk/status/awayTimer';
import { ApiError } from '../../../src/service/errors';
import { agent, visitor } from '../../fixtures/fakeServer';
import { failing } from '../../fixtures/oneDesk';
import { me } from '../../fixtures/windows';
import { hours, minute, noRules, type RuleWorld } from './ruleWindows';

export type RandomEvent =
	| { readonly kind: 'time' | 'sleep' | 'clock'; readonly ms: number }
	| { readonly kind: 'use' | 'busy' | 'open' | 'kill' | 'me'; readonly window: number }
	| { readonly kind: 'console'; readonly status: string; readonly chats: number }
	| { readonly kind: 'visitors'; readonly count: number }
	| { readonly kind: 'fails'; readonly how: number }
	| { readonly kind: 'settings'; readonly prompt: boolean; readonly hours: boolean; readonly autoAway: number }
	| { readonly kind: 'timer'; readonly minutes: number }
	| { readonly kind: 'answer'; readonly answer: Answer | undefined }
	| { readonly kind: 'refresh' }
	| { readonly kind: 'leave'; readonly isRuleOn: boolean };

const window = fc.nat(3);
export const randomEvents: fc.Arbitrary<RandomEvent> = fc.oneof(
	{ weight: 12, arbitrary: fc.record({ kind: fc.constant('time'), ms: fc.integer({ min: 0, max: 6_000 }) } as const) },
	fc.record({ kind: fc.constant('time'), ms: fc.integer({ min: 0, max: minute }) } as const),
	{
		weight: 2,
		arbitrary: fc.record({ kind: fc.constant('sleep'), ms: fc.integer({ min: 0, max: 900 * minute }) } as const),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('clock'),
			ms: fc.integer({ min: -180 * minute, max: 180 * minute }),
		} as const),
	},
	{ weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('use', 'busy'), window } as const) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('open', 'kill', 'me'), window } as const) },
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant('console'),
			status: fc.constantFrom('Online', 'Away', 'Lunch', 'Offline', ''),
			chats: fc.nat(2),
		} as const),
	},
	fc.record({ kind: fc.constant('visitors'), count: fc.nat(3) } as const),
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('fails'), how: fc.nat(4) } as const) },
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('settings'),
			prompt: fc.boolean(),
			hours: fc.boolean(),
			// Mostly off: what the rule has left behind must not be written after it was switched off.
			autoAway: fc.constantFrom(0, 0, 0, 1, 3),
		} as const),
	},
	{
		weight: 2,
		arbitrary: fc.record({ kind: fc.constant('timer'), minutes: fc.integer({ min: 1, max: 30 }) } as const),
	},
	{
		weight: 2,
		// The answers that set a status are acts of the user: they are left out.
		arbitrary: fc.record({
			kind: fc.constant('answer'),
			answer: fc.constantFrom(undefined, 'stay', 'moreMinutes'),
		} as const),
	},
	{ weight: 1, arbitrary: fc.constant({ kind: 'refresh' } as const) },
);

/**
 * What random events alone rarely lead to: the rule that writes has had time to set me away, or would have; then it may be switched off,
 * and a window is used. Its minutes take the test longest, so it is rare.
 */
const absences: fc.Arbitrary<readonly RandomEvent[]> = fc
	// Whether another rule is on decides whether the step of the rules is made at all, and `prompt` whether it asks or undoes.
	.record({ isRuleOn: fc.boolean(), isSwitchedOff: fc.boolean(), prompt: fc.boolean(), hours: fc.boolean(), window })
	.map(({ isRuleOn, isSwitchedOff, prompt, hours, window }) => [
		{ kind: 'leave', isRuleOn },
		...(isSwitchedOff ? ([{ kind: 'settings', prompt, hours, autoAway: 0 }] as const) : []),
		{ kind: 'use', window },
		{ kind: 'time', ms: 10_000 },
	]);

const errors = [
	undefined,
	new ApiError('timeout'),
	new ApiError('unauthorized', { status: 401 }),
	new ApiError('server', { status: 500 }),
	new ApiError('throttled', { status: 429 }),
];

export async function happen(world: RuleWorld, event: RandomEvent): Promise<void> {
	const { machine, windows, asked } = world;
	const { clock, server } = machine;
	const living = windows.filter((each) => !each.window.over);
	const at = (index: number) => living[index % Math.max(1, living.length)];
	switch (event.kind) {
		case 'time':
			await clock.advance(event.ms);
			break;
		case 'sleep':
			clock.jump(event.ms);
			break;
		case 'clock':
			clock.set(clock.now() + event.ms);
			break;
		case 'use': {
			const used = event.window === 3 ? undefined : at(event.window);
			world.use(...(used ? [used] : []));
			break;
		}
		case 'busy': {
			const busy = at(event.window);
			if (busy) {
				world.busy(busy, !busy.use.isBusy);
			}
			break;
		}
		case 'open':
			if (living.length < 3) {
				world.open();
			}
			break;
		case 'kill': {
			const killed = living.length > 1 ? at(event.window) : undefined;
			killed?.window.kill();
			killed?.rules.dispose();
			break;
		}
		case 'me':
			at(event.window)?.window.desk.setMyAgent([me, 'a2', undefined, me][event.window]);
			break;
		case 'console':
			server.agents = [
				agent(me, event.status || 'Online', event.chats),
				...server.agents.filter(({ id }) => id !== me),
			];
			break;
		case 'visitors':
			server.visitors = Array.from({ length: event.count }, (_, n) => visitor(`v${n}`, { status: 'waitingForChat' }));
			break;
		case 'fails': {
			const error = errors[event.how];
			server.meets.listAgents = error ? failing(error) : () => Promise.resolve();
			break;
		}
		case 'settings':
			world.settings = {
				...(event.hours ? hours('Sun-Sat 09:00-10:00, Sun-Sat 11:00-23:30') : noRules),
				returnPrompt: event.prompt,
				autoAway: event.autoAway,
			};
			break;
		// Online and idle for long enough that the rule that writes is at work, if it is on.
		case 'leave':
			world.settings = { ...world.settings, autoAway: event.isRuleOn ? 1 : 0 };
			server.meets.listAgents = () => Promise.resolve();
			server.agents = [agent(me), ...server.agents.filter(({ id }) => id !== me)];
			for (const each of living) {
				world.busy(each, false);
			}
			world.use();
			await clock.advance(2 * minute);
			break;
		case 'timer':
			void at(0)?.window.desk.duty.change((duty, now) => [
				{ ...duty, timer: newTimer({ id: me, status: 'Away' }, { minutes: event.minutes }, now) },
				undefined,
			]);
			break;
		case 'answer':
			await asked.shift()?.answer(event.answer);
			break;
		case 'refresh':
			at(0)
				?.window.desk.refresh()
				.catch(() => undefined);
	}
}

/**
 * Lets an event happen, and asserts that it writes no status unless the rule that writes is on, or was until then.
 *
 * @returns how many writes the rule made
 */
export async function assertUnwritten(world: RuleWorld, kind: string, act: () => Promise<void>): Promise<number> {
	const before = world.puts();
	const wasOn = world.settings.autoAway > 0;
	await act();
	if (!wasOn && world.settings.autoAway === 0) {
		assert.equal(world.puts(), before, kind);
		return 0;
	}
	// A write that has begun while the rule was on may still be under way.
	await world.advance(world.settings.autoAway === 0 ? 2_000 : 0);
	return world.puts() - before;
}

/** How many events a property is tried with; 0 for as many as fit into some seconds. */
export const wantedEvents = Number(process.env.FRONTDESK_RANDOM_EVENTS ?? 0);

/** Tries a property with lives of at least that many events each: these, and absences. */
export async function assertLives<Event>(
	events: fc.Arbitrary<Event>,
	length: number,
	live: (life: readonly (Event | RandomEvent)[]) => Promise<void>,
): Promise<void> {
	let underWay = Promise.resolve();
	const parts = fc.oneof({ weight: 150, arbitrary: events.map((event) => [event]) }, absences);
	await fc.assert(
		fc.asyncProperty(fc.array(parts, { minLength: length, maxLength: length }), async (life) => {
			underWay = live(life.flat());
			await underWay;
		}),
		wantedEvents > 0
			? { numRuns: Math.ceil(wantedEvents / length), endOnFailure: true }
			: { numRuns: 10_000, interruptAfterTimeLimit: 4_000, endOnFailure: true },
	);
	await underWay; // fast-check doesn't wait for the life that it interrupts
}
