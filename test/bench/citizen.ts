// Requests per hour of one machine, and an office of fifty behind one address: the real desk in simulated time, beside a plain poller in every window.

import { createThrottle } from '../../src/sandbox/scenarios/throttle';
import { ApiError } from '../../src/service/errors';
import { agent, fakeServer, visitor } from '../fixtures/fakeServer';
import { type ManualClock, manualClock } from '../fixtures/manualClock';
import { type Machine, machine, me, nothingVisible } from '../fixtures/windows';

const minute = 60_000;
/** Both lists every ten seconds. */
const plainPerHour = 2 * 360;

export async function citizen(): Promise<boolean> {
	const machineHolds = await oneMachine();
	const officeHolds = await office();
	return machineHolds && officeHolds;
}

async function oneMachine(): Promise<boolean> {
	const rows: Record<string, Record<string, number>> = {};
	let holds = true;
	for (const attention of ['focused', 'unfocused', 'inactive'] as const) {
		for (const waits of [false, true]) {
			const [one, six] = [await requestsPerHour(1, attention, waits), await requestsPerHour(6, attention, waits)];
			rows[`${attention}, ${waits ? 'somebody waits' : 'calm'}`] = {
				'1 window': one,
				'6 windows': six,
				'plain, 1 window': plainPerHour,
				'plain, 6 windows': 6 * plainPerHour,
			};
			holds &&= Math.abs(six - one) <= one * 0.1;
		}
	}
	console.log(
		'Requests per hour of one machine; a status changes every five minutes, one view of visitors is in visibility:',
	);
	console.table(rows);
	console.log(holds ? 'Six windows cost what one does (within 10 %).' : 'SIX WINDOWS COST MORE THAN ONE.');
	return holds;
}

async function requestsPerHour(
	count: number,
	attention: 'focused' | 'unfocused' | 'inactive',
	waits: boolean,
): Promise<number> {
	const world = machine({ windows: count });
	const [first] = world.windows;
	world.server.visitors = [visitor('v1', { status: waits ? 'waitingForChat' : 'inSite' })];
	await world.clock.advance(5_000);
	for (const window of world.windows) {
		window.attention = window === first || attention === 'inactive' ? attention : 'unfocused';
		window.visibility = { ...nothingVisible, visitors: window === first };
		window.desk.reschedule();
	}
	await world.clock.advance(5 * minute);
	const before = world.calls();
	for (let n = 0; n < 12; n++) {
		world.server.agents = [agent(me, n % 2 === 0 ? 'Away' : 'Online')];
		await world.clock.advance(5 * minute);
	}
	return world.calls() - before;
}

interface Office {
	readonly clock: ManualClock;
	readonly machines: readonly Machine[];
	passed: number;
	refused: number;
}

const forms = [['429 seconds'], ['429 seconds', '429 date', '503 seconds', '403 text']] as const;

/** Fifty machines share 300 calls in 5 minutes; somebody waits all day, so that each wants to look every ten seconds. */
async function office(): Promise<boolean> {
	let holds = true;
	for (const form of forms) {
		const clock = manualClock();
		const limit = createThrottle({ calls: 300, window: 5 * minute, forms: form });
		const counts: Office = { clock, machines: [], passed: 0, refused: 0 };
		let random = 7;
		const chance = () => {
			random = (random * 48_271) % 2_147_483_647;
			return random / 2_147_483_647;
		};
		const machines = Array.from({ length: 50 }, () => {
			const server = fakeServer();
			server.agents = [agent(me)];
			server.visitors = [visitor('v1', { status: 'waitingForChat' })];
			const meet = () => {
				const refusal = limit(clock.now());
				if (!refusal) {
					counts.passed++;
					return Promise.resolve();
				}
				counts.refused++;
				const after = refusal.headers['retry-after'];
				const retryAt =
					after === undefined
						? undefined
						: /^\d+$/.test(after)
							? clock.now() + Number(after) * 1000
							: Date.parse(after);
				return Promise.reject(
					new ApiError('throttled', { status: refusal.status, ...(retryAt !== undefined && { retryAt }) }),
				);
			};
			server.meets.listAgents = meet;
			server.meets.listVisitors = meet;
			const made = machine({ clock, server, random: chance });
			made.open('focused');
			return made;
		});
		const rows: Record<string, Record<string, string | number>> = {};
		const freshness: number[] = [];
		const paces: number[] = [];
		for (let half = 1; half <= 8; half++) {
			const [passed, refused] = [counts.passed, counts.refused];
			const ages: number[] = [];
			for (let n = 0; n < 6; n++) {
				const from = counts.passed;
				await clock.advance(5 * minute);
				if (half > 4) {
					paces.push(counts.passed - from);
				}
				ages.push(...machines.map(({ windows }) => clock.now() - (windows[0]?.desk.state.agentsAsOf ?? 0)));
			}
			const made = counts.passed - passed;
			const sorted = ages.sort((a, b) => a - b);
			const [median, most] = [0.5, 0.95].map((part) =>
				Math.round((sorted[Math.floor(sorted.length * part)] ?? 0) / 1000),
			);
			freshness.push(median ?? 0);
			rows[`after ${half / 2} h`] = {
				'passed per 5 min': Math.round(made / 6),
				'refused %': Math.round((100 * (counts.refused - refused)) / (made + counts.refused - refused)),
				'age, median s': median ?? 0,
				'age, 95 % s': most ?? 0,
			};
		}
		const mean = paces.reduce((sum, each) => sum + each, 0) / paces.length;
		const spread = Math.sqrt(paces.reduce((sum, each) => sum + (each - mean) ** 2, 0) / paces.length) / mean;
		const lastRefused = Number(rows['after 4 h']?.['refused %']);
		const isWell = spread < 0.15 && lastRefused <= 10;
		holds &&= isWell;
		console.log(`\nFifty machines behind one address (300 calls in 5 minutes), refused as ${form.join(', ')}:`);
		console.table(rows);
		console.log(
			`From the third hour on the calls of 5 minutes vary by ${Math.round(spread * 100)} %, and ${lastRefused} % of the last half hour's are refused: ${isWell ? 'it converges.' : 'IT DOES NOT CONVERGE.'}`,
		);
		console.log(
			`Fifty plain pollers would ask ${(50 * plainPerHour) / 12} times in 5 minutes: ${Math.round(100 - 30_000 / ((50 * plainPerHour) / 12))} % refused.`,
		);
		for (const { windows } of machines) {
			void windows[0]?.desk.dispose();
		}
	}
	return holds;
}
