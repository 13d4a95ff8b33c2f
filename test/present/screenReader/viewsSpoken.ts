// What a screen reader says outside of the panel: made by what makes it in the product, from fixed data.
import type { Pin } from '../../../src/desk/pins/pins';
import { createSegments, readSegments } from '../../../src/desk/segments/segments';
import type { DeskState } from '../../../src/desk/state';
import type { AutoAway, AwayTimer } from '../../../src/desk/status/duty';
import type { StatusTime } from '../../../src/desk/status/statusTimes';
import { waitingAlertText } from '../../../src/present/alerts/alertTexts';
import { visitorMatcher } from '../../../src/present/find/find';
import { foundPins } from '../../../src/present/find/foundPins';
import { createFoundVisitors } from '../../../src/present/find/foundVisitors';
import { matchQuality } from '../../../src/present/find/matchQuality';
import { type PickerRow, pickerRows } from '../../../src/present/find/pickerRows';
import { questionText } from '../../../src/present/status/questionTexts';
import { statusBarContent } from '../../../src/present/statusBar/statusBar';
import { spanInWords } from '../../../src/present/timeInWords';
import { agentsTree } from '../../../src/present/tree/agentsTree';
import type { TreeNode } from '../../../src/present/tree/tree';
import { createGrouping } from '../../../src/present/tree/visitorGrouping';
import { waitingBadge } from '../../../src/present/tree/visitorsContent';
import type { VisitorsTreeOptions } from '../../../src/present/tree/visitorsTree';
import type { Visitor } from '../../../src/service/model';
import {
	agent,
	asMe,
	failedPoll,
	minute,
	now,
	state,
	statusBarOptions,
	visitor,
	visitorsOptions,
	visitorsTree,
	wait,
} from '../worlds';

/** A state of a surface, and the words. */
export type Spoken = readonly [what: string, said: string];

const ada = visitor('a', 'waitingForChat', {
	name: 'Ada Findling',
	country: 'Norway',
	currentBrowsing: 'https://example.com/pricing',
});
const others = [visitor('b', 'chatting', { email: 'bo@example.com' }), visitor('3d59f909-24cd', 'inSite')];
const segments = createSegments(
	readSegments([{ name: 'Norway', badge: true, rules: [{ field: 'country', is: 'Norway' }] }]).segments,
	() => undefined,
);

/** The only row of a visitor who waits. */
function row(
	waited: number,
	options: Partial<VisitorsTreeOptions> = {},
	change: Partial<DeskState> = {},
	atLeast = false,
) {
	const world = state({ visitors: [ada], waits: new Map([['a', wait(now - waited, atLeast)]]), ...change });
	return visitorsTree(world, { ...visitorsOptions, ...options })[0]?.children[0]?.ariaLabel ?? '';
}

function all(nodes: readonly TreeNode[]): readonly TreeNode[] {
	return nodes.flatMap((node) => [node, ...all(node.children)]);
}

const timer: AwayTimer = {
	id: 'me',
	status: 'Away',
	startedAt: now,
	endsAt: now + 12 * minute,
	isTimeOfDay: false,
	isAsked: false,
	key: 0,
};

const pin = (id: string, leftAt?: number): Pin => ({
	id,
	pinnedAt: now - 60 * minute,
	leftAt,
	triedAt: undefined,
	isListed: leftAt === undefined,
});

export function visitorsView(): readonly Spoken[] {
	const world = state({ visitors: [ada, ...others], waits: new Map([['a', wait(now - 50_000)]]) });
	const nodes = visitorsTree(world, visitorsOptions);
	const many: Visitor[] = Array.from({ length: 401 }, (_, at) => visitor(`v${at}`, 'inSite'));
	const manyNodes = visitorsTree(state({ visitors: many }), visitorsOptions);
	const limited = visitorsTree(state({ visitors: many }), { ...visitorsOptions, highLoad: 400 });
	const pinned = state({ pins: [pin('a', now - 4 * minute)], pinned: new Map([['a', { visitor: ada, asOf: now }]]) });
	const errors = readSegments([{ name: 'VIP', rules: [{ field: 'country', matches: '(' }] }]).errors;
	const broken = visitorsTree(state(), { ...visitorsOptions, segmentErrors: errors });
	return [
		['a group', nodes[0]?.ariaLabel ?? ''],
		['who waits', row(50_000)],
		['who waits longer than the first threshold', row(70_000)],
		['who waits longer than the second threshold', row(130_000)],
		['who may wait longer', row(50_000, {}, {}, true)],
		['who waits for hours', row(65 * minute)],
		['who waits, in a segment', row(5000, { segments })],
		['who waits, pinned', row(5000, {}, { pins: [pin('a')] })],
		['who chats, without a name', nodes[1]?.children[0]?.ariaLabel ?? ''],
		['who is on the site, without name and address', nodes[2]?.children[0]?.ariaLabel ?? ''],
		['a pinned visitor who has left', visitorsTree(pinned, visitorsOptions)[0]?.children[0]?.ariaLabel ?? ''],
		['the last row of a long group', manyNodes[0]?.children.at(-1)?.ariaLabel ?? ''],
		['the first row under high load', limited[0]?.ariaLabel ?? ''],
		['a wrong segment in the settings', broken[0]?.ariaLabel ?? ''],
	];
}

