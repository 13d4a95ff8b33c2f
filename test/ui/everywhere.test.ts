// The main journey where VS Code is unusual: a virtual workspace, an auxiliary window, and restricted mode.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { repeat, runCommand, webview } from '../vscode/gestures.mjs';
import { typeInto } from './window/editVariable';
import { addMemoryFiles, memoryFolder } from './window/memoryFiles';
import { openWindow, reads, until, type Window } from './window/window';

describe('The main journey', () => {
	let server: SandboxServer;
	let window: Window;
	let visitor: string;

	const held = (name: string) =>
		server.sandbox.world.visitor(visitor)?.customVariableResults.find((each) => each.name === name)?.value;

	/** Edits a variable in the panel of a window, and saves it with the button. */
	async function save(page: Page, name: string, text: string): Promise<void> {
		const panel = webview(page);
		const row = panel.locator('.row.variable', { hasText: name });
		await typeInto(row, row.getByRole('textbox', { name }), text);
		await panel.getByRole('button', { name: 'Save', exact: true }).click();
		await until(`${name} is saved`, () => held(name) === text);
		await reads(panel.locator('body'), /Saved/);
	}

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		visitor = server.sandbox.world.addVisitor({
			name: 'Otto Findling',
			currentBrowsing: 'https://shop.example/cart',
			customVariableResults: [{ name: 'plan', value: 'silver', url: '' }],
		});
		window = await openWindow({ trust: true, folder: memoryFolder, addExtensions: addMemoryFiles });
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('works in a virtual workspace: sign-in, status, visitor, save, and a word on what its file system lacks', async () => {
		await window.openFrontdesk();
		await window.signIn(server, 'c97a2afe');
		await reads(window.status, /Online/);
		await window.status.click();
		await reads(window.status, /Away(?!…)/);
		await window.openVisitor(visitor);
		await save(window.page, 'plan', 'gold');
		await window.run('Frontdesk: Open Source of Page');
		await reads(window.toasts, /can't search the files of this workspace/);
		await window.clearToasts();
	});

	it('works with the panel in an auxiliary window: an edit is saved there, and the palette there means its visitor', async () => {
		const opened = window.page.context().waitForEvent('page');
		await window.run('View: Move Editor into New Window');
		const auxiliary = await opened;
		await reads(webview(auxiliary).locator('h1'), /Otto Findling/);
		await save(auxiliary, 'plan', 'platinum');
		await repeat('the question', async (step) => {
			await runCommand(auxiliary, 'Frontdesk: Set Custom Variable');
			await auxiliary
				.locator('.quick-input-widget:visible', { hasText: /Otto Findling|plan/ })
				.waitFor({ timeout: step });
		});
		await auxiliary.keyboard.press('Escape');
		await auxiliary.close();
		assert.equal(held('plan'), 'platinum');
	});

	it('works in restricted mode, in a window beside the others', async () => {
		const restricted = await window.another('docs');
		await restricted.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
		await reads(restricted.status, /Away/);
		await restricted.openFrontdesk();
		await restricted.openVisitor(visitor);
		await save(restricted.page, 'plan', 'silver');
		await restricted.page.close();
	});
});
