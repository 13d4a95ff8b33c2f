// Long waits: two thresholds change the icon, the spoken label and the place of a row, and the status bar item.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSegments, readSegments } from '../../../src/desk/segments/segments';
import type { DeskState, Wait } from '../../../src/desk/state';
import { untilWaitLevels, type WaitThresholds, waitLevel } from '../../../src/present/alerts/waitLevels';
import { statusBarContent } from '../../../src/present/statusBar/statusBar';
import { reconcile } from '../../../src/present/tree/reconcile';
import { createVisitorsTree, type VisitorsTreeOptions } from '../../../src/present/tree/visitorsTree';
import {
	agent,
	asMe,
	minute,
	now,
	outline,
	state,
	statusBarOptions,
	visitor,
	visitorsOptions,
	visitorsTree,
	wait,
} from '../worlds';

const seconds = 1000;
const thresholds: WaitThresholds = [45 * seconds, 100 * seconds];

function waitingWorld(waits: Readonly<Record<string, Wait>>, parts: Partial<DeskState> = {}): DeskState {
	return asMe(agent('a1', 'Online'), {
		visitors: Object.keys(waits).map((id, n) => visitor(id, 'waitingForChat', { name: id, visitTime: n })),
		waits: new Map(Object.entries(waits)),
		...parts,
	});
}

describe('The row of a waiting visitor', () => {
	const rowAfter = (ms: number, status = 'waitingForChat', options: Partial<VisitorsTreeOptions> = {}) => {
		const world = state({ visitors: [visitor('v', status, { name: 'Ann' })], waits: new Map([['v', wait(now - ms)]]) });
		const row = visitorsTree(world, { ...visitorsOptions, thresholds, ...options })[0]?.children[0];
		assert.ok(row);
		return row;
	};

	it('has another icon and another spoken label from each threshold on', () => {
		const rows = [0, 44_999, 45_000, 99_999, 100_000, 60 * minute].map((ms) => rowAfter(ms));
		assert.deepEqual(
			rows.map(({ icon }) => icon?.id),
			['bell', 'bell', 'bell-dot', 'bell-dot', 'warning', 'warning'],
		);
		assert.deepEqual(
			rows.map(({ ariaLabel }) => /over the (?:second )?limit/.exec(ariaLabel)?.[0]),
			[undefined, undefined, 'over the limit', 'over the limit', 'over the second limit', 'over the second limit'],
		);
		assert.equal(rowAfter(0, 'transferring').icon?.id, 'arrow-swap');
		assert.equal(rowAfter(minute, 'transferring').icon?.id, 'bell-dot');
	});

	it('has the icon of its segment until the wait is long', () => {
		const setting = [{ name: 'Everyone', icon: 'star', rules: [{ field: 'name', is: 'Ann' }] }];
		const segments = createSegments(readSegments(setting).segments, () => undefined);
		const icons = (options: Partial<VisitorsTreeOptions>) =>
			[0, 45_000, 100_000].map((ms) => rowAfter(ms, 'waitingForChat', options).icon?.id);
		assert.deepEqual(icons({ segments }), ['star', 'bell-dot', 'warning']);
		assert.deepEqual(icons({ segments, groupBy: 'segment' }), ['bell', 'bell-dot', 'warning']);
	});

	it('keeps the icon of its status while the visitor does not wait', () => {
		assert.equal(rowAfter(60 * minute, 'chatting').icon?.id, 'comment-discussion');
	});

	it('comes before shorter waits in every order, from a threshold on and without a poll', () => {
		const world = waitingWorld({ Ann: wait(now), Bob: wait(now - 30 * seconds), Cid: wait(now - 60 * seconds) });
		const tree = createVisitorsTree();
		const at = (ms: number, sortBy: VisitorsTreeOptions['sortBy']) =>
			outline(tree.show(world, { ...visitorsOptions, thresholds, sortBy, now: now + ms }).nodes).Waiting;
		assert.deepEqual(at(0, 'name'), ['Cid', 'Ann', 'Bob']);
		assert.deepEqual(at(16 * seconds, 'name'), ['Bob', 'Cid', 'Ann']);
		assert.deepEqual(at(45 * seconds, 'name'), ['Cid', 'Ann', 'Bob']);
		assert.deepEqual(at(200 * seconds, 'name'), ['Ann', 'Bob', 'Cid']);
		assert.deepEqual(at(16 * seconds, 'newest'), ['Cid', 'Bob', 'Ann']);
		assert.deepEqual(at(0, 'wait'), ['Cid', 'Bob', 'Ann']);
	});

	it('changes at a threshold that is no step of the shown wait, and no other row with it', () => {
		const world = waitingWorld({ Ann: wait(now - 40 * seconds), Bob: wait(now - 20 * seconds) });
		const tree = createVisitorsTree();
		const show = (ms: number) => tree.show(world, { ...visitorsOptions, thresholds, now: now + ms }).nodes;
		const shown = reconcile([], show(0)).nodes;
		assert.deepEqual(reconcile(shown, show(4_999)).change, { kind: 'nothing' });
		const { change } = reconcile(shown, show(5_000));
		assert.equal(change.kind, 'rows');
		assert.deepEqual(change.kind === 'rows' && change.nodes.map(({ label }) => label), ['Ann']);
	});
});

