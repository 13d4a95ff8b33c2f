// Rules for the agents view.
import { strict as assert } from 'node:assert';
import { signedInElsewhere } from '../../../src/desk/errorCodes';
import { agentsContent, agentsTree } from '../../../src/present/tree/agentsTree';
import { agent, asMe, failedPoll, minute, now, outline, state, wait } from '../worlds';

const options = { now, aliases: { a1: 'Kim', a2: 'Lee', a3: 'Sam', a4: 'Pat' }, sortBy: 'name' } as const;

describe('the agents view', () => {
	it('groups by status in any case: Online, Away, custom ones, Offline, none', () => {
		const agents = [
			agent('a1', 'Offline'),
			agent('a2', 'Meeting'),
			agent('a3', 'away'),
			agent('a4', 'online'),
			agent('a5', 'ONLINE'),
			agent('a6', ''),
			agent('a7', 'Lunch'),
			agent('a8', 'meeting'),
		];
		const nodes = agentsTree(state({ agents }), options);
		assert.deepEqual(outline(nodes), {
			Online: ['Agent a5', 'Pat'],
			Away: ['Sam'],
			Lunch: ['Agent a7'],
			Meeting: ['Agent a8', 'Lee'],
			Offline: ['Kim'],
			Other: ['Agent a6'],
		});
		assert.deepEqual(
			nodes.map(({ description }) => description),
			['2', '1', '1', '2', '1', '1'],
		);
	});

	it('is the same for any order of the service’s list', () => {
		const agents = [agent('a2', 'meeting'), agent('a1', 'Meeting'), agent('a9', 'MEETING')];
		const shown = (list: typeof agents) =>
			agentsTree(state({ agents: list }), options).map(({ label, children }) => [
				label,
				children.map(({ key }) => key),
			]);
		assert.deepEqual(shown(agents), shown(agents.toReversed()));
	});

	it('has me first and marked', () => {
		const me = agent('a3', 'Online', 2);
		const [online] = agentsTree(asMe(me, { agents: [agent('a1', 'Online', 1), agent('a2', 'Online'), me] }), options);
		assert.deepEqual(
			online?.children.map(({ label, description, ariaLabel }) => [label, description, ariaLabel]),
			[
				['Sam', 'you · 2 chats', 'Sam, you, Online, 2 chats'],
				['Kim', '1 chat', 'Kim, Online, 1 chat'],
				['Lee', '', 'Lee, Online, no chats'],
			],
		);
	});

	it('has me even if the list does not, and my own row if that is newer', () => {
		assert.deepEqual(outline(agentsTree(asMe(agent('a3', 'Away'), { agents: [agent('a1', 'Online')] }), options)), {
			Online: ['Kim'],
			Away: ['Sam'],
		});
		assert.deepEqual(outline(agentsTree(asMe(agent('a3', 'Away'), { agents: [agent('a3', 'Online')] }), options)), {
			Away: ['Sam'],
		});
	});

	it('shows a change of my status as pending until it is answered', () => {
		const me = agent('a3', 'Online');
		const pending = { id: 'a3', agent: me, pending: 'away', lastAway: 'Away' };
		const row = agentsTree(asMe(me, { me: pending }), options)[0]?.children[0];
		assert.equal(row?.description, 'you · Away…');
		assert.equal(row?.icon?.id, 'sync~spin');
		assert.match(row?.ariaLabel ?? '', /changing to Away/);
	});

	it('shows numbers of online, away and waiting beside its title, if there are any', () => {
		const agents = [agent('a1', 'Online'), agent('a2', 'online'), agent('a3', 'Lunch'), agent('a4', 'Offline')];
		const waits = new Map([
			['v1', wait(now)],
			['v2', wait(now)],
		]);
		assert.equal(agentsContent(state({ agents, waits }), options).description, '2 online · 1 away · 2 waiting');
		assert.equal(agentsContent(state({ agents: [agent('a4', 'Offline')] }), options).description, '0 online');
		assert.equal(agentsContent(state({ agents: undefined }), options).description, '');
	});

	it('has the menu words of a row; I cannot be selected as me again', () => {
		const rows = agentsTree(
			asMe(agent('a1', 'Online'), { agents: [agent('a1', 'Online'), agent('a2', 'Online')] }),
			options,
		)[0]?.children;
		assert.deepEqual(
			rows?.map(({ contextValue, click }) => [contextValue, click]),
			[
				['agent canCopyId canRename canSetMyStatus isMe', 'frontdesk.setMyStatus'],
				['agent canCopyId canBeMe canRename canSetStatus', undefined],
			],
		);
	});

	it('has an icon of its own for each status', () => {
		const agents = ['Online', 'Away', 'Offline', ''].map((status, n) => agent(`a${n}`, status));
		const shapes = agentsTree(state({ agents }), options).map(({ children }) => children[0]?.icon?.id);
		assert.equal(new Set(shapes).size, 4);
	});

	it('says how many rows could not be read, and that the list ended early', () => {
		const message = (skipped: number, missing?: number | 'unknown') =>
			agentsContent(state({ agents: [agent('a1', 'Online')], agentsGaps: { skipped, missing } }), options).message;
		assert.equal(message(1), "1 agent couldn't be read.");
		assert.equal(message(2, 3), "2 agents couldn't be read. The list ended early: 1 of 6 agents.");
		assert.equal(message(0, 'unknown'), 'The list ended early: there are more agents.');
	});

	it('has a message about errors, but not about one missed poll', () => {
		const message = (parts: Parameters<typeof state>[0]) =>
			agentsContent(state({ agents: [agent('a1', 'Online')], ...parts }), options).message;
		assert.equal(message({}), undefined);
		assert.equal(message({ pollError: failedPoll('network', 1), missed: 1 }), undefined);
		assert.match(
			message({ pollError: failedPoll('network', 3), missed: 3, agentsAsOf: now - minute }) ?? '',
			/^Stale since 10:41\. .*No response/,
		);
		assert.match(
			message({ pollError: failedPoll('network', 3), missed: 3, agentsAsOf: now - 24 * 60 * minute }) ?? '',
			/since Jan 4, 10:42/,
		);
		const silent = { ...failedPoll('throttled', 3), retryAt: now + 90_000 };
		assert.equal(
			message({ pollError: silent, missed: 3, agentsAsOf: now - minute }),
			'Stale since 10:41. Too many requests. Retrying at 10:44:00.',
		);
		assert.equal(message({ missed: 3, agentsAsOf: now - minute }), 'Stale since 10:41.');
		assert.equal(message({ agents: undefined, agentsAsOf: undefined }), 'Loading agents…');
	});

	it('gives way to a welcome with buttons where only the user can help', () => {
		const content = (parts: Parameters<typeof state>[0]) =>
			agentsContent(state({ agents: [agent('a1', 'Online')], ...parts }), options);
		const refused = failedPoll('unauthorized');
		assert.deepEqual(content({ pollError: refused }), {
			nodes: [],
			message: undefined,
			description: '',
			welcome: 'signIn',
		});
		assert.equal(content({ pollError: { ...refused, code: signedInElsewhere } }).welcome, 'reload');
		const unread = content({ agents: undefined, agentsAsOf: undefined, pollError: failedPoll('timeout') });
		assert.equal(unread.welcome, 'unreachable');
		assert.match(unread.description, /in time/);
		assert.equal(content({ pollError: failedPoll('timeout', 3), missed: 3 }).welcome, undefined, 'rows are shown');
		assert.equal(content({ agents: [] }).welcome, 'empty');
		assert.equal(content({ agents: [], missed: 3 }).welcome, undefined, 'a message is shown');
	});
});
