// Rules for the text of Show Activity.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Change } from '../../../src/desk/changes/change';
import { changesText } from '../../../src/present/changes/changesText';
import { formatExact } from '../../../src/present/time';
import { failedPoll, hostileText, minute, now, state } from '../worlds';

const ann = { id: '3d59f909-24cd-43bc-89cb-00a320617c0a', name: 'Ann', email: '' };
const bob = { id: 'b0b', name: '', email: '' };

/** The lines below the title, without their dates. */
function lines(changes: readonly Change[], visitor?: string, world = state()): string[] {
	const text = changesText({ changes, isCut: false }, world, { visitor, aliases: { g: 'Grace' }, now });
	return text
		.split('\n')
		.slice(2, -1)
		.map((line) => line.replace(/^[A-Z][a-z]{2} \d\d?, \d{4}, \d\d:\d\d:\d\d {2}/, ''));
}

const gap = (from: number, until: number, of: 'visitors' | 'agents' = 'visitors'): Change => ({
	kind: 'gap',
	of,
	from,
	until,
	at: until,
});

const all: readonly Change[] = [
	{ kind: 'began', at: now, count: 2 },
	{ kind: 'arrived', at: now, who: ann },
	{ kind: 'status', at: now, who: ann, from: 'inSite', to: 'waitingForChat' },
	{ kind: 'page', at: now, who: bob, to: 'https://shop.example/cart?x=1' },
	{ kind: 'variable', at: now, who: ann, name: 'plan', from: undefined, to: 'free' },
	{ kind: 'moreVariables', at: now, who: ann, count: 3 },
	{ kind: 'agentStatus', at: now, agent: 'g', from: 'online', to: 'Lunch' },
	{ kind: 'many', at: now, count: 2001 },
	{ kind: 'incomplete', at: now },
	gap(now - 7 * minute, now),
	{ kind: 'left', at: now, who: ann },
];

describe('The activity of a session', () => {
	it('is one dated line for each change, the newest first', () => {
		assert.deepEqual(lines(all), [
			'Ann (3d59f909) left',
			'No data of visitors 10:35–10:42',
			"The list is incomplete: arrivals and departures aren't known",
			'2001 visitors changed at once, too many to list',
			'Grace: Online → Lunch',
			'Ann (3d59f909): 3 more variables',
			'Ann (3d59f909): plan from “” to “free”',
			'Visitor b0b: page /cart',
			'Ann (3d59f909): On site → Waiting for chat',
			'Ann (3d59f909) arrived',
			'Start: 2 visitors on the site',
		]);
		const text = changesText({ changes: all, isCut: true }, state(), { visitor: undefined, aliases: {}, now });
		assert.ok(text.includes(`\n${formatExact(now)}  Ann (3d59f909) left\n`));
		assert.match(text, /Only the newest 500 changes are kept\.\n$/);
	});

	it('is that of one visitor where asked, with the gaps that concern it', () => {
		const changes = [...all, gap(now - minute, now, 'agents')];
		assert.deepEqual(lines(changes, 'b0b'), [
			'No data of visitors 10:35–10:42',
			"The list is incomplete: arrivals and departures aren't known",
			'2001 visitors changed at once, too many to list',
			'Visitor b0b: page /cart',
			'Start: 2 visitors on the site',
		]);
		assert.deepEqual(lines([], 'b0b'), ['Nothing has changed yet.']);
	});

	it('states a gap of both lists once, and in which minutes or seconds it was', () => {
		const [from, until] = [now - 7 * minute, now];
		assert.deepEqual(lines([gap(from, until), gap(from, until + 100, 'agents')]), ['No data 10:35–10:42']);
		const between = { kind: 'arrived', at: until, who: { id: 'v9', name: 'Late', email: '' } } as const;
		assert.deepEqual(lines([gap(from, until), between, gap(from, until + 100, 'agents')]), [
			'Late (v9) arrived',
			'No data 10:35–10:42',
		]);
		assert.deepEqual(lines([gap(now, now + 20_000)]), ['No data of visitors 10:42:30–10:42:50']);
		assert.deepEqual(lines([gap(now - 24 * 60 * minute, now)]), ['No data of visitors Jan 4, 10:42–10:42']);
		assert.deepEqual(lines([gap(now, now - minute)]), ['No data of visitors before 10:41:30']);
	});

	it('says how long a gap was in the hour that daylight saving time repeats', () => {
		const { TZ } = process.env;
		process.env.TZ = 'Europe/Oslo';
		try {
			const before = Date.UTC(2026, 9, 25, 0, 50); // 02:50, and ten minutes later it is 02:00 again
			assert.deepEqual(lines([gap(before, before + 20 * minute)]), ['No data of visitors 02:50–02:10 (20 min)']);
			assert.deepEqual(lines([gap(before, before + 60 * minute)]), ['No data of visitors 02:50–02:50 (1 h 00 min)']);
		} finally {
			if (TZ === undefined) {
				delete process.env.TZ;
			} else {
				process.env.TZ = TZ;
			}
		}
	});

	it('says since when there is no data', () => {
		const first = (parts: Parameters<typeof state>[0]) => lines([], undefined, state(parts))[0];
		const since = 'No data since 10:41';
		assert.equal(first({ missed: 3, visitorsAsOf: now - minute }), since);
		assert.equal(first({ pollError: failedPoll('unauthorized'), visitorsAsOf: now - minute }), since);
		assert.equal(first({ visitorsAsOf: now - 121_000 }), 'No data since 10:40');
		assert.equal(first({ missed: 2, visitorsAsOf: now - minute }), 'Nothing has changed yet.');
	});

	it('keeps hostile text on its line, visible and short (500 random changes)', () => {
		const who = fc.record({ id: fc.constant('b0b'), name: hostileText, email: hostileText });
		const change: fc.Arbitrary<Change> = fc.oneof(
			fc.record({
				kind: fc.constant('status' as const),
				at: fc.constant(now),
				who,
				from: hostileText,
				to: hostileText,
			}),
			fc.record({ kind: fc.constant('page' as const), at: fc.constant(now), who, to: hostileText }),
			fc.record({
				kind: fc.constant('variable' as const),
				at: fc.constant(now),
				who,
				name: hostileText,
				from: hostileText,
				to: hostileText,
			}),
			fc.record({
				kind: fc.constant('agentStatus' as const),
				at: fc.constant(now),
				agent: fc.constant('x'),
				from: hostileText,
				to: hostileText,
			}),
		);
		fc.assert(
			fc.property(change, (one) => {
				const shown = lines([one]);
				assert.equal(shown.length, 1);
				assert.ok((shown[0] ?? '').length < 450);
				assert.doesNotMatch(shown[0] ?? '', /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b]/u);
			}),
			{ numRuns: 500 },
		);
	});
});
