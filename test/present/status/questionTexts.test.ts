// The texts about my status: time in status, countdown, questions and the coverage guard.
import assert from 'node:assert/strict';
import { answersOf, type Question } from '../../../src/desk/status/actions';
import type { AwayTimer } from '../../../src/desk/status/duty';
import type { StatusTime } from '../../../src/desk/status/statusTimes';
import { awayLeft, countdownText, untilCountdownChanges } from '../../../src/present/status/awayCountdown';
import { coverageQuestion } from '../../../src/present/status/coverageText';
import { answerText, questionText, undoneText } from '../../../src/present/status/questionTexts';
import { statusSinceText, statusTimePhrase, statusTimeText } from '../../../src/present/status/statusTimeText';
import { statusBarContent } from '../../../src/present/statusBar/statusBar';
import { escapeLinks } from '../../../src/present/text';
import { agentsTree } from '../../../src/present/tree/agentsTree';
import { agent, asMe, minute, now, state, statusBarOptions, visitor, wait } from '../worlds';

const time = (known: StatusTime['known'], span: number, id = 'a1', status = 'Away'): StatusTime => ({
	id,
	status,
	since: now - (now % minute) - span,
	known,
});

describe('The time in a status', () => {
	it('is shown from the first minute on, and with + if it may be longer', () => {
		assert.equal(statusTimeText(time('set', 59_000), 'Away', now), '');
		assert.equal(statusTimeText(time('set', 12 * minute), 'away', now), '12 min');
		assert.equal(statusTimeText(time('seen', 12 * minute), 'Away', now), '~12 min', 'only observed');
		assert.equal(statusTimePhrase(time('seen', 12 * minute), 'Away', now), 'about 12 minutes');
		assert.equal(statusTimeText(time('earlier', 65 * minute), 'Away', now), '1 h 05 min+');
		assert.equal(statusTimePhrase(time('earlier', 12 * minute), 'Away', now), 'at least 12 minutes');
	});

	it('says when it is only observed', () => {
		assert.match(statusSinceText(time('set', minute), 'Away', now), /^since \d\d:\d\d$/);
		assert.match(statusSinceText(time('seen', minute), 'Away', now), /^since \d\d:\d\d, as observed$/);
		assert.match(statusSinceText(time('earlier', minute), 'Away', now), /^since \d\d:\d\d or earlier, as observed$/);
	});

	it('is not shown for another status, nor negative after the clock was set', () => {
		assert.equal(statusTimeText(time('set', 12 * minute), 'Lunch', now), '');
		assert.equal(statusSinceText(time('set', 12 * minute), 'Lunch', now), '');
		assert.equal(statusTimeText(time('set', -12 * minute), 'Away', now), '');
		assert.equal(statusTimeText(undefined, 'Away', now), '');
	});

	it('is in the row and the hover of each agent, and in the hover of the status bar', () => {
		const me = agent('a1', 'Away', 1);
		const world = asMe(me, { agents: [me], statusTimes: new Map([['a1', time('seen', 12 * minute)]]) });
		const row = agentsTree(world, { now, aliases: {}, sortBy: 'name' })[0]?.children[0];
		assert.equal(row?.description, 'you · ~12 min · 1 chat');
		assert.match(row?.ariaLabel ?? '', /, Away, about 12 minutes, 1 chat$/);
		assert.match(row?.tooltip?.() ?? '', /Status: Away\\, since \d\d\\:\d\d\\, as observed/);
		const { tooltip } = statusBarContent(world, statusBarOptions);
		assert.match(tooltip, /Away \\\(about 12 minutes\\, since \d\d\\:\d\d\\, as observed\\\)\\, 1 chat/);
	});

	it('steps in all rows together, with the whole minute', () => {
		const times = new Map([0, 20_000, 40_000].map((ms, n) => [`a${n}`, time('set', 5 * minute + ms, `a${n}`)]));
		const world = state({ agents: [...times.keys()].map((id) => agent(id, 'Away')), statusTimes: times });
		const shown = (at: number) =>
			agentsTree(world, { now: at, aliases: {}, sortBy: 'name' })[0]?.children.map(({ description }) => description);
		const start = now - (now % minute);
		for (let ms = 0; ms < minute; ms += 5_000) {
			assert.deepEqual(shown(start + ms), shown(start));
		}
		assert.notDeepEqual(shown(start + minute), shown(start));
	});
});

describe('The order of agents', () => {
	const agents = [
		agent('a1', 'Online', 1),
		agent('a2', 'Online', 3),
		agent('a3', 'Online', 0),
		agent('a4', 'Online', 3),
	];
	const times = new Map([
		['a1', time('set', 9 * minute, 'a1', 'Online')],
		['a2', time('seen', 30 * minute, 'a2', 'Online')],
		['a3', time('seen', 5 * minute, 'a3', 'Online')],
	]);
	const order = (sortBy: 'name' | 'chats' | 'status', mine = 'a3') =>
		agentsTree(asMe(agents.find(({ id }) => id === mine) ?? agent(mine, 'Online'), { agents, statusTimes: times }), {
			now,
			aliases: {},
			sortBy,
		})
			.flatMap(({ children }) => children)
			.map(({ id }) => id);

	it('is by name, by chats or by the time in the status; I am first in each', () => {
		assert.deepEqual(order('name'), ['a3', 'a1', 'a2', 'a4']);
		assert.deepEqual(order('chats'), ['a3', 'a2', 'a4', 'a1']);
		assert.deepEqual(order('status'), ['a3', 'a2', 'a1', 'a4']);
	});
});

