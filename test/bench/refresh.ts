// What a refresh costs from the text of an answer to the rows to render, beside `JSON.parse` of the same text.
import { applyShared } from '../../src/desk/reads/applyShared';
import { applyVisitors } from '../../src/desk/reads/applyVisitors';
import { withWaits } from '../../src/desk/reads/sharedChanges';
import { createWriteOrder } from '../../src/desk/reads/writeOrder';
import { noSegmentAlerts } from '../../src/desk/segments/segmentAlerts';
import { noSegments } from '../../src/desk/segments/segments';
import { type DeskState, noNames } from '../../src/desk/state';
import { nothingShared, type Shared } from '../../src/desk/windows/shared';
import { reconcile } from '../../src/present/tree/reconcile';
import type { TreeNode } from '../../src/present/tree/tree';
import { rowsPerStep } from '../../src/present/tree/visitorRows';
import { visitorsContent } from '../../src/present/tree/visitorsContent';
import { createVisitorsTree, type VisitorsTreeOptions } from '../../src/present/tree/visitorsTree';
import { createClient } from '../../src/service/client';
import { fixedSession } from '../../src/service/session';
import { inSlices } from '../../src/service/slices';
import { type Figure, figureOf, timeOf, usual } from './figures';
import { answerOf, visitorRows, withChanges } from './visitorLists';

/** With node --expose-gc. */
const { gc: collectGarbage } = globalThis as { gc?: () => void };

/** In ms. */
const poll = 10_000;

const options: Omit<VisitorsTreeOptions, 'now' | 'showsAll'> = {
	filter: undefined,
	groupBy: 'urgency',
	sortBy: 'wait',
	departments: {},
	segments: noSegments,
	segmentErrors: [],
	thresholds: [60_000, 120_000],
	highLoad: 2000,
	shownRows: () => rowsPerStep,
};

const empty: DeskState = {
	site: { id: 'site1', name: 'bench', baseUrl: 'https://chat.example.com', sandbox: false },
	agents: [],
	visitors: undefined,
	agentsAsOf: Date.UTC(2026, 0, 5, 12),
	visitorsAsOf: undefined,
	waits: new Map(),
	segmentCount: 0,
	statusTimes: new Map(),
	awayTimer: undefined,
	snooze: undefined,
	pins: [],
	pinned: new Map(),
	watched: new Map(),
	me: { id: undefined, agent: undefined, pending: undefined, lastAway: 'Away' },
	seenStatuses: [],
	names: noNames,
	pollError: undefined,
	visitorsError: undefined,
	missed: 0,
};

const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
const { signal } = new AbortController();

function ignore(): undefined {
	return undefined;
}

export interface Refresh {
	/** The time (ms) of all slices together, and of the longest. */
	readonly total: number;
	readonly longestSlice: number;
}

export interface ShownWindow {
	/** Does all that a window does between the text of an answer and the rows to render. */
	refresh(text: string): Promise<Refresh>;
	readonly state: DeskState;
	readonly nodes: readonly TreeNode[];
}

/** Measures the slices of work: what runs without letting others run. */
function createStopwatch() {
	let total = 0;
	let longestSlice = 0;
	let started = 0;
	return {
		begin(): void {
			started = performance.now();
		},
		end(): void {
			const span = performance.now() - started;
			total += span;
			longestSlice = Math.max(longestSlice, span);
		},
		result(): Refresh {
			const result = { total, longestSlice };
			[total, longestSlice] = [0, 0];
			return result;
		},
	};
}

