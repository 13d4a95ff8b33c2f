// What a refresh costs after its rows are read, up to the rows to render, beside `JSON.parse` of the answer.

import { applyShared } from '../../src/desk/reads/applyShared';
import { applyVisitors } from '../../src/desk/reads/applyVisitors';
import { withWaits } from '../../src/desk/reads/sharedChanges';
import { createWriteOrder } from '../../src/desk/reads/writeOrder';
import { type DeskState, noNames } from '../../src/desk/state';
import { nothingShared, type Shared } from '../../src/desk/windows/shared';
import { reconcile } from '../../src/present/tree/reconcile';
import type { TreeNode } from '../../src/present/tree/tree';
import { rowsPerStep } from '../../src/present/tree/visitorRows';
import { visitorsContent } from '../../src/present/tree/visitorsContent';
import { createVisitorsTree, type VisitorsTreeOptions } from '../../src/present/tree/visitorsTree';
import type { Visitor } from '../../src/service/model';
import { type Figure, figureOf, median, timeOf } from './figures';
import { sampleVisitor } from './sampleRows';
import { answerOf, visitorRows } from './visitorLists';

/** In ms. */
const poll = 10_000;

const options: Omit<VisitorsTreeOptions, 'now' | 'showsAll'> = {
	filter: undefined,
	groupBy: 'urgency',
	sortBy: 'wait',
	departments: {},
	highLoad: 2000,
	shownRows: () => rowsPerStep,
};

/** A window that shows the visitors; `take` is everything between the rows of an answer and the rows to render. */
function shownWindow(showsAll: boolean) {
	const tree = createVisitorsTree();
	const writes = createWriteOrder();
	let now = Date.UTC(2026, 0, 5, 12);
	let shared: Shared = nothingShared;
	let nodes: readonly TreeNode[] = [];
	let state: DeskState = {
		site: { id: 'site1', name: 'bench', baseUrl: 'https://chat.example.com', sandbox: false },
		agents: [],
		visitors: undefined,
		agentsAsOf: now,
		visitorsAsOf: undefined,
		waits: new Map(),
		watched: new Map(),
		me: { id: undefined, agent: undefined, pending: undefined, lastAway: 'Away' },
		names: noNames,
		pollError: undefined,
		visitorsError: undefined,
		missed: 0,
	};
	return (list: readonly Visitor[]) => {
		now += poll;
		const mark = writes.mark();
		shared = withWaits(shared, state, list, now);
		const rows = writes.newest(list, () => state.visitors ?? [], mark);
		const before = state;
		state = { ...state, ...applyShared(state, shared, now), ...applyVisitors(state, { rows, skipped: 0 }, now) };
		if (state.visitors !== before.visitors || state.waits !== before.waits) {
			nodes = reconcile(nodes, visitorsContent(tree, state, { ...options, showsAll, now }).nodes).nodes;
		}
	};
}

/** A list with other objects for one row in a hundred. */
function withChanges(rows: readonly Visitor[], edition: number): Visitor[] {
	return rows.map((row, n) => ((n + edition) % 100 === 0 ? sampleVisitor(n, edition) : row));
}

export function tree(): Figure[] {
	figuresOf(1_000, 60); // the first runs are those of code that is not compiled yet
	return [1_000, 10_000, 50_000].flatMap((count) => figuresOf(count, count > 10_000 ? 16 : 40));
}

function figuresOf(count: number, rounds: number): Figure[] {
	const text = answerOf(visitorRows(count));
	const parse = () => timeOf(() => JSON.parse(text));
	const figures: Figure[] = [];
	const rows = Array.from({ length: count }, (_, n) => sampleVisitor(n, 0));
	for (const showsAll of count > options.highLoad ? [false, true] : [false]) {
		const parses: number[] = [];
		const times = { first: [] as number[], equal: [] as number[], changed: [] as number[] };
		for (let n = 0; n < 5; n++) {
			const take = shownWindow(showsAll);
			const copies = rows.map((row) => ({ ...row }));
			parses.push(parse());
			times.first.push(timeOf(() => take(copies)));
		}
		const take = shownWindow(showsAll);
		let list: readonly Visitor[] = rows;
		take(list);
		for (let edition = 1; edition <= rounds; edition++) {
			list = withChanges(list, edition);
			parses.push(parse());
			times.changed.push(timeOf(() => take(list)));
			times.equal.push(timeOf(() => take(list)));
		}
		const yardstick = median(parses);
		const what = `${count.toLocaleString('en-US')} visitors${showsAll ? ', all shown' : ''}: after reading,`;
		figures.push(
			figureOf(`${what} 1 % changed`, median(times.changed) / yardstick, 0.12, '× JSON.parse'),
			figureOf(`${what} equal`, median(times.equal) / yardstick, 0.01, '× JSON.parse'),
			figureOf(`${what} first load`, median(times.first) / yardstick, 0.6, '× JSON.parse'),
			figureOf(`${what} longest slice`, Math.max(median(times.changed), median(times.first)), 20, 'ms'),
		);
	}
	return figures;
}
