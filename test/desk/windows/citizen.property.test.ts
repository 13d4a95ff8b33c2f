// What holds at every step, whatever happens: random lives of a machine with several windows, over the real modules with a fake clock, network and disk.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { budgetWindow } from '../../../src/desk/windows/callBudget';
import { signedOutText } from '../../../src/desk/windows/shared';
import { ApiError } from '../../../src/service/errors';
import { agent } from '../../fixtures/fakeServer';
import { type FakeWindow, machine, me, nothingInSight } from '../../fixtures/windows';

const budget = 24;
/** The way through the disk: what one window has learned binds another after this long (ms). */
const disk = 60;

type Act =
	| { readonly do: 'wait'; readonly ms: number }
	| {
			readonly do: 'focus' | 'see' | 'hide' | 'write' | 'save' | 'refresh' | 'close' | 'kill' | 'sign out';
			readonly window: number;
	  }
	| { readonly do: 'open' | 'leave' | 'console' | 'visitorWaits' | 'unlisted' | 'network works' }
	| {
			readonly do: 'network fails';
			readonly kind: 'network' | 'server' | 'timeout' | 'notChatServer';
			readonly where: 'listAgents' | 'listVisitors';
	  }
	| { readonly do: 'sleep'; readonly ms: number }
	| { readonly do: 'throttle'; readonly seconds: number | undefined; readonly slow: boolean }
	| { readonly do: 'slow'; readonly ms: number }
	| { readonly do: 'clock'; readonly minutes: number };

const window = fc.nat(5);
const act: fc.Arbitrary<Act> = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.oneof(fc.nat(3_000), fc.nat(60_000), fc.nat(400_000)) }),
	},
	{
		weight: 5,
		arbitrary: fc.record({ do: fc.constantFrom('focus', 'see', 'hide', 'write', 'save', 'refresh'), window }),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constantFrom('close', 'kill', 'sign out'), window }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('sleep'), ms: fc.oneof(fc.nat(20_000), fc.nat(30_000_000)) }) },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constantFrom('open', 'leave', 'console', 'visitorWaits', 'unlisted', 'network works'),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('network fails'),
			kind: fc.constantFrom('network', 'server', 'timeout', 'notChatServer'),
			where: fc.constantFrom('listAgents', 'listVisitors'),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('throttle'),
			seconds: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
			slow: fc.boolean(),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('slow'), ms: fc.nat(25_000) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('clock'), minutes: fc.integer({ min: -90, max: 90 }) }) },
) as fc.Arbitrary<Act>;

/** Time as it really passes, whatever the clock on the wall says. */
interface Truth {
	now: number;
	silentUntil: number;
	lastCaller: FakeWindow | undefined;
	/** How often the clock was set ahead. */
	clockSettings: number;
	readonly calls: number[];
	/** Calls that the user's acts may have made. */
	readonly acts: number[];
}

