// Rules for the status bar item and its tooltip.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { DeskState } from '../../../src/desk/state';
import { statusBarContent, widthOf } from '../../../src/present/statusBar/statusBar';
import { statusBarCommands } from '../../../src/present/statusBar/statusBarCommands';
import type { StatusBarOptions } from '../../../src/present/statusBar/statusBarOptions';
import { maxStatusBarText } from '../../../src/present/statusBar/statusBarOptions';
import { agent, asMe, failedPoll, hostileText, minute, now, state, statusBarOptions, visitor, wait } from '../worlds';

function show(world: DeskState | undefined, options: Partial<StatusBarOptions> = {}) {
	return statusBarContent(world, { ...statusBarOptions, ...options });
}

const waiting = (count: number, since: number, atLeast = false): Partial<DeskState> => ({
	visitors: Array.from({ length: count }, (_, n) => visitor(`v${n}`, 'waitingForChat')),
	waits: new Map(Array.from({ length: count }, (_, n) => [`v${n}`, wait(since + n, atLeast)])),
});

const online = agent('a1', 'Online', 2);
const stale = { pollError: failedPoll('network', 3), missed: 3, agentsAsOf: now - minute };

describe('the status bar', () => {
	it('shows the most urgent of: sign in again, stale, waiting, my chats', () => {
		const three = waiting(3, now - 4 * minute);
		const text = (parts: Partial<DeskState>) => show(asMe(online, parts)).text;
		assert.equal(text({ ...three, ...stale, pollError: failedPoll('unauthorized') }), '$(key) Sign in again');
		assert.equal(text({ ...three, ...stale }), '$(debug-disconnect) Online · stale 10:41');
		assert.equal(text(three), '$(circle-filled) Online $(warning) 3 waiting 4m');
		assert.equal(text({}), '$(circle-filled) Online · 2 chats');
		assert.equal(show(asMe(agent('a1', 'Online'))).text, '$(circle-filled) Online');
	});

	it('shows how long the longest wait is, and that it may be longer', () => {
		const text = (elapsed: number, atLeast = false) =>
			show(asMe(online, waiting(2, now - elapsed, atLeast)), { hasAlerts: false }).text.split(' · ')[1];
		assert.deepEqual(
			[text(9_000), text(59_000), text(60_000), text(59 * minute), text(60 * minute), text(2 * minute, true)],
			['2 waiting', '2 waiting 50s', '2 waiting 1m', '2 waiting 59m', '2 waiting 1h', '2 waiting 2m+'],
		);
	});

	it('has an icon of its own for each state', () => {
		const worlds = [
			undefined,
			state(),
			asMe(online),
			asMe(agent('a1', 'Meeting')),
			asMe(agent('a1', 'Offline')),
			asMe(online, stale),
			asMe(online, { pollError: failedPoll('unauthorized') }),
			asMe(online, { me: { id: 'a1', agent: online, pending: 'away', lastAway: 'Away' } }),
		];
		const shapes = worlds.map((world) => show(world).text.split(' ')[0]);
		assert.equal(new Set(shapes).size, worlds.length);
	});

	it('has room for the date since when data is stale, if that is this year', () => {
		const day = 24 * 60 * minute;
		const text = (asOf: number) => show(asMe(online, { ...stale, agentsAsOf: asOf }), { format: 'compact' }).text;
		assert.equal(text(now - day), '$(debug-disconnect) stale Jan 4, 10:42');
	});

	it('never shows Online if that is not certain', () => {
		const worlds = [
			state({ me: { id: 'a1', agent: undefined, pending: undefined, lastAway: 'Away' } }),
			state({ agents: undefined, me: { id: 'a1', agent: undefined, pending: undefined, lastAway: 'Away' } }),
			asMe(online, stale),
			asMe(online, { pollError: failedPoll('unauthorized') }),
			asMe(online, { me: { id: 'a1', agent: online, pending: 'away', lastAway: 'Away' } }),
			asMe(agent('a1', 'away'), { me: { id: 'a1', agent: agent('a1', 'away'), pending: 'online', lastAway: 'Away' } }),
		];
		for (const world of worlds) {
			const { text, ariaLabel } = show(world);
			assert.ok(!text.startsWith('$(circle-filled)'), text);
			assert.doesNotMatch(ariaLabel, /you are Online$/);
		}
		assert.equal(show(worlds[4]).text, '$(sync~spin) Away… · 2 chats');
		assert.equal(show(worlds[4]).ariaLabel, 'Frontdesk, changing to Away, 2 chats');
	});

	it('has a text and a command for sign-in, for selecting my agent and for setting my status', () => {
		const shown = [
			show(undefined),
			show(state()),
			show(asMe(online)),
			show(asMe(online), { click: 'pick' }),
			show(asMe(online, { pollError: failedPoll('unauthorized') })),
		];
		assert.deepEqual(
			shown.map(({ text, command, background }) => [text, command, background]),
			[
				['$(sign-in) Sign in', 'frontdesk.signIn', undefined],
				['$(account) Select my agent', 'frontdesk.chooseMyAgent', undefined],
				['$(circle-filled) Online · 2 chats', 'frontdesk.toggleMyStatus', undefined],
				['$(circle-filled) Online · 2 chats', 'frontdesk.setMyStatus', undefined],
				['$(key) Sign in again', 'frontdesk.signIn', 'error'],
			],
		);
	});

	it('says that there is no data, for each kind of failure, if nothing was ever read', () => {
		for (const [kind, code] of [
			['network', 'CERT_HAS_EXPIRED'],
			['forbidden'],
			['server'],
			['notChatServer'],
		] as const) {
			const failing = { ...failedPoll(kind, 3), code };
			const world = asMe(online, { agents: undefined, agentsAsOf: undefined, missed: 3, pollError: failing });
			const { text, ariaLabel } = show({ ...world, me: { ...world.me, agent: undefined } });
			assert.equal(text, '$(question) Unknown · no data');
			assert.doesNotMatch(ariaLabel, /answer|offline/);
		}
	});

	it('shows stale data instead of a number of waiting visitors that may be wrong', () => {
		const world = asMe(online, {
			...waiting(3, now - minute),
			visitorsError: failedPoll('server', 3),
			visitorsAsOf: now - 2 * minute,
		});
		assert.equal(show(world).text, '$(circle-filled) Online · stale 10:40');
		const follows = { ...world, visitors: undefined, visitorsAsOf: undefined };
		assert.equal(show(follows).text, '$(circle-filled) Online · stale 10:37', 'nor where another window has read them');
		assert.equal(
			show({ ...follows, waits: new Map() }).text,
			'$(circle-filled) Online · 2 chats',
			'no wait was ever seen',
		);
	});

	it('is shorter in the formats compact and icon, and hidden in off', () => {
		const world = asMe(online, waiting(3, now - 4 * minute));
		assert.equal(show(world, { format: 'compact' }).text, '$(circle-filled) $(warning) 3 4m');
		assert.equal(show(asMe(agent('a1', 'Online')), { format: 'compact' }).text, '$(circle-filled) Online');
		assert.equal(show(state(waiting(3, now)), { format: 'compact' }).text, '$(account) Select my agent $(bell) 3');
		assert.equal(show(world, { format: 'icon' }).text, '$(circle-filled) $(warning)');
		assert.equal(show(asMe(online), { format: 'icon' }).text, '$(circle-filled)');
		assert.deepEqual([show(world).hidden, show(world, { format: 'off' }).hidden], [false, true]);
	});

	it('has the same label for screen readers in each format', () => {
		const spoken =
			'Frontdesk, you are Online, 3 visitors waiting, the longest at least 4 minutes, over the second limit';
		for (const format of ['full', 'compact', 'icon'] as const) {
			assert.equal(show(asMe(online, waiting(3, now - 4 * minute, true)), { format }).ariaLabel, spoken);
		}
	});

	it('is never longer than 24 characters and shows no icon from a status', () => {
		const count = fc.integer({ min: 0, max: 12 });
		const some = fc.record({
			status: hostileText,
			pending: fc.option(hostileText, { nil: undefined }),
			count,
			elapsed: fc.nat(400 * 60 * minute),
			atLeast: fc.boolean(),
			isStale: fc.boolean(),
			asOf: fc.option(fc.nat(400 * 60 * minute), { nil: undefined }),
			format: fc.constantFrom('full', 'compact', 'icon'),
			isKnown: fc.boolean(),
		});
		fc.assert(
			fc.property(some, (one) => {
				const me = agent('a1', one.status, one.count);
				const world = asMe(me, {
					...waiting(one.count % 4 === 0 ? 0 : one.count, now - one.elapsed, one.atLeast),
					...(one.isStale ? { ...stale, agentsAsOf: one.asOf === undefined ? undefined : now - one.asOf } : {}),
					me: { id: one.isKnown ? 'a1' : undefined, agent: me, pending: one.pending, lastAway: 'Away' },
				});
				const { text } = show(world, { format: one.format });
				assert.ok(widthOf(text) <= maxStatusBarText, `${widthOf(text)}: ${text}`);
				const icons = text.match(/(?<!\\)\$\([\w~-]+\)/g) ?? [];
				assert.ok(
					icons.length <= 2 &&
						icons.every((icon, n) => n === 0 || ['$(bell)', '$(bell-dot)', '$(warning)', '$(comment)'].includes(icon)),
					text,
				);
				assert.doesNotMatch(text, /[\p{Cs}\p{Cc}]/u);
			}),
			{ numRuns: 1000 },
		);
	});

	it('shows Online in full beside many long waits', () => {
		const { text } = show(asMe(online, waiting(99, now - 999 * 60 * minute, true)));
		assert.equal(text, '$(circle-filled) Online $(warning) 99 999h+');
	});
});