describe('The countdown of an away timer', () => {
	const timer = (left: number): AwayTimer => ({
		id: 'a1',
		status: 'Away',
		startedAt: now - minute,
		endsAt: now + left,
		isTimeOfDay: false,
		isAsked: false,
		key: 0,
	});

	it('rounds up, and never says 0', () => {
		assert.equal(awayLeft(timer(14 * minute + 1), now), '15 min');
		assert.equal(awayLeft(timer(1), now), '1 min');
		assert.equal(countdownText(timer(0), now), 'time is up');
	});

	it('changes with each minute, and no more after its end', () => {
		assert.equal(untilCountdownChanges(timer(90_000), now), 30_000);
		assert.equal(untilCountdownChanges(timer(minute), now), minute);
		assert.equal(untilCountdownChanges(timer(0), now), undefined);
		assert.equal(untilCountdownChanges(undefined, now), undefined);
	});

	it('comes after waiting visitors and before my chats', () => {
		const away = asMe(agent('a1', 'Away', 2), { awayTimer: timer(12 * minute) });
		assert.match(statusBarContent(away, statusBarOptions).text, /Away · 12 min left$/);
		assert.match(statusBarContent(away, statusBarOptions).tooltip, /until \d\d\\:\d\d/);
		const waiting = { visitors: [visitor('v', 'waitingForChat')], waits: new Map([['v', wait(now - minute)]]) };
		assert.match(statusBarContent({ ...away, ...waiting }, statusBarOptions).text, /Away \$\(bell-dot\) 1 waiting/);
		assert.match(statusBarContent({ ...away, awayTimer: timer(-1) }, statusBarOptions).text, /Away · time is up$/);
		assert.match(statusBarContent({ ...away, awayTimer: undefined }, statusBarOptions).text, /Away · 2 chats$/);
	});
});

describe('A question about my status', () => {
	const timer = { id: 'a1', status: 'Lunch', startedAt: 0, endsAt: 0, isTimeOfDay: false, isAsked: false, key: 0 };
	const auto = { stage: 'warned', at: 0, by: 'w', id: 'a1', status: 'Away' } as const;
	const questions: readonly Question[] = [
		{ kind: 'askTimer', timer },
		{ kind: 'warn', auto, minutes: 10 },
		{ kind: 'askReturned', id: 'a1', status: 'Lunch' },
		{ kind: 'askStart', id: 'a1' },
		{ kind: 'askEnd', id: 'a1', status: 'Lunch' },
	];

	it('has its own text, and a button for each answer', () => {
		assert.equal(new Set(questions.map(questionText)).size, questions.length);
		assert.deepEqual(
			questions.map((question) => answersOf(question).map((answer) => answerText(question, answer))),
			[
				['Go Online', '10 More Minutes', 'Stay Away'],
				['Stay Online'],
				['Go Online', 'Stay Away'],
				['Go Online', 'Not Now'],
				['Set Lunch', 'Stay Online'],
			],
		);
	});

	it('says for how long and what will happen', () => {
		const [, warn] = questions.map(questionText);
		assert.match(warn ?? '', /10 min.*Away in 30 s/);
	});

	it('before going away has the numbers', () => {
		const loss = { chats: 2, waiting: 3, othersOnline: 0, staleSince: undefined };
		assert.deepEqual(coverageQuestion('lunch', loss, now), {
			message: 'Change your status to lunch?',
			detail: 'You have 2 chats. 3 visitors are waiting. No one else is online.',
			yes: 'Set lunch',
		});
		const one = coverageQuestion('away', { chats: 1, waiting: 1, othersOnline: 1, staleSince: now - minute }, now);
		assert.match(
			one.detail,
			/^You have 1 chat\. 1 visitor is waiting\. 1 other agent is online\. Stale since \d\d:\d\d\.$/,
		);
		const unknown = coverageQuestion('away', { ...loss, othersOnline: undefined }, now);
		assert.match(unknown.detail, /It isn't known whether anyone else is online\.$/);
	});

	it('shows a hostile status as one visible line, without links', () => {
		const hostile = 'A\u202Eb\n](command:x) $(zap)\u200B';
		const all = [
			{ kind: 'askTimer', timer: { ...timer, status: hostile } },
			{ kind: 'warn', auto: { ...auto, status: hostile }, minutes: 10 },
			{ kind: 'askReturned', id: 'a1', status: hostile },
			{ kind: 'askEnd', id: 'a1', status: hostile },
		] as const;
		const { message, yes } = coverageQuestion(
			hostile,
			{ chats: 1, waiting: 0, othersOnline: 1, staleSince: undefined },
			now,
		);
		const notifications = [...all.map(questionText), undoneText(hostile)].map(escapeLinks);
		const texts = [
			...notifications,
			...all.flatMap((each) => answersOf(each).map((answer) => answerText(each, answer))),
			message,
			yes,
		];
		for (const text of texts) {
			assert.doesNotMatch(text, /[\u202E\u200B\n]/, JSON.stringify(text));
		}
		for (const text of notifications) {
			assert.doesNotMatch(text, /\]\(/);
		}
	});
});
