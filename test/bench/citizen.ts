// Requests per hour of one machine, and of fifty machines behind one address: the real desk in simulated time, compared with plain polling in every window.

import { createThrottle } from '../../src/sandbox/scenarios/throttle';
import { ApiError } from '../../src/service/errors';
import { agent, fakeServer, visitor } from '../fixtures/fakeServer';
import { manualClock } from '../fixtures/manualClock';
import { type Machine, machine, me, nothingVisible } from '../fixtures/windows';
import { type Figure, figureOf, median } from './figures';
import { officeCache } from './officeCache';

const minute = 60_000;
/** Both lists every ten seconds. */
const plainPerHour = 2 * 360;

export async function citizen(): Promise<Figure[]> {
	return [...(await oneMachine()), ...(await office())];
}

async function oneMachine(): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const attention of ['focused', 'unfocused', 'inactive'] as const) {
		for (const waits of [false, true]) {
			const [one, six] = [await requestsPerHour(1, attention, waits), await requestsPerHour(6, attention, waits)];
			const what = `requests per hour, ${attention}, ${waits ? 'somebody waits' : 'calm'}`;
			figures.push(
				figureOf(`${what}: 1 window`, one / plainPerHour, 1, '× plain poller'),
				figureOf(`${what}: 6 windows`, six / one, 1.1, '× 1 window'),
			);
		}
	}
	return figures;
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

const forms = [['429 seconds'], ['429 seconds', '429 date', '503 seconds', '403 text']] as const;

/**
 * Fifty machines share 300 calls in 5 minutes; somebody waits all day, so that each wants to look every ten seconds. Alone, and behind
 * nginx as docs/office sets it up.
 */
async function office(): Promise<Figure[]> {
	const figures: Figure[] = [];
	const table: Record<string, Record<string, number>> = {};
	const row = (what: string, column: string, value: number) => {
		table[what] = { ...table[what], [column]: Number(value.toPrecision(3)) };
	};
	const rows = (column: string, { ages, lastRefused }: Pick<Day, 'ages' | 'lastRefused'>, mean: number) => {
		row('calls to the service in 5 minutes', column, mean);
		row('median age of the data, s', column, median(ages) / 1000);
		row('refused in the last half hour, %', column, lastRefused);
	};
	for (const form of forms) {
		const day = await officeDay(form, false);
		const { paces, ages, lastRefused } = day;
		const mean = paces.reduce((sum, each) => sum + each, 0) / paces.length;
		const spread = Math.sqrt(paces.reduce((sum, each) => sum + (each - mean) ** 2, 0) / paces.length) / mean;
		rows(`alone, refused as ${form.join(', ')}`, day, mean);
		const what = `office of 50 behind one limit, refused as ${form.join(', ')}`;
		figures.push(
			figureOf(`${what}: spread of calls per 5 min`, 100 * spread, 15, '%'),
			figureOf(`${what}: refused in the last half hour`, lastRefused, 10, '%'),
			figureOf(`${what}: calls per 5 min`, mean, 300, ''),
			figureOf(`${what}: median age of the data`, median(ages) / 1000, 60, 's'),
		);
	}
	const day = await officeDay(forms[0], true);
	const { paces, ages, lastRefused } = day;
	const mean = paces.reduce((sum, each) => sum + each, 0) / paces.length;
	rows('behind nginx', day, mean);
	console.log('An office of 50 behind one address:');
	console.table(table);
	// One machine makes 60 calls in 5 minutes. Each credential may cost one more in the ten minutes for which it counts as accepted: that
	// it is checked for both lists has to come out of what sharing them saves.
	figures.push(
		figureOf('office of 50 behind nginx: calls per 5 min', mean, 1.5 * 60 + 50 / 2, ''),
		figureOf('office of 50 behind nginx: refused in the last half hour', lastRefused, 0, '%'),
		figureOf('office of 50 behind nginx: median age of the data', median(ages) / 1000, 12, 's'),
	);
	return figures;
}

type Day = Awaited<ReturnType<typeof officeDay>>;

/** The calls that passed in each 5 minutes, and the ages (ms) that the windows showed, are those of the second half of the time. */
async function officeDay(form: (typeof forms)[number], isBehindNginx: boolean) {
	// Alone, the office takes two hours to find its pace.
	const halves = isBehindNginx ? 2 : 8;
	const clock = manualClock();
	const limit = createThrottle({ calls: 300, window: 5 * minute, forms: form });
	const counts = { passed: 0, refused: 0 };
	let random = 7;
	const chance = () => {
		random = (random * 48_271) % 2_147_483_647;
		return random / 2_147_483_647;
	};
	const meet = () => {
		const refusal = limit(clock.now());
		if (!refusal) {
			counts.passed++;
			return Promise.resolve();
		}
		counts.refused++;
		const after = refusal.headers['retry-after'];
		const retryAt =
			after === undefined ? undefined : /^\d+$/.test(after) ? clock.now() + Number(after) * 1000 : Date.parse(after);
		return Promise.reject(
			new ApiError('throttled', { status: refusal.status, ...(retryAt !== undefined && { retryAt }) }),
		);
	};
	const putBehindNginx = officeCache(clock, meet);
	const machines: Machine[] = [];
	for (let n = 0; n < 50; n++) {
		const server = fakeServer();
		server.agents = [agent(me)];
		server.visitors = [visitor('v1', { status: 'waitingForChat' })];
		if (isBehindNginx) {
			putBehindNginx(server);
		} else {
			server.meets.listAgents = meet;
			server.meets.listVisitors = meet;
		}
		const made = machine({ clock, server, random: chance });
		made.open('focused');
		machines.push(made);
		await clock.advance(400 * chance()); // else all would poll at one moment
	}
	let lastRefused = 0;
	const paces: number[] = [];
	const ages: number[] = [];
	for (let half = 1; half <= halves; half++) {
		const [passed, refused] = [counts.passed, counts.refused];
		for (let n = 0; n < 6; n++) {
			const from = counts.passed;
			for (let part = 0; part < 13; part++) {
				await clock.advance((5 * minute) / 13);
				const shown = machines.flatMap(({ windows }) => windows.map(({ desk }) => desk.state.visitorsAsOf ?? 0));
				ages.push(...(half > halves / 2 ? shown.map((asOf) => clock.now() - asOf) : []));
			}
			if (half > halves / 2) {
				paces.push(counts.passed - from);
			}
		}
		const [made, denied] = [counts.passed - passed, counts.refused - refused];
		lastRefused = (100 * denied) / (made + denied);
	}
	for (const { windows } of machines) {
		void windows[0]?.desk.dispose();
	}
	return { paces, ages, lastRefused };
}
