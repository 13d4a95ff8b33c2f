// Hostile texts and wrong answers in a real host: rows stay plain text, and the list stays complete.
import assert from 'node:assert/strict';
import { hostileText, isAttack } from '../../src/sandbox/scenarios/attacks';
import { type OpenSandbox, openSandbox, rowsOf, showViews, signOutOfAll, until } from './host';

let open: OpenSandbox;

async function openAndShow(scenario: string): Promise<void> {
	open = await openSandbox(scenario);
	await showViews(open.inspection);
}

describe('Hostile visitors', () => {
	before(() => openAndShow('hostile'));
	after(signOutOfAll);

	it('are all there, in one line of visible characters each', async () => {
		const { agents, visitors } = open.inspection;
		await until('rows', () => rowsOf(visitors.tree).length > 30 && rowsOf(agents.tree).length === 12);
		// Except for those whose id would change the path of a URL.
		const ids = open.sandbox.world.visitors().map(({ id }) => id);
		assert.deepEqual(
			rowsOf(visitors.tree)
				.map(({ id }) => id)
				.sort(),
			ids.filter((id) => /^[\da-z][\da-z-]*$/.test(id)).sort(),
		);
		const nodes = [visitors.tree, agents.tree].flatMap((tree) => [...tree.nodes, ...rowsOf(tree)]);
		for (const { label, description, ariaLabel } of nodes) {
			for (const text of [label, description, ariaLabel]) {
				assert.ok(text.length <= 400);
				assert.doesNotMatch(text, /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\u200f]/u);
			}
			assert.ok(label.trim() !== '' && label.length <= 80);
		}
	});

	it('reach no menu word and no other command than that which opens them', () => {
		for (const { contextValue, click, icon } of rowsOf(open.inspection.visitors.tree)) {
			assert.match(contextValue, /^visitor canOpen canCopyId canPin(?: canRenameDepartment)?$/);
			assert.equal(click, 'frontdesk.openVisitor');
			assert.match(icon?.id ?? '', /^[a-z-]+$/);
		}
	});

	it('cannot be me by a status that looks like a command', () => {
		const { text, tooltip, command } = open.inspection.statusBar.content;
		assert.ok(!isAttack(text));
		assert.equal(command, 'frontdesk.toggleMyStatus');
		const links = [...tooltip.matchAll(/\]\(([^)\s]*)/g)].map(([, link = '']) => link.split('?')[0]);
		assert.ok(links.length > 0);
		assert.deepEqual(
			links.filter((link) => !/^command:frontdesk\.(?:setMyStatus|awayFor|snoozeAlerts|refresh)$/.test(link ?? '')),
			[],
		);
	});

	it('change nothing that all objects share', () => {
		assert.equal(({} as { polluted?: unknown }).polluted, undefined);
		assert.ok(hostileText(0).startsWith('<img'));
	});
});

describe('A service with all its quirks', () => {
	before(() => openAndShow('quirks'));
	after(signOutOfAll);

	it('is read over all its pages; what is no row is left out, odd fields cost no row, and who comes twice is there once', async () => {
		const { agents, visitors } = open.inspection;
		await until('rows', () => rowsOf(visitors.tree).length > 30 && rowsOf(agents.tree).length >= 12);
		const ids = rowsOf(visitors.tree).map(({ id }) => id);
		const world = open.sandbox.world.visitors().map(({ id }) => id.toLowerCase());
		// And one more, which has only an id.
		assert.deepEqual(ids.sort(), [...world, '0b0b0b0b-2222-4222-8222-0b0b0b0b0b0b'].sort());
		assert.equal(rowsOf(agents.tree).length, 13);
		assert.equal(open.desk.state.pollError, undefined);
	});

	it('puts a status that nobody knows under Other, as it came', () => {
		const { visitors, agents } = open.inspection;
		const other = visitors.tree.nodes.find(({ id }) => id === 'other');
		assert.ok(other?.children.some(({ description }) => description.includes('coBrowsing')));
		assert.ok(agents.tree.nodes.some(({ label }) => label === 'Back in 5 minutes'));
	});

	it('knows me although my id comes in capitals', () => {
		assert.match(open.inspection.statusBar.content.text, /Online/);
	});
});
