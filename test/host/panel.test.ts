// Opening visitors in a real host: one panel each, titled without a name, and one preview for clicks; what is in a panel is for test/ui.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type OpenSandbox, openSandbox, rowOf, run, sample, setSetting, showViews, signOutOfAll, until } from './host';

let open: OpenSandbox;

function tabs(): vscode.Tab[] {
	return vscode.window.tabGroups.all
		.flatMap((group) => group.tabs)
		.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('frontdesk.visitor'));
}

const titles = () => tabs().map(({ label }) => label);

/** What a click on the row of a visitor runs. */
const click = (id: string) => run('openVisitor', id, 'preview');

async function setPreviews(enabled: boolean | undefined): Promise<void> {
	const settings = vscode.workspace.getConfiguration('workbench.editor');
	await settings.update('enablePreview', enabled, vscode.ConfigurationTarget.Global);
}

describe('Open Visitor', () => {
	beforeEach(async () => {
		open = await openSandbox('calm');
	});

	afterEach(async () => {
		await vscode.window.tabGroups.close(tabs());
		await setSetting('panel.title', undefined);
		await setPreviews(undefined);
		await signOutOfAll();
	});

	it('opens one panel a visitor, from an id in any case or from a row', async () => {
		await run('openVisitor', sample);
		await until('the panel', () => titles().length === 1);
		assert.deepEqual(titles(), ['Visitor 3d59f909']);
		await run('openVisitor', ` ${sample.toUpperCase()} `);
		await showViews(open.inspection);
		await until('the row', () => open.inspection.visitors.tree.nodes.length > 0);
		await run('openVisitor', rowOf(open.inspection.visitors.tree, sample));
		assert.deepEqual(titles(), ['Visitor 3d59f909']);
	});

	it('asks the service for one who is not in the list, and follows him', async () => {
		const id = open.sandbox.world.addVisitor({ name: 'Not In The List' });
		open.sandbox.world.unlistVisitor(id);
		await run('openVisitor', id);
		await until('the visitor', () => open.desk.state.watched.get(id)?.visitor?.name === 'Not In The List');
		await until('the panel', () => tabs().length === 1);
		await vscode.window.tabGroups.close(tabs());
		await until('nobody follows', () => open.desk.state.watched.size === 0);
	});

	it('shows the name in the title only where the setting allows it', async () => {
		const id = open.sandbox.world.addVisitor({ name: 'Mira Bell' });
		await run('refresh');
		await run('openVisitor', id);
		await until('the title without a name', () => titles()[0] === `Visitor ${id.slice(0, 8)}`);
		await vscode.window.tabGroups.close(tabs());
		await setSetting('panel.title', 'name');
		await run('openVisitor', id);
		await until('the title with the name', () => titles()[0] === 'Mira Bell');
	});

	it('shows one visitor after the other in one preview, which watches one; Open Visitor keeps it', async () => {
		const ids = ['One', 'Two', 'Three'].map((name) => open.sandbox.world.addVisitor({ name }));
		const [one = '', two = '', three = ''] = ids;
		const titleOf = (id: string) => `Visitor ${id.slice(0, 8)}`;
		await run('refresh');
		await click(one);
		await click(two);
		await until('the second visitor', () => titles()[0] === titleOf(two));
		assert.equal(tabs().length, 1);
		assert.deepEqual([...open.desk.state.watched.keys()], [two]);
		await run('openVisitor', two);
		await click(three);
		await until('both', () => tabs().length === 2);
		assert.deepEqual(titles(), [titleOf(two), titleOf(three)]);
	});

	it('takes over the preview of a visitor who left, and leaves one that the user pinned', async () => {
		const [left, next] = ['Left', 'Next'].map((name) => open.sandbox.world.addVisitor({ name }));
		assert.ok(left && next);
		await run('refresh');
		await click(left);
		open.sandbox.world.removeVisitor(left);
		await run('refresh');
		await click(next);
		await until('the next visitor', () => titles().join() === `Visitor ${next.slice(0, 8)}`);
		await vscode.commands.executeCommand('workbench.action.pinEditor');
		await until('the pin', () => tabs()[0]?.isPinned);
		await click(sample);
		await until('another tab', () => tabs().length === 2);
	});

	it('opens a panel for each click where previews are switched off', async () => {
		await setPreviews(false);
		const id = open.sandbox.world.addVisitor({ name: 'Mira Bell' });
		await run('refresh');
		await click(sample);
		await click(id);
		await until('two panels', () => tabs().length === 2);
	});

	it('opens a row to the side, and the preview of it moves there and stays', async () => {
		await showViews(open.inspection);
		await until('the row', () => open.inspection.visitors.tree.nodes.length > 0);
		const row = rowOf(open.inspection.visitors.tree, sample);
		await run('openVisitor', open.sandbox.world.addVisitor({ name: 'Stays in the first group' }));
		await run('openVisitor', row, 'preview');
		await run('openVisitorToSide', row);
		const columns = () => vscode.window.tabGroups.all.map((group) => group.tabs.map(({ label }) => label));
		await until('a second group', () => columns().some((group, at) => at > 0 && group.includes('Visitor 3d59f909')));
		assert.equal(tabs().length, 2);
	});
});
