// A VS Code window for tests: finds the parts of Frontdesk on the screen, and acts on them as a user does.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { openContainer, reloadWindow, repeat, runCommand, webview } from '../../vscode/gestures.mjs';
import { answerAccessToken } from './accessToken';
import { loadDriver } from './driver';
import { pictureOnFailure } from './failurePictures';
import { clickAsPeopleDo } from './humanClicks';

type Driver = Awaited<ReturnType<typeof loadDriver>>;
type VSCode = Awaited<ReturnType<Driver['startVSCode']>>;

interface WindowOptions extends NonNullable<Parameters<Driver['startVSCode']>[0]> {
	/** The folder to open; 'temporary' is one that goes with the window. */
	readonly folder?: string;
	/** Keys that run commands, as the user's keybindings.json has them. */
	readonly keys?: Readonly<Record<string, string>>;
	/** Whether secrets outlive the page, as they do in a desktop VS Code. True by default. */
	readonly keepSecrets?: boolean;
	/** Whether VS Code takes a window as inactive about twelve seconds after its last input, in place of about seventy. */
	readonly isSoonIdle?: boolean;
}

/** How long (ms) to wait for a state: the machine may be busy. */
const PATIENCE = 30_000;

type View = 'Agents' | 'Visitors';

export interface Window {
	readonly page: Page;
	readonly vscode: VSCode;
	/** Addresses outside VS Code itself that the window asked for. */
	readonly foreignRequests: readonly string[];
	readonly quickInput: Locator;
	/** The input box of the quick input. */
	readonly input: Locator;
	/** The text below or above the box of the quick input. */
	readonly message: Locator;
	/** The choices of the quick input that are on the screen. */
	readonly choices: Locator;
	readonly toasts: Locator;
	readonly status: Locator;
	/** A view of the container by its title. */
	view(title: View): Locator;
	/** The rows of a view that are on the screen. */
	rows(title: View): Locator;
	/** The document in the panel in front. */
	panel(): ReturnType<typeof webview>;
	run(command: string): Promise<void>;
	openFrontdesk(): Promise<void>;
	reload(): Promise<void>;
	/** Runs a command until the quick input asks its question, in its title, prompt, placeholder or choices. */
	ask(command: string, question: RegExp): Promise<void>;
	/** Runs a command that opens a picker, and types into it. */
	search(command: string, question: RegExp, text: string): Promise<void>;
	/**
	 * Runs a command that opens a picker, types and presses Enter, until the outcome is there.
	 * @param outcome waits for it, `step` ms at most
	 */
	pick(command: string, question: RegExp, text: string, outcome: (step: number) => Promise<unknown>): Promise<void>;
	/** Types into the quick input and presses Enter. */
	answer(text: string): Promise<void>;
	/** Presses Escape until the quick input is gone. */
	escape(): Promise<void>;
	clearToasts(): Promise<void>;
	/** Signs in with the quick inputs, as the agent whose id begins so. */
	signIn(server: { readonly baseUrl: string; readonly token: string }, agent: string): Promise<void>;
	/** Opens the panel of a visitor by id. */
	openVisitor(id: string): Promise<void>;
	clipboard(): Promise<string>;
	/** Opens another window of the same VS Code, with the same sites and secrets. It goes with this one. */
	another(folder: string): Promise<Window>;
	close(): Promise<void>;
}

/**
 * Without most of VS Code's own extensions: languages and tools that Frontdesk has nothing to do with take a quarter of the time of a
 * start. The levels `host`, `web` and `package` have them all.
 */
export async function openWindow(options: WindowOptions = {}): Promise<Window> {
	const { folder, keys = {}, keepSecrets = true, isSoonIdle = false, ...start } = options;
	const driver = await loadDriver();
	const vscode = await driver.startVSCode({ builtIns: 'few', ...start });
	const bindings = Object.entries(keys).map(([key, command]) => ({ key, command }));
	mkdirSync(path.join(vscode.userDataDir, 'User'), { recursive: true });
	writeFileSync(path.join(vscode.userDataDir, 'User/keybindings.json'), JSON.stringify(bindings));
	const context = await vscode.browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: vscode.origin });
	if (keepSecrets) {
		await context.addInitScript(mintKey);
	}
	if (isSoonIdle) {
		await context.addInitScript(lookForInputOften);
	}
	const opened = folder === 'temporary' ? vscode.temporaryFolder : folder;
	return await openPage(vscode, context, opened);
}

async function openPage(vscode: VSCode, context: BrowserContext, folder: string | undefined): Promise<Window> {
	const { page } = await vscode.openWindow({ context, ...(folder === undefined ? {} : { folder }) });
	pictureOnFailure(page);
	clickAsPeopleDo(page);
	return inWindow(vscode, page);
}

/**
 * Runs in the page. The key by which the browser encrypts secrets comes from the layer around VS Code's server, which is not there.
 * Answered here and not by a route of Playwright, which would carry every file of VS Code and turn the browser's cache off.
 */
function mintKey(): void {
	const { fetch } = globalThis;
	globalThis.fetch = (input, init) =>
		(input instanceof Request ? input.url : String(input)).endsWith('/mint-key')
			? Promise.resolve(new Response(new Uint8Array(32).fill(7)))
			: fetch(input, init);
}

