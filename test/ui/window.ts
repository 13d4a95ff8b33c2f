// A VS Code window as a person sees it: where Frontdesk's parts stand on the screen, and the few things one does with them.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { answerAccessToken } from './accessToken';
import { loadDriver } from './driver';

type Driver = Awaited<ReturnType<typeof loadDriver>>;
type VSCode = Awaited<ReturnType<Driver['startVSCode']>>;

export interface WindowOptions extends NonNullable<Parameters<Driver['startVSCode']>[0]> {
	readonly folder?: string;
	/** Keys that run commands, as the user's keybindings.json has them. */
	readonly keys?: Readonly<Record<string, string>>;
}

export interface Window {
	readonly page: Page;
	readonly vscode: VSCode;
	/** Addresses outside VS Code itself that the window asked for. */
	readonly strangers: readonly string[];
	readonly quickInput: Locator;
	/** The input box of the quick input. */
	readonly input: Locator;
	/** What the quick input says below or above the box. */
	readonly message: Locator;
	readonly toasts: Locator;
	readonly status: Locator;
	/** A view of the container by its title. */
	view(title: 'Agents' | 'Visitors'): Locator;
	/** The rows of a view that are on the screen. */
	rows(title: 'Agents' | 'Visitors'): Locator;
	run(title: string): Promise<void>;
	openFrontdesk(): Promise<void>;
	/** Types into the quick input and presses Enter. */
	answer(text: string): Promise<void>;
	/** Signs in with the quick inputs, as the agent whose id begins so. */
	signIn(server: { readonly baseUrl: string; readonly token: string }, agent: string): Promise<void>;
	/** The document in the panel in front. */
	panel(): ReturnType<Driver['webview']>;
	close(): Promise<void>;
}

export async function openWindow({ folder, keys = {}, ...options }: WindowOptions = {}): Promise<Window> {
	const driver = await loadDriver();
	const vscode = await driver.startVSCode(options);
	const bindings = Object.entries(keys).map(([key, command]) => ({ key, command }));
	mkdirSync(path.join(vscode.userDataDir, 'User'), { recursive: true });
	writeFileSync(path.join(vscode.userDataDir, 'User/keybindings.json'), JSON.stringify(bindings));
	const context = await vscode.browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: vscode.origin });
	// The key by which the browser keeps secrets comes from the layer around VS Code's server, which is not there: without one they are gone with the page.
	await context.route('**/mint-key', (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
	const { page } = await vscode.openWindow({ context, ...(folder === undefined ? {} : { folder }) });
	const strangers: string[] = [];
	page.on('request', (request) => {
		const { protocol, origin } = new URL(request.url());
		// Files of an extension in a webview are asked for by such a name, which VS Code answers itself.
		const isResource = origin.endsWith('.vscode-resource.vscode-cdn.net');
		if (protocol.startsWith('http') && origin !== vscode.origin && !isResource) {
			strangers.push(request.url());
		}
	});
	const quickInput = page.locator('.quick-input-widget:visible');
	const view = (title: string) =>
		page.locator('.pane').filter({ has: page.locator('.pane-header').filter({ hasText: title }) });
	const input = quickInput.locator('input:not([type="checkbox"])').first();
	const answer = async (text: string) => {
		await input.waitFor();
		await input.fill(text);
		await input.press('Enter');
	};
	return {
		page,
		vscode,
		strangers,
		quickInput,
		input,
		message: quickInput.locator('.quick-input-message'),
		toasts: page.locator('.notifications-toasts .notification-toast'),
		status: page.locator('.statusbar-item[id="frontdesk.frontdesk.frontdesk.myStatus"]'),
		view,
		rows: (title) => view(title).locator('[role="treeitem"]'),
		run: (title) => driver.runCommand(page, title),
		openFrontdesk: () => driver.openContainer(page, 'Frontdesk'),
		answer,
		async signIn(server, agent) {
			await driver.openContainer(page, 'Frontdesk');
			await view('Agents').getByRole('button', { name: 'Sign In…' }).click();
			await answerAccessToken(page, server);
			await reads(quickInput, /Which agent are you/);
			await answer(agent);
			await reads(view('Agents').locator('[role="treeitem"]'), /you/);
		},
		panel: () => driver.webview(page),
		close: () => vscode.close(),
	};
}

/** Waits for what comes by itself. */
export async function until(what: string, holds: () => unknown, limit = 15_000): Promise<void> {
	for (const deadline = Date.now() + limit; !(await holds()); await new Promise((done) => setTimeout(done, 50))) {
		assert.ok(Date.now() < deadline, `in vain: ${what}`);
	}
}

/** Waits until the text of an element matches. */
export async function reads(element: Locator, text: RegExp): Promise<void> {
	await element.filter({ hasText: text }).first().waitFor({ timeout: 15_000 });
}

/** Waits until the name that a screen reader says matches. */
export async function spoken(element: Locator, name: RegExp): Promise<void> {
	await until(`spoken ${name}`, async () => name.test((await element.getAttribute('aria-label')) ?? ''));
}