describe('the tooltip of the status bar', () => {
	const agents = [online, agent('a2', 'Lunch'), agent('a3', 'offline')];

	/** Title and decoded argument of each link. */
	function links(tooltip: string): [title: string, command: string, args: unknown][] {
		return [...tooltip.matchAll(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\(command:([\w.]+)(?:\?([^)\s]*))?\)/g)].map(
			([, title = '', command = '', query]) => [
				title.replace(/\\(.)/g, '$1'),
				command,
				query === undefined ? undefined : JSON.parse(decodeURIComponent(query)),
			],
		);
	}

	it('has a link for each other status, but not for Offline', () => {
		const { tooltip } = show(asMe(online, { agents }), { customStatuses: ['Training'] });
		assert.deepEqual(links(tooltip), [
			['Refresh', 'frontdesk.refresh', undefined],
			['Away', 'frontdesk.setMyStatus', [{ status: 'Away' }]],
			['Training', 'frontdesk.setMyStatus', [{ status: 'Training' }]],
			['Lunch', 'frontdesk.setMyStatus', [{ status: 'Lunch' }]],
			['Other…', 'frontdesk.setMyStatus', undefined],
			['Away For…', 'frontdesk.awayFor', undefined],
		]);
	});

	it('says for a minute that my status was changed elsewhere', () => {
		const me = { id: 'a1', agent: online, pending: undefined, lastAway: 'Away', elsewhere: now - 30_000 };
		assert.match(show(asMe(online, { me })).tooltip, /Your status was changed elsewhere at 10\\:42\\:00/);
		assert.doesNotMatch(show(asMe(online, { me: { ...me, elsewhere: now - 60_000 } })).tooltip, /elsewhere/);
		assert.doesNotMatch(show(asMe(online)).tooltip, /elsewhere/);
	});

	it('says my agent, who waits, the age of the data and the error', () => {
		const aliases = { a1: 'Kim' };
		const { tooltip } = show(asMe(online, waiting(2, now - 4 * minute)), { aliases });
		assert.match(tooltip, /Kim\\: Online\\, 2 chats/);
		assert.match(tooltip, /2 visitors waiting\\, the longest 4 minutes/);
		assert.match(tooltip, /Updated at 10\\:42\\:30/);
		assert.match(
			show(asMe(online, stale)).tooltip,
			/Stale since 10\\:41\\\.[\s\S]*No response[\s\S]*command:frontdesk\.testConnection/,
		);
		assert.doesNotMatch(tooltip, /testConnection/);
		assert.match(
			show(asMe(online, { visitorsError: failedPoll('forbidden') })).tooltip,
			/Couldn\\'t load the visitors.*administrator of your site/,
		);
	});

	it('runs only its own commands, with the status exactly as written', () => {
		fc.assert(
			fc.property(fc.array(hostileText, { maxLength: 5 }), hostileText, (statuses, mine) => {
				const list = statuses.map((status, n) => agent(`b${n}`, status));
				const { tooltip } = show(asMe(agent('a1', mine), { agents: list }), {
					customStatuses: statuses,
					aliases: { a1: mine },
				});
				const found = links(tooltip);
				// Escaped characters go by pairs: in `\\](` the bracket ends a link all the same.
				assert.equal(found.length, tooltip.replace(/\\./gs, '').split('](').length - 1);
				for (const [title, command, args] of found) {
					assert.ok((statusBarCommands as readonly string[]).includes(command));
					if (args !== undefined) {
						const { status } = (args as [{ status: string }])[0];
						assert.ok(['Online', 'Away', ...statuses.map((text) => text.trim())].includes(status));
						assert.equal(title.toLowerCase(), status.toLowerCase());
					}
				}
			}),
			{ numRuns: 1000 },
		);
	});

	it('passes the same argument if VS Code decodes a link once or twice', () => {
		const { tooltip } = show(asMe(online, { agents: [agent('b1', '%22,%22x%22:%22'), agent('b2', '100%')] }));
		const queries = [...tooltip.matchAll(/\?([^)]*)\)/g)].map(([, query = '']) => query);
		assert.equal(queries.length, 3);
		for (const query of queries) {
			assert.deepEqual(
				JSON.parse(decodeURIComponent(decodeURIComponent(query))),
				JSON.parse(decodeURIComponent(query)),
			);
		}
	});
});
