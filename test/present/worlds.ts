// States for the tests of what is shown: fixed ones with defaults, and random ones that change.

import fc from 'fast-check';
import { createSegments, noSegments, readSegments } from '../../src/desk/segments/segments';
import { type DeskState, initialState, type PollError, type Wait } from '../../src/desk/state';
import type { StatusBarOptions } from '../../src/present/statusBar/statusBarOptions';
import type { TreeNode } from '../../src/present/tree/tree';
import { rowsPerStep } from '../../src/present/tree/visitorRows';
import { createVisitorsTree, type VisitorsTreeOptions } from '../../src/present/tree/visitorsTree';
import { type Agent, type Visitor, visitorStatuses } from '../../src/service/model';
import { urgencyOf } from '../../src/service/urgency';

export const now = new Date(2026, 0, 5, 10, 42, 30).getTime();
export const minute = 60_000;

export function agent(id: string, status: string, ongoingChats = 0): Agent {
	return { id, status, ongoingChats, more: {} };
}

export function visitor(id: string, status: string, fields: Partial<Visitor> = {}): Visitor {
	const blank = {
		name: '',
		email: '',
		phone: '',
		company: '',
		ip: '',
		country: '',
		state: '',
		city: '',
		timeZone: '',
		language: '',
		browser: '',
		operatingSystem: '',
		screenResolution: '',
		flashVersion: '',
		visitTime: undefined,
		firstVisitTime: undefined,
		visits: undefined,
		chats: undefined,
		pageViews: undefined,
		currentBrowsing: '',
		landingPage: '',
		referrerUrl: '',
		searchEngine: '',
		searchKeywords: '',
		departmentId: '',
		productService: '',
		customFields: [],
		customVariableResults: [],
		more: {},
	};
	return { id, status, ...blank, ...fields };
}

export function state(parts: Partial<DeskState> = {}): DeskState {
	const site = { id: 'site1', name: 'api15.comm100.io', baseUrl: 'https://api15.comm100.io/v4', sandbox: false };
	const start = initialState(site, { id: undefined, lastAway: 'Away' });
	return { ...start, agents: [], visitors: [], agentsAsOf: now, visitorsAsOf: now, ...parts };
}

/** The state in which this agent is me. */
export function asMe(me: Agent, parts: Partial<DeskState> = {}): DeskState {
	return state({
		agents: [me],
		...parts,
		me: { id: me.id, agent: me, pending: undefined, lastAway: 'Away', ...parts.me },
	});
}

export function failedPoll(kind: PollError['kind'], missed = 1): PollError {
	return {
		kind,
		status: undefined,
		code: undefined,
		isServiceAnswer: true,
		since: now - 5 * minute,
		missed,
		retryAt: undefined,
	};
}

export function wait(since: number, atLeast = false): Wait {
	return { since, atLeast };
}

export const visitorsOptions: VisitorsTreeOptions = {
	now,
	filter: undefined,
	groupBy: 'urgency',
	sortBy: 'wait',
	departments: {},
	segments: noSegments,
	segmentErrors: [],
	thresholds: [60_000, 120_000],
	highLoad: 2000,
	showsAll: false,
	shownRows: () => rowsPerStep,
};

/** The first tree of a view. */
export function visitorsTree(world: DeskState, options: VisitorsTreeOptions): TreeNode[] {
	return createVisitorsTree().show(world, options).nodes;
}

export const statusBarOptions: StatusBarOptions = {
	now,
	format: 'full',
	click: 'toggle',
	aliases: {},
	customStatuses: [],
	thresholds: [60_000, 120_000],
	hasAlerts: true,
	isPrivate: false,
};

/** Rows by group, from top to bottom: `{ Waiting: ['Ann', 'Bob'] }`. */
export function outline(nodes: readonly TreeNode[]): Record<string, string[]> {
	return Object.fromEntries(nodes.map(({ label, children }) => [label, children.map((row) => row.label)]));
}

/** Hostile text: markup, icons, bidi overrides, lone surrogates, long texts. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: 'grapheme', maxLength: 60 }),
	fc.constantFrom(
		'',
		'$(sync~spin) Online',
		'$(bell)$(bell)$(bell)$(bell)$(bell)$(bell)$(bell)',
		'\\$(zap)',
		'[x](command:workbench.action.quit)',
		'<img src=x onerror=alert(1)>',
		'\u202Egnp.exe',
		'\uD800\uDC00\uD83D',
		'%22,%22)](command:evil)',
		'a\nb\r\n# c',
		'😀'.repeat(40),
		'x'.repeat(20_000),
	),
);

const someVisitor = fc.record({
	id: fc.integer({ min: 0, max: 40 }).map((n) => `v${n}`),
	status: fc.constantFrom(...visitorStatuses, 'somethingNew'),
	name: fc.oneof(fc.constantFrom('', 'Ann', 'Bob'), hostileText),
	country: fc.constantFrom('', 'China', 'Chile', 'Norway'),
	departmentId: fc.constantFrom('', 'd1', 'd2'),
	visits: fc.option(fc.nat(9), { nil: undefined }),
	visitTime: fc.option(fc.nat(9), { nil: undefined }),
});

type Edits = readonly (ReturnType<typeof visitor> | string)[];

const someEdits: fc.Arbitrary<Edits> = fc.array(
	fc.oneof(
		someVisitor.map(({ id, status, ...fields }) => visitor(id, status, fields)),
		fc.integer({ min: 0, max: 40 }).map((n) => `v${n}`),
	),
	{ maxLength: 12 },
);

/** Applies edits: a visitor replaces the one with the same id or is added, an id alone is removed. */
function edited(before: DeskState, edits: Edits): DeskState {
	const visitors = new Map((before.visitors ?? []).map((row) => [row.id, row]));
	for (const edit of edits) {
		if (typeof edit === 'string') {
			visitors.delete(edit);
		} else {
			visitors.set(edit.id, edit);
		}
	}
	const rows = [...visitors.values()];
	const waiting = rows.filter(({ status }) => urgencyOf(status) === 'waiting');
	const waits = new Map(waiting.map(({ id }, n) => [id, before.waits.get(id) ?? wait(now - n * 7_000, n % 2 === 0)]));
	return { ...before, visitors: rows, waits };
}

/** A world after each of several polls; unchanged parts are the same objects. */
export const histories: fc.Arbitrary<DeskState[]> = fc
	.tuple(fc.array(someEdits, { minLength: 3, maxLength: 3 }), fc.array(someEdits, { minLength: 1, maxLength: 5 }))
	.map(([first, then]) => {
		const worlds = [edited(state(), first.flat())];
		for (const edits of then) {
			worlds.push(edited(worlds.at(-1) ?? state(), edits));
		}
		return worlds;
	});

/** Visitors from Chile, and others with an "a" in the name. */
export const someSegments = createSegments(
	readSegments([
		{ name: 'Chile', icon: 'star', badge: true, rules: [{ field: 'country', is: 'Chile' }] },
		{ name: 'Named a', rules: [{ field: 'name', matches: 'a.*' }] },
	]).segments,
	() => undefined,
);

export const groupings: fc.Arbitrary<Pick<VisitorsTreeOptions, 'groupBy' | 'sortBy' | 'segments'>> = fc.record({
	segments: fc.constantFrom(noSegments, someSegments),
	groupBy: fc.constantFrom('urgency', 'country', 'department', 'segment'),
	sortBy: fc.constantFrom('wait', 'newest', 'visits', 'name'),
});