/** A window that shows the visitors. @param showsAll whether also those who neither wait nor chat, under high load */
export function shownWindow(showsAll: boolean): ShownWindow {
	const stopwatch = createStopwatch();
	const clock = {
		now: () => performance.now(),
		setTimer(callback: () => void, delay: number) {
			if (delay === 0) {
				stopwatch.end();
				setImmediate(() => {
					stopwatch.begin();
					callback();
				});
			}
			return ignore; // other timers are those of requests that take too long
		},
	};
	let answer = '';
	const client = createClient(
		{
			...clock,
			random: () => 0.5,
			log: silent,
			fetch: () =>
				Promise.resolve({
					status: 200,
					headers: new Headers(),
					text() {
						stopwatch.begin();
						return Promise.resolve(answer);
					},
				}),
		},
		empty.site.baseUrl,
		fixedSession({ kind: 'accessToken', accessToken: 'bench' }),
	);
	const tree = createVisitorsTree();
	const writes = createWriteOrder(() => 0);
	let now = empty.agentsAsOf ?? 0;
	let shared: Shared = nothingShared;
	let nodes: readonly TreeNode[] = [];
	let state = empty;
	return {
		get state() {
			return state;
		},
		get nodes() {
			return nodes;
		},
		async refresh(text) {
			answer = text;
			now += poll;
			const mark = writes.mark();
			const list = await client.listVisitors(signal);
			shared = withWaits(shared, state, list, noSegmentAlerts, now);
			const rows = writes.newest(list.rows, () => state.visitors ?? [], mark);
			const before = state;
			state = { ...state, ...applyShared(state, shared, now), ...applyVisitors(state, { ...list, rows }, now) };
			if (state.visitors !== before.visitors || state.waits !== before.waits) {
				const shown = { ...options, showsAll, now };
				await inSlices(tree.prepare(state, shown), clock);
				nodes = reconcile(nodes, visitorsContent(tree, state, shown).nodes).nodes;
			}
			stopwatch.end();
			return stopwatch.result();
		},
	};
}

const bounds = { changed: 0.3, equal: 0.02, first: 2.2, everything: 2.2 };
type Kind = keyof typeof bounds;
const titles: Readonly<Record<Kind, string>> = {
	changed: '1 % changed',
	equal: 'equal',
	first: 'first load',
	everything: 'everything changed',
};
const kinds = Object.keys(bounds) as Kind[];

export async function refresh(): Promise<Figure[]> {
	await figuresOf(1_000, 200, 2); // the first runs are those of code that is not compiled yet
	const figures: Figure[] = [];
	for (const [count, rounds, polls] of [
		[1_000, 300, 20],
		[10_000, 40, 5],
		[50_000, 16, 4],
	] as const) {
		figures.push(...(await figuresOf(count, rounds, polls)));
	}
	return figures;
}

/** @param polls after so many changed and equal answers there is another window, with a first load: a real one lives for thousands */
async function figuresOf(count: number, rounds: number, polls: number): Promise<Figure[]> {
	const parses: number[] = [];
	const measured: Record<Kind, Refresh[]> = { changed: [], equal: [], first: [], everything: [] };
	const first = visitorRows(count);
	let window = shownWindow(true);
	let rows = first;
	const measure = async (kind: Kind, next: readonly string[]) => {
		const text = answerOf(next);
		measured[kind].push(await window.refresh(text));
	};
	for (let edition = 1; edition <= rounds; edition++) {
		const text = answerOf(rows);
		parses.push(timeOf(() => JSON.parse(text)));
		if (edition % polls === 1) {
			window = shownWindow(true);
			rows = first;
			collectGarbage?.(); // that of the window before
			await measure('first', rows);
			await measure('everything', withChanges(rows, 1, edition));
			await window.refresh(answerOf(rows));
		}
		rows = withChanges(rows, 0.01, edition);
		await measure('changed', rows);
		await measure('equal', rows);
	}
	const yardstick = usual(parses);
	const what = `${count.toLocaleString('en-US')} visitors`;
	return [
		...kinds.map((kind) => {
			const total = usual(measured[kind].map(({ total }) => total));
			return figureOf(`${what}: ${titles[kind]}`, total / yardstick, bounds[kind], '× JSON.parse');
		}),
		...kinds.map((kind) => {
			const slices = measured[kind].map(({ longestSlice }) => longestSlice);
			const title = `${what}: ${titles[kind]}, longest slice`;
			return figureOf(title, slices.toSorted((a, b) => a - b)[Math.floor(slices.length * 0.99)] ?? 0, 20, 'ms');
		}),
	];
}
