// The content of the two trees, and how little is rendered after a small change (docs/rules.md#rule-10).
import assert from 'node:assert/strict';
import type { NodeTree } from '../../src/host/views/treeView';
import type { TreeNode } from '../../src/present/tree/tree';
import {
	me,
	type OpenSandbox,
	openSandbox,
	rowOf,
	rowsOf,
	run,
	sample,
	setSetting,
	showViews,
	signOutOfAll,
	until,
} from './host';

let open: OpenSandbox;

describe('The trees', () => {
	before(async () => {
		open = await openSandbox('calm');
		await showViews(open.inspection);
		const { agents, visitors } = open.inspection;
		await until('rows', () => rowsOf(agents.tree).length === 12 && rowsOf(visitors.tree).length > 30);
	});

	after(signOutOfAll);

	it('show each agent once, by status, me first and marked', () => {
		const { tree } = open.inspection.agents;
		assert.deepEqual(
			tree.nodes.map(({ label, description }) => [label, description]),
			[
				['Online', '5'],
				['Away', '2'],
				['Lunch', '1'],
				['Meeting', '1'],
				['Offline', '3'],
			],
		);
		const [first] = tree.nodes[0]?.children ?? [];
		assert.equal(first?.id, me);
		assert.match(first.description, /^you/);
		assert.match(tree.view.description ?? '', /^5 online · 4 away · \d+ waiting$/);
	});

	it('show each visitor once, by urgency, with those who wait in the badge', () => {
		const { tree } = open.inspection.visitors;
		const titles = tree.nodes.map(({ label }) => label);
		const order = ['Waiting', 'Chatting', 'Invited', 'On site', 'Left', 'Other'];
		assert.deepEqual(
			titles,
			order.filter((title) => titles.includes(title)),
		);
		const ids = rowsOf(tree).map(({ id }) => id);
		assert.deepEqual(
			[...new Set(ids)].sort(),
			open.sandbox.world
				.visitors()
				.map(({ id }) => id)
				.sort(),
		);
		assert.equal(ids.length, new Set(ids).size);
		assert.equal(tree.view.badge?.value, tree.nodes[0]?.children.length);
	});

	it('show the name, and the beginning of the id of whom nobody has named', async () => {
		const named = open.sandbox.world.visitors().find(({ name }) => name !== '');
		assert.equal(rowOf(open.inspection.visitors.tree, named?.id ?? '').label, named?.name);
		assert.equal(rowOf(open.inspection.visitors.tree, sample).label, 'Visitor 3d59f909');
		await until('my name', () => rowOf(open.inspection.agents.tree, me).label === 'Robin Vandermeer-Ash');
	});

	it('follow the settings: aliases, grouping', async () => {
		await setSetting('agents.aliases', { [me.toUpperCase()]: 'Captain' });
		await until('the alias', () => rowOf(open.inspection.agents.tree, me).label === 'Captain');
		await setSetting('visitors.groupBy', 'country');
		const titles = () => open.inspection.visitors.tree.nodes.map(({ label }) => label);
		await until('groups by country', () => titles().includes('China'));
		await setSetting('agents.aliases', undefined);
		await setSetting('visitors.groupBy', undefined);
		await until('groups by urgency', () => titles().includes('On site'));
	});

	it('let a person choose from a row which agent is theirs; this is kept, and sets no status', async () => {
		const { agents, sites } = open.inspection;
		const other = rowsOf(agents.tree).find(({ contextValue }) => contextValue.includes('canBeMe'));
		await run('chooseMyAgent', other);
		await until('the other agent', () => sites.desk?.state.me.agent?.id === other?.id);
		assert.ok(sites.desk);
		await sites.switchTo(sites.desk.state.site);
		assert.equal(sites.desk.state.me.id, other?.id);
		await until('my row', () => sites.desk?.state.me.agent);
		const writes = [...open.sandbox.requests, ...(open.inspection.sandbox()?.requests ?? [])].filter(
			({ method }) => method !== 'GET',
		);
		assert.deepEqual(writes, []);
		sites.desk.setMyAgent(me);
	});
});

const paths = ['/v4/livechat/agents', '/v4/livechat/visitors'];

/** Waits until both lists were read from now on. Clicks within a second of each other join one read, so it clicks until there is another. */
async function refreshed(): Promise<void> {
	const { sandbox, desk } = open;
	const from = sandbox.requests.length;
	const { agentsAsOf, visitorsAsOf } = desk.state;
	await until('a new read of both lists', async () => {
		await run('refresh');
		const sent = sandbox.requests.slice(from).map(({ path }) => path);
		const isRead = desk.state.agentsAsOf !== agentsAsOf && desk.state.visitorsAsOf !== visitorsAsOf;
		return isRead && paths.every((path) => sent.includes(path));
	});
}

/** Waits until every change so far is rendered. */
async function painted(): Promise<void> {
	const { agents, visitors } = open.inspection;
	await until('nothing left to render', () => !agents.tree.isDirty && !visitors.tree.isDirty);
}