export function badge(): readonly Spoken[] {
	const waits = new Map([
		['a', wait(now)],
		['b', wait(now)],
	]);
	return [
		['two wait', waitingBadge(state({ waits }))?.tooltip ?? ''],
		['two wait, and one is in a segment with a badge', waitingBadge(state({ waits, segmentCount: 1 }))?.tooltip ?? ''],
	];
}

export function agentsView(): readonly Spoken[] {
	const me = agent('c97a2afe-a38f', 'Online', 2);
	const sam = agent('d0d0cafe-a38f', 'Away');
	const statusTimes = new Map<string, StatusTime>([
		[me.id, { id: me.id, status: 'Online', since: now - 12 * minute, known: 'set' }],
		[sam.id, { id: sam.id, status: 'Away', since: now - 72 * minute, known: 'seen' }],
	]);
	const world = asMe(me, {
		agents: [me, sam],
		statusTimes,
		names: { ...state().names, agents: new Map([[me.id, 'Mo']]) },
	});
	const nodes = all(agentsTree(world, { now, aliases: {}, sortBy: 'name' }));
	const pending = { ...world, me: { ...world.me, pending: 'Away' } };
	const mine = all(agentsTree(pending, { now, aliases: {}, sortBy: 'name' })).find(({ id }) => id === me.id);
	const said = (id: string) => nodes.find((node) => node.id === id)?.ariaLabel ?? '';
	return [
		['a group', nodes[0]?.ariaLabel ?? ''],
		['my agent', said(me.id)],
		['my agent, while the status changes', mine?.ariaLabel ?? ''],
		['another agent, whose time is as observed', said(sam.id)],
	];
}

export function statusBar(): readonly Spoken[] {
	const me = agent('me', 'Online', 2);
	const said = (world: DeskState | undefined, options = {}) =>
		statusBarContent(world, { ...statusBarOptions, ...options }).ariaLabel;
	const waiting = (...spans: readonly number[]) =>
		asMe(me, { waits: new Map(spans.map((span, at) => [`v${at}`, wait(now - span)])) });
	const snooze = { startedAt: now, endsAt: new Date(2026, 0, 5, 10, 56).getTime(), isTimeOfDay: false };
	return [
		['signed out', said(undefined)],
		['before I have selected my agent', said(state())],
		['with my chats', said(asMe(me))],
		['while my status changes', said(asMe(me, { me: { id: 'me', agent: me, pending: 'Away', lastAway: 'Away' } }))],
		['someone waits', said(waiting(50_000))],
		['three wait, one longer than the first threshold', said(waiting(70_000, 10_000, 0))],
		['one waits longer than the second threshold', said(waiting(130_000))],
		['someone waits, and the alerts are snoozed', said({ ...waiting(50_000), snooze })],
		['with the timer of Away For…', said(asMe(agent('me', 'Away'), { awayTimer: timer }))],
		['out of date', said(asMe(me, { pollError: failedPoll('network', 3), missed: 3 }))],
		['the sign-in was refused', said(asMe(me, { pollError: failedPoll('unauthorized') }))],
		['in privacy mode', said(asMe(agent('me', 'Online')), { isPrivate: true })],
	];
}

/** As VS Code joins the parts of a row; an icon beside them isn't spoken. */
function rowText({ label, description, detail }: Pick<PickerRow, 'label' | 'description' | 'detail'>): string {
	return [label, description, detail].filter((part) => part !== '').join(', ');
}

export function findVisitor(): readonly Spoken[] {
	const noDepartment = () => undefined;
	const world = state({
		visitors: [ada],
		pins: [pin('z', now - 4 * minute)],
		pinned: new Map([['z', { visitor: visitor('z', 'inSite', { name: 'Zoe Findling', city: 'Lyon' }), asOf: now }]]),
	});
	const rows = (query: string) => {
		const context = { ...visitorsOptions, siteId: 'site1', departmentNames: new Map() };
		const found = createFoundVisitors({
			matches: visitorMatcher(query, noDepartment),
			quality: matchQuality(query),
			grouping: createGrouping(context),
			sortBy: 'wait',
			waits: world.waits,
			most: 100,
		});
		world.visitors?.forEach(found.visit);
		const pins = foundPins(world, query, noDepartment);
		return pickerRows(found, world, { query, typedId: undefined, departmentName: noDepartment, pins, now });
	};
	const [, first] = rows('ada');
	return [
		['a visitor of the list', first ? rowText(first) : ''],
		['a pinned visitor who has left', rowText(rows('zoe').at(-1) ?? { label: '', description: '', detail: '' })],
		['nobody', rowText(rows('nobody').at(-1) ?? { label: '', description: '', detail: '' })],
		[
			'a span of Away For… and Snooze Alerts…',
			rowText({ label: spanInWords(15 * minute), description: 'until 10:57', detail: '' }),
		],
	];
}

export function notifications(): readonly Spoken[] {
	const alert = (since: number, atLeast = false) => waitingAlertText({ count: 3, longest: wait(since, atLeast) }, now);
	const auto: AutoAway = { stage: 'warned', at: now, by: 'w', id: 'me', status: 'Away' };
	return [
		['three wait', alert(now - 130_000)],
		['three wait, and the longest may wait longer', alert(now - 130_000, true)],
		['before Frontdesk sets me away', questionText({ kind: 'warn', minutes: 15, auto })],
		['the time of Away For… is up', questionText({ kind: 'askTimer', timer })],
	];
}
