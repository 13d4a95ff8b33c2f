// The extension in its host before a sign-in, and the version of the host.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/host/ids';
import { extensionId, inspect, inspectStart, openSandbox, rowsOf, run, setSetting, signOutOfAll, until } from './host';

/** The files of the extension that this host has loaded. */
function loadedBundles(): string[] {
	const folder = vscode.extensions.getExtension(extensionId)?.extensionUri.fsPath ?? '';
	return (
		Object.keys(require.cache)
			.filter((file) => file.startsWith(folder))
			.map((file) => file.slice(folder.length + 1).replaceAll('\\', '/'))
			// VS Code itself may be below the same folder.
			.filter((file) => file.startsWith('dist/'))
			.sort()
	);
}

describe('Before sign-in', () => {
	it('the extension starts by itself, in a Node host where there is one', async () => {
		await until('activation', () => vscode.extensions.getExtension(extensionId)?.isActive);
		assert.ok(loadedBundles().includes('dist/extension.js'), loadedBundles().join());
		assert.ok(!loadedBundles().includes('dist/extension.web.js'));
	});

	it('it runs on the side of the server in a browser-hosted VS Code, and on the desktop in the desktop’s', () => {
		const kind = vscode.extensions.getExtension(extensionId)?.extensionKind;
		const { UI, Workspace } = vscode.ExtensionKind;
		assert.equal(kind, vscode.env.remoteName !== undefined && vscode.env.appHost !== 'desktop' ? Workspace : UI);
	});

	it('nothing can be read or sent: the code that a site needs is not even loaded', async () => {
		await inspectStart();
		assert.deepEqual(loadedBundles(), ['dist/extension.js']);
	});

	it('every contributed command is registered', async () => {
		const registered = new Set(await vscode.commands.getCommands(true));
		assert.deepEqual(
			commandIds.filter((id) => !registered.has(id)),
			[],
		);
	});

	it('the views are empty, without words or badge, so that the welcome shows', async () => {
		const { agents, visitors } = (await inspectStart()).registered;
		for (const { view } of [agents, visitors]) {
			await vscode.commands.executeCommand(`${view === agents.view ? 'frontdesk.agents' : 'frontdesk.visitors'}.focus`);
			await until('the view in sight', () => view.visible);
			assert.equal(view.message ?? '', '');
			assert.equal(view.description ?? '', '');
			assert.equal(view.badge, undefined);
		}
	});

	it('the status bar offers to sign in, and alarms nobody', async () => {
		const { content } = (await inspectStart()).registered.statusBarItem;
		const { tooltip, ...shown } = content ?? assert.fail('the item is shown');
		assert.deepEqual(shown, {
			text: '$(sign-in) Sign in',
			command: 'frontdesk.signIn',
			background: undefined,
			hidden: false,
			ariaLabel: 'Frontdesk, Sign in',
		});
		assert.match(tooltip, /command:frontdesk\.signIn/);
	});

	it('the status bar follows its setting', async () => {
		const { statusBarItem } = (await inspectStart()).registered;
		await setSetting('statusBar.format', 'off');
		await until('no item', () => statusBarItem.content?.hidden);
		await setSetting('statusBar.format', undefined);
		await until('the item', () => statusBarItem.content?.hidden === false);
	});

	it('none of that has loaded more', () => {
		assert.deepEqual(loadedBundles(), ['dist/extension.js']);
	});

	it('Clear Filter and Copy ID do nothing, and fail at nothing', async () => {
		await run('clearFilter');
		await run('copyId');
		await run('copyId', { kind: 'visitor' }, [{ id: 42 }, null]);
	});
});

describe('Try With Sample Data', () => {
	after(signOutOfAll);

	it('opens the sample data as a site, with agents, visitors and me known, and sets no status', async () => {
		await run('trySandbox');
		const { sites, agents, visitors, statusBar, sandbox } = await inspect();
		await until('rows in both trees', () => rowsOf(agents.tree).length > 0 && rowsOf(visitors.tree).length > 0);
		assert.deepEqual(
			sites.list().map(({ name, sandbox: isSandbox }) => [name, isSandbox]),
			[['Sample data', true]],
		);
		assert.equal(rowsOf(agents.tree).length, 12);
		assert.ok(rowsOf(visitors.tree).length >= 30);
		await until('my status', () => /Online/.test(statusBar.content.text));
		assert.deepEqual(
			sandbox()?.requests.filter(({ method }) => method !== 'GET'),
			[],
		);
	});

	it('can be had again: one site, a fresh world', async () => {
		const first = (await inspect()).sandbox();
		const { inspection, sandbox } = await openSandbox('calm');
		assert.notEqual(sandbox, first);
		assert.equal(inspection.sites.list().length, 1);
	});

	it('ends without a question, and leaves nothing', async () => {
		await run('signOut');
		const { sites, agents, visitors, statusBar } = await inspect();
		assert.equal(sites.desk, undefined);
		assert.deepEqual(sites.list(), []);
		assert.equal(statusBar.content.command, 'frontdesk.signIn');
		await until('empty trees', () => agents.tree.nodes.length === 0 && visitors.tree.nodes.length === 0);
		assert.equal(visitors.tree.view.badge, undefined);
	});
});
