// A real VS Code window signed in to a sandbox whose world moves only by the test's hand, with the visitor panel at reach.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FrameLocator, Page } from 'playwright-core';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { answerAccessToken } from './accessToken';

interface VSCode {
	openWindow(options: { folder?: string }): Promise<{ page: Page }>;
	readonly temporaryFolder: string;
	readonly userDataDir: string;
	close(): Promise<void>;
}

interface Driver {
	startVSCode(options: object): Promise<VSCode>;
}

interface Gestures {
	runCommand(page: Page, title: string): Promise<void>;
	openContainer(page: Page, title: string): Promise<void>;
	webview(page: Page): FrameLocator;
}

/** The driver is a program of its own, in ES modules: it is loaded where it lies, not bundled. */
async function load<T>(file: string): Promise<T> {
	return (await import(pathToFileURL(path.resolve(__dirname, '../../../test/vscode', file)).href)) as T;
}

export interface PanelWindow {
	readonly page: Page;
	readonly server: SandboxServer;
	/** The page inside the panel that is in front. */
	readonly panel: FrameLocator;
	/** What the browser complained of: errors of scripts, and of the content security policy. */
	readonly complaints: readonly string[];
	readonly userDataDir: string;
	run(command: string): Promise<void>;
	/** Signs in to the sandbox server as a person does. */
	signIn(): Promise<void>;
	/** Goes through a sign-in that has been begun. */
	answerSignIn(): Promise<void>;
	/** Opens the panel of a visitor by id, and waits until it stands. */
	open(visitor: string): Promise<void>;
	close(): Promise<void>;
}

/**
 * Polls as fast as it may: the palette, for Refresh, would take the focus out of the panel.
 *
 * @param scenario signs in to the embedded sandbox by itself
 */
export async function openPanelWindow(scenario?: string): Promise<PanelWindow> {
	const { startVSCode } = await load<Driver>('workbench.mjs');
	const gestures = await load<Gestures>('gestures.mjs');
	const server = await startSandboxServer({ scenario: 'calm', frozen: true });
	const vscode = await startVSCode({ scenario, settings: { 'frontdesk.polling.focused': 5 } });
	const { page } = await vscode.openWindow({ folder: vscode.temporaryFolder });
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	// The palette lists the commands that were there when it opened: the extension first.
	await gestures.openContainer(page, 'Frontdesk');
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (/Content Security Policy|Refused to|panel\.js|Uncaught/.test(message.text())) {
			complaints.push(message.text());
		}
	});

	const it: PanelWindow = {
		page,
		server,
		panel: gestures.webview(page),
		complaints,
		userDataDir: vscode.userDataDir,
		run: (command) => gestures.runCommand(page, command),
		async signIn() {
			await it.run('Frontdesk: Sign In');
			await it.answerSignIn();
		},
		async answerSignIn() {
			await answerAccessToken(page, server);
			await page.locator('.quick-input-widget:visible input[type="password"]').waitFor({ state: 'hidden' });
			// Which agent am I, or which of the sites: the first is right for us.
			const rows = page.locator('.quick-input-widget:visible .monaco-list-row');
			await rows
				.filter({ hasNotText: /Find me|Paste/ })
				.first()
				.click();
			await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
		},
		async open(visitor) {
			await page.locator('.pane-body .monaco-list-row').first().waitFor();
			await it.run('Frontdesk: Open Visitor');
			const input = page.locator('.quick-input-widget:visible input[placeholder^="Search in all fields"]');
			await input.fill(visitor);
			await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
			await input.press('Enter');
			await it.panel.locator('h1').waitFor();
		},
		async close() {
			await vscode.close();
			await server.close();
		},
	};
	return it;
}
