// Opening visitors in a real host: one panel each, titled without a name; what is in a panel is for test/ui.
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

describe('Open Visitor', () => {
	beforeEach(async () => {
		open = await openSandbox('calm');
	});

	afterEach(async () => {
		await vscode.window.tabGroups.close(tabs());
		await setSetting('panel.title', undefined);
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
});
