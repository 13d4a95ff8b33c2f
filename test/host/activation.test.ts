// How the extension stands in the host before anybody has signed in, and in which host it stands.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/host/ids';
import { extensionId, inspect, openSandbox, rowsOf, run, showViews, signOutOfAll, until } from './host';

/** The files of the extension that this host has loaded. */
function loadedBundles(): string[] {
	const folder = vscode.extensions.getExtension(extensionId)?.extensionUri.fsPath ?? '';
	return (
		Object.keys(require.cache)
			.filter((file) => file.startsWith(folder))
			.map((file) => file.slice(folder.length + 1).replaceAll('\\', '/'))
			// VS Code itself may lie below the same folder.
			.filter((file) => file.startsWith('dist/'))
			.sort()
	);
}

describe('Before sign-in', () => {
	it('the extension starts by itself, in a Node host where there is one', async () => {
		await until('activation', () => vscode.extensions.getExtension(extensionId)?.isActive);
		assert.ok(loadedBundles().includes('dist/extension.js'), loadedBundles().join());
		assert.ok(!loadedBundles().includes('dist/web/extension.js'));
	});

	it('it runs on the side of the server in a browser-hosted VS Code, and on the desktop in the desktop’s', () => {
		const kind = vscode.extensions.getExtension(extensionId)?.extensionKind;
		const { UI, Workspace } = vscode.ExtensionKind;
		assert.equal(kind, vscode.env.remoteName !== undefined && vscode.env.appHost !== 'desktop' ? Workspace : UI);
	});

	it('nothing can be sent: the code that sends is not even loaded', async () => {
		await inspect();
		const loaded = loadedBundles();
		assert.ok(loaded.includes('dist/extension.js'));
		assert.doesNotMatch(loaded.join(), /later\/(?:lazy|lazyService|nodeFetch|chatServer|scenarios|names)-/);
	});

	it('every contributed command is registered', async () => {
		const registered = new Set(await vscode.commands.getCommands(true));
		assert.deepEqual(
			commandIds.filter((id) => !registered.has(id)),
			[],
		);
	});

	it('the views are empty, without words or badge, so that the welcome shows', async () => {
		const inspection = await inspect();
		await showViews(inspection);
		for (const { tree } of [inspection.agents, inspection.visitors]) {
			assert.equal(tree.nodes.length, 0);
			assert.equal(tree.view.message ?? '', '');
			assert.equal(tree.view.description ?? '', '');
			assert.equal(tree.view.badge, undefined);
		}
	});

	it('the status bar offers to sign in, and alarms nobody', async () => {
		const { statusBar } = await inspect();
		const { text, command, background, hidden, ariaLabel } = statusBar.content;
		assert.deepEqual(
			{ text, command, background, hidden, ariaLabel },
			{
				text: '$(sign-in) Sign in',
				command: 'frontdesk.signIn',
				background: undefined,
				hidden: false,
				ariaLabel: 'Frontdesk, Sign in',
			},
		);
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