/** Runs in the page. VS Code asks every half minute whether there was input, and after two times without it waits for ten more seconds. */
function lookForInputOften(): void {
	const setInterval = globalThis.setInterval;
	globalThis.setInterval = ((callback: () => void, delay?: number) =>
		setInterval(callback, delay === 30_000 ? 1_000 : delay)) as typeof globalThis.setInterval;
}

function inWindow(vscode: VSCode, page: Page): Window {
	const quickInput = page.locator('.quick-input-widget:visible');
	const input = quickInput.locator('input:not([type="checkbox"])').first();
	const toasts = page.locator('.notifications-toasts .notification-toast');
	const view = (title: View) =>
		page.locator('.pane').filter({ has: page.locator('.pane-header').filter({ hasText: title }) });
	const rows = (title: View) => view(title).locator('[role="treeitem"]');
	const panel = () => webview(page);
	const run = (command: string) => runCommand(page, command);

	async function askOnce(command: string, question: RegExp, step: number): Promise<void> {
		await run(command);
		const asked = quickInput.filter({ hasText: question });
		await asked
			.or(quickInput.filter({ has: page.getByPlaceholder(question) }))
			.first()
			.waitFor({ timeout: step });
	}

	async function answer(text: string, timeout = PATIENCE): Promise<void> {
		await input.fill(text, { timeout });
		await input.press('Enter', { timeout });
	}

	async function pick(
		command: string,
		question: RegExp,
		text: string,
		outcome: (step: number) => Promise<unknown>,
	): Promise<void> {
		await repeat(`${command}: ${text}`, async (step) => {
			await askOnce(command, question, step);
			await answer(text, step);
			await outcome(step);
		});
	}

	return {
		page,
		vscode,
		foreignRequests: watchForeignRequests(page, vscode.origin),
		quickInput,
		input,
		message: quickInput.locator('.quick-input-message'),
		choices: quickInput.locator('[role="option"]'),
		toasts,
		status: page.locator('.statusbar-item[id="frontdesk.frontdesk.frontdesk.myStatus"]'),
		view,
		rows,
		panel,
		run,
		openFrontdesk: () => openContainer(page, 'Frontdesk'),
		reload: () => reloadWindow(page),
		ask: (command, question) => repeat(`${command} asks`, (step) => askOnce(command, question, step)),
		search: (command, question, text) =>
			repeat(`${command}: ${text}`, async (step) => {
				await askOnce(command, question, step);
				await input.fill(text, { timeout: step });
			}),
		pick,
		answer,
		escape: () =>
			repeat('Escape', async (step) => {
				await page.keyboard.press('Escape');
				await quickInput.waitFor({ state: 'hidden', timeout: step });
			}),
		clearToasts: () =>
			repeat('no notification', async (step) => {
				await run('Notifications: Clear All Notifications');
				await toasts.first().waitFor({ state: 'hidden', timeout: step });
			}),
		async signIn(server, agent) {
			await openContainer(page, 'Frontdesk');
			await view('Agents').getByRole('button', { name: 'Sign In…' }).click();
			await answerAccessToken(page, server);
			await reads(quickInput, /Which agent are you/);
			await input.fill(agent);
			// The names of agents may come after the list.
			await until('one agent to choose', async () => (await quickInput.locator('[role="option"]').count()) === 1);
			await input.press('Enter');
			await reads(rows('Agents'), /you/);
		},
		openVisitor: (id) =>
			pick('Frontdesk: Open Visitor', /Find a Visitor/, id, async (step) => {
				await reads(page.locator('.tab.active'), new RegExp(`Visitor ${id.slice(0, 8)}`), step);
				// The panel that was in front stays on the screen until the new one has loaded.
				await panel().locator('.row', { hasText: id }).waitFor({ state: 'attached', timeout: step });
			}),
		clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
		another: (folder) => openPage(vscode, page.context(), folder),
		close: () => vscode.close(),
	};
}

function watchForeignRequests(page: Page, ownOrigin: string): readonly string[] {
	const foreign: string[] = [];
	page.on('request', (request) => {
		const { protocol, origin } = new URL(request.url());
		// Files of an extension in a webview are asked for by such a name, which VS Code answers itself.
		const isResource = origin.endsWith('.vscode-resource.vscode-cdn.net');
		if (protocol.startsWith('http') && origin !== ownOrigin && !isResource) {
			foreign.push(request.url());
		}
	});
	return foreign;
}

/** Calls `holds` until it returns true. */
export async function until(what: string, holds: () => unknown, limit = PATIENCE): Promise<void> {
	for (const deadline = Date.now() + limit; !(await holds()); await new Promise((done) => setTimeout(done, 50))) {
		assert.ok(Date.now() < deadline, `in vain: ${what}`);
	}
}

/** Waits until the text of an element matches. */
export async function reads(element: Locator, text: RegExp, timeout = PATIENCE): Promise<void> {
	await element.filter({ hasText: text }).first().waitFor({ timeout });
}

/** Waits until the accessible name matches. */
export async function spoken(element: Locator, name: RegExp): Promise<void> {
	await until(`spoken ${name}`, async () => name.test((await element.getAttribute('aria-label')) ?? ''));
}
