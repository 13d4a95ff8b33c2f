// Rules for wrong numbers and very long texts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import fc from 'fast-check';
import { countText } from '../../src/present/countText';
import { escapeIcons } from '../../src/present/escapes';
import { escapeMarkdown } from '../../src/present/gates/markdown';
import { linkIn, mailLink, phoneLink, safeLink } from '../../src/present/links';
import { escapeInline } from '../../src/present/reports/noteMarkdown';
import { statusBarContent, widthOf } from '../../src/present/statusBar/statusBar';
import { maxStatusBarText } from '../../src/present/statusBar/statusBarOptions';
import { escapeLinks, toSingleLine } from '../../src/present/text';
import {
	clockTime,
	formatAgo,
	formatExact,
	formatSpan,
	formatTime,
	formatWait,
	visitorLocalTime,
	zoneOffset,
} from '../../src/present/time';
import { agoInWords, spanInWords } from '../../src/present/timeInWords';
import { agentsContent, chatsText } from '../../src/present/tree/agentsTree';
import { shortPage } from '../../src/present/tree/treePage';
import { untilWaitsRead, waitPhrase, waitShort, waitText } from '../../src/present/waiting';
import {
	agent,
	asMe,
	failedPoll,
	hostileText,
	minute,
	now,
	state,
	statusBarOptions,
	visitor,
	visitorsOptions,
	visitorsTree,
	wait,
} from './worlds';