async function live(acts: readonly Act[], seed: number): Promise<void> {
	let random = seed;
	const world = machine({
		random() {
			random = (random * 48_271) % 2_147_483_647;
			return random / 2_147_483_647;
		},
	});
	const { clock, server } = world;
	world.budget = budget;
	const truth: Truth = { now: 0, silentUntil: 0, lastCaller: undefined, clockSettings: 0, calls: [], acts: [] };
	let wall = clock.now();
	let version = 0;
	/** The statuses in the order in which they came to the service. */
	const applied = ['S0'];
	const rank = (status: string) => applied.indexOf(status);
	/** The rank of the newest status that a write has had an answer for, and since when. */
	let confirmed = { rank: 0, at: 0 };
	const own = new Map<FakeWindow, number>();
	/** The values of the variable in the order in which they came to the service, and the newest that a save of that window has had an answer for. */
	const plans = [''];
	const saved = new Map<FakeWindow, number>();
	let isUnlisted = false;
	const faults: string[] = [];
	const trueNow = () => truth.now + (clock.now() - wall);
	server.agents = [agent(me, 'S0')];
	const write = server.setAgentStatus;
	server.setAgentStatus = (id, status, signal) => {
		applied.push(status);
		return write(id, status, signal);
	};

	const put = server.putVariables;
	server.putVariables = (id, variables, signal) => {
		plans.push(variables[0]?.value ?? '');
		return put(id, variables, signal);
	};
	const list = server.listAgents;
	server.listAgents = async (signal) => {
		const leavesMeOut = isUnlisted;
		const { rows, skipped } = await list(signal);
		return { rows: rows.filter(({ id }) => id !== me || !leavesMeOut), skipped };
	};

	function watch(opened: FakeWindow): void {
		let shown = 0;
		opened.desk.onChange(({ me: mine, visitors }) => {
			if (opened.over) {
				faults.push('a closed window showed something');
			}
			const row = visitors?.find(({ id }) => id === 'v1');
			const plan = row?.customVariableResults[0]?.value ?? '';
			if (row && plans.indexOf(plan) < (saved.get(opened) ?? 0)) {
				faults.push(`a window showed “${plan}” after ${plans[saved.get(opened) ?? 0]} was saved`);
			}
			const now = mine.agent === undefined ? shown : rank(mine.agent.status);
			const least = Math.max(own.get(opened) ?? 0, trueNow() - confirmed.at > 2_000 + disk ? confirmed.rank : 0);
			if (now < least && now !== shown) {
				faults.push(`a window showed ${applied[now]} after ${applied[least]} was answered`);
			}
			shown = now;
		});
	}

	world.onGone = (window) => {
		window.over = true;
		void window.desk.dispose();
	};
	world.onCall = (from) => {
		const now = trueNow();
		truth.lastCaller = from;
		if (from.over) {
			faults.push('a closed window called');
		}
		if (now < truth.silentUntil) {
			faults.push(`called ${Math.round(truth.silentUntil - now)} ms before Retry-After ended`);
		}
		truth.calls.push(now);
		const recent = (instants: readonly number[]) => instants.filter((at) => at > now - budgetWindow).length;
		if (recent(truth.calls) > budget + recent(truth.acts)) {
			faults.push(`${recent(truth.calls)} calls in five minutes, ${recent(truth.acts)} of them allowed to the user`);
		}
	};

	function pick(n: number): FakeWindow | undefined {
		const alive = world.windows.filter(({ over }) => !over);
		return alive[n % Math.max(1, alive.length)];
	}

	/** In steps, for the machine may sleep in between, and the disk with it. */
	function afterDisk(callback: () => void, steps = 3): void {
		clock.setTimer(() => (steps > 1 ? afterDisk(callback, steps - 1) : callback()), disk / 3);
	}

	function rateLimiter(seconds: number | undefined, slow: boolean): void {
		const answer = async () => {
			const { lastCaller } = truth;
			if (slow) {
				await new Promise<void>((resolve) => void clock.setTimer(resolve, 900));
			}
			const retryAt = seconds === undefined ? undefined : clock.now() + seconds * 1000;
			if (seconds !== undefined) {
				const until = trueNow() + seconds * 1000;
				const { clockSettings } = truth;
				afterDisk(() => {
					// What a window has heard and could not pass on dies with it.
					if (!lastCaller?.over && clockSettings === truth.clockSettings) {
						truth.silentUntil = Math.max(truth.silentUntil, until);
					}
				});
			}
			throw new ApiError('throttled', { status: 429, ...(retryAt !== undefined && { retryAt }) });
		};
		for (const name of ['listAgents', 'setAgentStatus', 'getVisitor', 'putVariables'] as const) {
			server.meets[name] = answer;
		}
	}

	async function pass(ms: number): Promise<void> {
		await clock.advance(ms);
		truth.now += ms;
		wall = clock.now();
	}

	async function perform(one: Act): Promise<void> {
		switch (one.do) {
			case 'wait':
				return pass(one.ms);
			case 'open':
				if (world.disk.files.get('s') === signedOutText) {
					world.disk.files.delete('s'); // somebody signs in again
				}
				if (world.windows.filter(({ over }) => !over).length < 6) {
					watch(world.open());
				}
				return;
			case 'leave':
				return world.focus(undefined);
			case 'console':
				applied.push(`S${++version}`);
				server.agents = [agent(me, `S${version}`)];
				return;
			case 'visitorWaits':
				server.visitors = server.visitors.map((row, n) =>
					n === 0 ? { ...row, status: row.status === 'inSite' ? 'waitingForChat' : 'inSite' } : row,
				);
				return;
			case 'unlisted':
				isUnlisted = !isUnlisted;
				truth.acts.push(trueNow()); // the list does not say beforehand that one call more is needed
				return;
			case 'network works':
				for (const name of Object.keys(server.meets) as (keyof typeof server.meets)[]) {
					delete server.meets[name];
				}
				return;
			case 'network fails':
				server.meets[one.where] = () => Promise.reject(new ApiError(one.kind));
				return;
			case 'sleep':
				clock.jump(one.ms);
				// What was on its way is sent after waking.
				truth.acts.forEach((at, n) => {
					truth.acts[n] = at > trueNow() - one.ms - 60_000 ? trueNow() : at;
				});
				truth.now += one.ms;
				wall += one.ms;
				return;
			case 'throttle':
				return rateLimiter(one.seconds, one.slow);
			case 'slow':
				for (const name of ['listAgents', 'listVisitors', 'getAgent', 'getVisitor'] as const) {
					server.meets[name] = () => new Promise<void>((resolve) => void clock.setTimer(resolve, one.ms));
				}
				return;
			case 'clock': {
				const shift = one.minutes * 60_000;
				clock.set(clock.now() + shift);
				wall += shift;
				if (shift > 0) {
					// Whoever sets the clock ahead lets what was timed by it end sooner: nothing else tells the time.
					truth.silentUntil = Math.min(truth.silentUntil, trueNow());
					truth.calls.length = 0;
					clock.setTimer(() => {
						truth.calls.length = 0; // what had been counted, and was on its way
					}, 2_000);
					truth.clockSettings++;
				}
				return;
			}
		}
		const target = pick(one.window);
		if (!target) {
			return;
		}
		switch (one.do) {
			case 'focus':
				return world.focus(target);
			case 'see':
			case 'hide':
				target.sight = { ...nothingInSight, visitors: one.do === 'see' };
				return target.desk.reschedule();
			case 'refresh':
				truth.acts.push(trueNow(), trueNow(), ...(isUnlisted ? [trueNow()] : []));
				target.desk.refresh().catch(() => undefined);
				return;
			case 'write': {
				const written = `S${++version}`;
				truth.acts.push(trueNow());
				target.desk.setMyStatus(written).then(
					() => {
						own.set(target, Math.max(own.get(target) ?? 0, rank(written)));
						const isTie = confirmed.at === trueNow();
						// Of two answers in one millisecond nobody here can tell which was first: the next read says it.
						confirmed = isTie
							? { ...confirmed, rank: Math.min(confirmed.rank, rank(written)) }
							: rank(written) > confirmed.rank
								? { rank: rank(written), at: trueNow() }
								: confirmed;
					},
					() => undefined,
				);
				return;
			}
			case 'save': {
				const value = String(++version);
				const { visitors } = target.desk.state;
				const base = visitors?.find(({ id }) => id === 'v1')?.customVariableResults[0];
				const edit = { name: 'plan', base, value, url: '' };
				truth.acts.push(...[0, 0, 0].map(trueNow)); // a read, the write, and a look where no answer came
				target.desk.variables.save('v1', [edit]).then(
					({ kind }) => kind === 'saved' && saved.set(target, Math.max(saved.get(target) ?? 0, plans.indexOf(value))),
					() => undefined,
				);
				return;
			}
			case 'sign out':
				target.over = true;
				await Promise.all([target.desk.dispose(), pass(1_000)]);
				world.disk.files.set('s', signedOutText);
				await pass(2_000 + disk);
				if (world.windows.some(({ over }) => !over)) {
					faults.push('a window goes on after the sign-out in another one');
				}
				truth.silentUntil = 0; // it was the site's, and is wiped with it
				return;
			case 'close':
				target.over = true;
				void target.desk.dispose();
				return;
			case 'kill':
				return target.kill();
		}
	}

	watch(world.open('focused'));
	watch(world.open());
	for (const one of acts) {
		await perform(one);
		await pass(1);
		assert.deepEqual(faults, [], JSON.stringify(one));
	}
	for (const left of world.windows.filter(({ over }) => !over)) {
		left.over = true;
		void left.desk.dispose();
	}
	await pass(30_000);
	const calls = truth.calls.length;
	await pass(3 * 3_600_000);
	assert.deepEqual(faults, []);
	assert.equal(truth.calls.length, calls);
	assert.equal(clock.timers, 0, 'no timer is left');
}

describe('Whatever happens', function () {
	this.timeout(120_000);
	let rejections: unknown[] = [];
	const note = (reason: unknown) => void rejections.push(reason);

	before(() => process.on('unhandledRejection', note));
	after(() => process.off('unhandledRejection', note));

	if (process.env.FRONTDESK_LIFE) {
		it('one life again', () => live(...(JSON.parse(process.env.FRONTDESK_LIFE ?? '') as Parameters<typeof live>)));
	}

	it('the budget holds, no Retry-After is broken, nothing older than a write is shown, nothing runs after dispose', async () => {
		rejections = [];
		await fc.assert(
			fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 60 }), fc.integer({ min: 1, max: 1e9 }), live),
			{ numRuns: Number(process.env.FRONTDESK_RUNS ?? 60) },
		);
		assert.deepEqual(rejections, []);
	});
});