describe('The level of a wait', () => {
	it('changes exactly when it is said to', () => {
		const time = fc.integer({ min: 0, max: 300_000 });
		fc.assert(
			fc.property(fc.array(time, { minLength: 1, maxLength: 4 }), time, time, (spans, one, other) => {
				const limits = [Math.min(one, other), Math.max(one, other)] as const;
				const waits = spans.map((span) => wait(now - span));
				const levels = (at: number) => waits.map((each) => waitLevel(each, limits, at)).join();
				const left = untilWaitLevels(waits, limits, now);
				if (left === undefined) {
					assert.equal(levels(now), levels(now + 3_600_000));
				} else {
					assert.equal(levels(now), levels(now + left - 1));
					assert.notEqual(levels(now), levels(now + left));
				}
			}),
		);
	});
});

describe('The status bar item', () => {
	const show = (ms: number, parts: Partial<DeskState> = {}, options = {}) =>
		statusBarContent(waitingWorld({ a: wait(now - ms), b: wait(now) }, parts), {
			...statusBarOptions,
			thresholds,
			...options,
		});
	const snooze = { startedAt: now - minute, endsAt: now + 14 * minute, isTimeOfDay: false };

	it('has the color of a warning and then of an error while a wait is long', () => {
		assert.deepEqual(
			[44_999, 45_000, 99_999, 100_000].map((ms) => show(ms).background),
			[undefined, 'warning', 'warning', 'error'],
		);
		assert.match(show(100_000).ariaLabel, /, over the second limit$/);
	});

	it('has the icon of the level too, because a dark high contrast theme has no such color', () => {
		const texts = (options = {}) => [44_999, 45_000, 99_999, 100_000].map((ms) => show(ms, {}, options).text);
		assert.deepEqual(texts(), [
			'$(circle-filled) Online · 2 waiting 40s',
			'$(circle-filled) Online $(bell-dot) 2 waiting 40s',
			'$(circle-filled) Online $(bell-dot) 2 waiting 1m',
			'$(circle-filled) Online $(warning) 2 waiting 1m',
		]);
		assert.deepEqual(texts({ format: 'compact' }).slice(0, 2), [
			'$(circle-filled) $(bell) 2 40s',
			'$(circle-filled) $(bell-dot) 2 40s',
		]);
		assert.deepEqual(texts({ format: 'icon' }), [
			'$(circle-filled)',
			'$(circle-filled) $(bell-dot)',
			'$(circle-filled) $(bell-dot)',
			'$(circle-filled) $(warning)',
		]);
		assert.equal(texts({ hasAlerts: false }).at(-1), '$(circle-filled) Online · 2 waiting 1m');
	});

	it('has no color without alerts, during a snooze, and while something is more urgent', () => {
		assert.equal(show(100_000, {}, { hasAlerts: false }).background, undefined);
		assert.equal(show(100_000, { snooze }).background, undefined);
		assert.equal(show(100_000, { missed: 3 }).background, undefined);
		assert.equal(show(100_000, { snooze: { ...snooze, endsAt: now } }).background, 'error', 'the snooze has ended');
	});

	it('shows a snooze after the waits and the countdown, before the chats', () => {
		const calm = (parts: Partial<DeskState>) =>
			statusBarContent(asMe(agent('a1', 'Online', 2), { snooze, ...parts }), statusBarOptions);
		const awayTimer = {
			id: 'a1',
			status: 'Away',
			startedAt: now,
			endsAt: now + 5 * minute,
			isTimeOfDay: false,
			isAsked: false,
			key: 0,
		};
		assert.equal(show(50_000, { snooze }).text, '$(circle-filled) Online $(bell-slash) 2 waiting 50s');
		assert.match(
			show(50_000, { snooze }).ariaLabel,
			/2 visitors waiting, .*over the limit, alerts snoozed until 10:56$/,
		);
		assert.equal(calm({ awayTimer }).text, '$(circle-filled) Online · 5 min left');
		assert.equal(calm({}).text, '$(circle-filled) Online $(bell-slash) 10:56');
		assert.match(calm({}).ariaLabel, /alerts snoozed until 10:56$/);
		const untilTomorrow = { startedAt: now, endsAt: now + 800 * minute, isTimeOfDay: true };
		assert.equal(calm({ snooze: untilTomorrow }).text, '$(circle-filled) Online $(bell-slash) tomorrow');
		assert.equal(calm({ snooze: { ...snooze, endsAt: now } }).text, '$(circle-filled) Online · 2 chats');
	});

	it('says in the tooltip until when, with the command that ends it', () => {
		const { tooltip } = show(0, { snooze });
		assert.match(
			tooltip,
			/2 visitors waiting · Alerts are snoozed until 10\\:56\\\. · \[Snooze Alerts…\]\(command:frontdesk\.snoozeAlerts\)/,
		);
		assert.doesNotMatch(statusBarContent(asMe(agent('a1', 'Online')), statusBarOptions).tooltip, /snoozeAlerts/);
	});
});