/** Any number that a service, a shared file or a wrong clock may bring. */
const anyNumber = fc.oneof(
	fc.double(),
	fc.integer(),
	fc.constantFrom(1e20, -1e20, 1e300, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);

describe('A wrong number', () => {
	it('of chats is shortened in the status bar', () => {
		const text = (chats: number) => statusBarContent(asMe(agent('a1', 'Online', chats)), statusBarOptions).text;
		assert.equal(text(1e20), '$(circle-filled) Online · 999999+ chats');
		assert.equal(text(Number.NaN), '$(circle-filled) Online');
	});

	it('never makes the status bar longer than 24 characters, in any status, format and language', () => {
		const some = fc.record({
			status: hostileText,
			chats: anyNumber,
			since: anyNumber,
			asOf: fc.option(anyNumber, { nil: undefined }),
			waiting: fc.integer({ min: 0, max: 3 }),
			atLeast: fc.boolean(),
			missed: fc.constantFrom(0, 3),
			format: fc.constantFrom('full', 'compact', 'icon'),
			isLong: fc.boolean(),
		});
		try {
			fc.assert(
				fc.property(some, (one) => {
					l10n.config({ contents: one.isLong ? longTranslation : {} });
					const waits = new Map(Array.from({ length: one.waiting }, (_, n) => [`v${n}`, wait(one.since, one.atLeast)]));
					const world = asMe(agent('a1', one.status, one.chats), {
						...{ waits, agentsAsOf: one.asOf, missed: one.missed },
						...(one.missed > 0 && { pollError: failedPoll('network', one.missed) }),
					});
					const { text } = statusBarContent(world, { ...statusBarOptions, format: one.format });
					assert.ok(widthOf(text) <= maxStatusBarText, `${widthOf(text)}: ${text}`);
				}),
				{ numRuns: 2000 },
			);
		} finally {
			l10n.config({ contents: {} });
		}
	});

	it('is shown as a whole number between 0 and 999999+', () => {
		assert.deepEqual([0, 12, 999_999, 1e6, 1e20].map(countText), ['0', '12', '999999', '999999+', '999999+']);
		assert.deepEqual([-1, Number.NaN, 2.5, undefined].map(countText), ['0', '0', '2', '']);
		assert.equal(chatsText(1e20), '999999+ chats');
	});

	it('is shown as a span of at most a hundred years', () => {
		assert.equal(formatSpan(1e20), '36525 days 0 h');
		assert.equal(formatAgo(1e20), '100 years ago');
		fc.assert(
			fc.property(anyNumber, fc.boolean(), (number, atLeast) => {
				const one = wait(number, atLeast);
				const shown = [
					formatSpan(number),
					formatWait(number),
					formatAgo(number),
					waitText(one, now),
					waitShort(one, now),
				];
				const spoken = [spanInWords(number), agoInWords(number), waitPhrase(one, now)];
				for (const text of [...shown, ...spoken]) {
					assert.ok(text.length <= (shown.includes(text) ? 24 : 32), text);
					assert.doesNotMatch(text, /NaN|Infinity|e\+|-/);
				}
				assert.ok(waitShort(one, now).length <= 5);
			}),
		);
	});

	it('is shown as an unknown instant', () => {
		const unknown = (instant: number) => [formatExact(instant), formatTime(instant), clockTime(instant, now)];
		for (const instant of [Number.NaN, 1e20, 8.64e15, -8.64e15]) {
			assert.deepEqual(unknown(instant), ['unknown', 'unknown', 'unknown']);
		}
	});

	it('of a wait updates its text within a minute, and not at once', () => {
		fc.assert(
			fc.property(fc.array(anyNumber, { minLength: 1, maxLength: 3 }), (starts) => {
				const span = untilWaitsRead(
					starts.map((since) => wait(since)),
					now,
				);
				assert.ok(span !== undefined && span > 0 && span <= minute, String(span));
			}),
		);
	});

	it('is shortened in rows and tooltips', () => {
		const [group] = agentsContent(state({ agents: [agent('a1', 'Online', 1e300)] }), {
			now,
			aliases: {},
			sortBy: 'name',
		}).nodes;
		assert.equal(group?.children[0]?.description, '999999+ chats');
		assert.match(group?.children[0]?.tooltip?.() ?? '', /Chats: 999999\\\+ /);
		const visitors = [visitor('v1', 'inSite', { visits: 1e300, visitTime: 1e300 })];
		const row = visitorsTree(state({ visitors }), visitorsOptions)[0]?.children[0];
		assert.match(row?.tooltip?.() ?? '', /Visit started: unknown {2}\nVisits: 999999\\\+/);
	});
});

describe('A text of a hundred thousand characters', () => {
	const parts = [
		' ',
		'a',
		'.',
		'-',
		'@',
		'(',
		'\\',
		'0',
		'\u0301',
		'\u200b',
		'$(',
		'](',
		'a.',
		'a@',
		'*a',
		'*',
		'_',
		' \u00a0',
		'\ud800',
	];

	it('is processed in linear time, whatever it repeats', () => {
		const starts = ['', 'GMT', 'https://', 'mailto:', 'tel:', 'a@'];
		for (const part of parts) {
			for (const start of starts) {
				const text = `${start}${part.repeat(100_000 / part.length)}!`;
				const before = process.cpuUsage();
				for (const show of [
					...[safeLink, linkIn, mailLink, phoneLink, zoneOffset, shortPage],
					...[toSingleLine, escapeMarkdown, escapeIcons, escapeLinks, escapeInline],
				]) {
					show(text);
				}
				visitorLocalTime(now, zoneOffset(text));
				const { user, system } = process.cpuUsage(before);
				const took = (user + system) / 1000;
				// CPU time, so that a busy machine changes nothing: some milliseconds, and more than 20 seconds if it is quadratic.
				assert.ok(took < 3_000, `${Math.round(took)} ms for ${JSON.stringify(start)} and ${JSON.stringify(part)}`);
			}
		}
	});
});

/** A language whose texts are all longer than the status bar. The tests run from out/test/present. */
const longTranslation = Object.fromEntries(
	Object.keys(JSON.parse(readFileSync(path.resolve(__dirname, '../../../l10n/bundle.l10n.json'), 'utf8'))).map(
		(key) => [key, `${key.replace(/\/.*/, '')} and as long as in no other language`],
	),
);