describe('A calm tree', () => {
	before(async () => {
		open = await openSandbox('calm');
		await showViews(open.inspection);
		const { world } = open.sandbox;
		// A wait reads differently as time goes by; here nothing is to change but by an act.
		for (const { id, status } of world.visitors()) {
			world.setVisitor(id, { status: status === 'waitingForChat' || status === 'transferring' ? 'chatting' : status });
		}
		await refreshed();
		await painted();
	});

	after(signOutOfAll);

	function look(tree: NodeTree) {
		const nodes = [...tree.nodes, ...rowsOf(tree)];
		return { fires: { ...tree.fires }, nodes, texts: new Map(nodes.map((node) => [node.key, textOf(node)])) };
	}

	function textOf({ label, description, ariaLabel, icon, children }: TreeNode): string {
		return JSON.stringify([label, description, ariaLabel, icon, children.map(({ key }) => key)]);
	}

	/** The keys of rows and groups that read differently now; all of them must still be the same objects. */
	function changedSince(before: ReturnType<typeof look>, tree: NodeTree): string[] {
		const now = look(tree);
		assert.ok(
			now.nodes.length === before.nodes.length && now.nodes.every((node, index) => node === before.nodes[index]),
		);
		return [...now.texts].filter(([key, text]) => before.texts.get(key) !== text).map(([key]) => key);
	}

	it('is not painted by polls that bring nothing new', async () => {
		const { agents, visitors } = open.inspection;
		const before = [look(agents.tree), look(visitors.tree)] as const;
		for (let poll = 0; poll < 3; poll++) {
			await refreshed();
		}
		await painted();
		assert.deepEqual(
			[agents.tree.fires, visitors.tree.fires],
			before.map(({ fires }) => fires),
		);
		assert.deepEqual([changedSince(before[0], agents.tree), changedSince(before[1], visitors.tree)], [[], []]);
	});

	it('paints one row for one visitor who stays in the group', async () => {
		const { tree } = open.inspection.visitors;
		const before = look(tree);
		open.sandbox.world.setVisitor(sample, { currentBrowsing: 'https://www.example.com/checkout/payment' });
		await refreshed();
		await until('the new page', () => /payment/.test(rowOf(tree, sample).description));
		await painted();
		assert.deepEqual(changedSince(before, tree), [rowOf(tree, sample).key]);
		assert.deepEqual(tree.fires, { ...before.fires, rows: before.fires.rows + 1 });
	});

	it('paints one row for one agent with another chat', async () => {
		const { tree } = open.inspection.agents;
		const before = look(tree);
		open.sandbox.world.setAgent(me, { ongoingChats: 4 });
		await refreshed();
		await until('the chats', () => /4 chats/.test(rowOf(tree, me).description));
		await painted();
		assert.deepEqual(changedSince(before, tree), [rowOf(tree, me).key]);
		assert.deepEqual(tree.fires, { ...before.fires, rows: before.fires.rows + 1 });
	});

	it('paints the groups, and not the whole, when somebody goes from one to the other', async () => {
		const { tree } = open.inspection.visitors;
		const before = { ...tree.fires };
		open.sandbox.world.setVisitor(sample, { status: 'chatting' });
		await refreshed();
		await until('the other group', () =>
			tree.nodes.find(({ id }) => id === 'chatting')?.children.some(({ id }) => id === sample),
		);
		await painted();
		assert.deepEqual(tree.fires, { ...before, groups: before.groups + 1 });
	});

	it('asks for each list once, however fast Refresh is clicked', async () => {
		let sent: readonly string[] = [];
		open.sandbox.behaviour.latency = 100;
		// Clicks within a second of the last read join it.
		await until('clicks that read', async () => {
			const before = open.sandbox.requests.length;
			await Promise.all(Array.from({ length: 10 }, () => run('refresh')));
			sent = open.sandbox.requests.slice(before).map(({ path }) => path);
			return sent.length > 0;
		});
		open.sandbox.behaviour.latency = 0;
		assert.deepEqual([...sent].sort(), paths);
	});
});

describe('A tree of five thousand', () => {
	before(async () => {
		open = await openSandbox('busy');
		await showViews(open.inspection);
	});

	after(signOutOfAll);

	it('shows who waits or chats, all when asked, and 200 rows of a group until asked for more', async () => {
		const { tree } = open.inspection.visitors;
		const titles = () => tree.nodes.map(({ label }) => label);
		const onSite = () => tree.nodes.find(({ id }) => id === 'onSite')?.children ?? [];
		await until('the limited view', () => titles().join() === 'Show all visitors,Waiting,Chatting');
		assert.match(tree.view.message ?? '', /^Only waiting, chatting and pinned visitors are shown: \d+ of 5000\.$/);
		await run('showAllVisitors', tree.nodes[0]);
		await until('all visitors', () => onSite().length === 201);
		assert.ok(!titles().includes('Show all visitors'));
		await run('showMoreVisitors', onSite().at(-1));
		await until('200 more', () => onSite().length === 401);
		await run('showActiveVisitors');
		await until('the limited view again', () => titles()[0] === 'Show all visitors');
	});
});
