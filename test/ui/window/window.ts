// A VS Code window as a person sees it: where Frontdesk's parts are on the screen, and what one does with them.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openContainer, reloadWindow, repeat, runCommand, STEP, webview } from '../../vscode/gestures.mjs';
import { answerAccessToken } from './accessToken';
import { loadDriver } from './driver';
import { pictureOnFailure } from './failurePictures';

type Driver = Awaited<ReturnType<typeof loadDriver>>;
type VSCode = Awaited<ReturnType<Driver['startVSCode']>>;

export interface WindowOptions extends NonNullable<Parameters<Driver['startVSCode']>[0]> {
	/** The folder to open; 'temporary' is one that goes with the window. */
	readonly folder?: string;
	/** Keys that run commands, as the user's keybindings.json has them. */
	readonly keys?: Readonly<Record<string, string>>;
	/** Whether secrets outlive the page, as they do in a desktop VS Code. True by default. */
	readonly keepSecrets?: boolean;
}

/** How long to wait for what comes by itself (ms): the machine may be busy. */
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
	/** What the quick input says below or above the box. */
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
	 * @param outcome waits for it, for STEP at most
	 */
	pick(command: string, question: RegExp, text: string, outcome: () => Promise<unknown>): Promise<void>;
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
	close(): Promise<void>;
}

export async function openWindow(options: WindowOptions = {}): Promise<Window> {
	const { folder, keys = {}, keepSecrets = true, ...start } = options;
	const driver = await loadDriver();
	const vscode = await driver.startVSCode(start);
	const bindings = Object.entries(keys).map(([key, command]) => ({ key, command }));
	mkdirSync(path.join(vscode.userDataDir, 'User'), { recursive: true });
	writeFileSync(path.join(vscode.userDataDir, 'User/keybindings.json'), JSON.stringify(bindings));
	const context = await vscode.browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: vscode.origin });
	if (keepSecrets) {
		// The key by which the browser encrypts secrets comes from the layer around VS Code's server, which is not there.
		await context.route('**/mint-key', (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
	}
	const opened = folder === 'temporary' ? vscode.temporaryFolder : folder;
	const { page } = await vscode.openWindow({ context, ...(opened === undefined ? {} : { folder: opened }) });
	pictureOnFailure(page);
	return inWindow(vscode, page);
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

	async function askOnce(command: string, question: RegExp): Promise<void> {
		await run(command);
		const asked = quickInput.filter({ hasText: question });
		await asked
			.or(quickInput.filter({ has: page.getByPlaceholder(question) }))
			.first()
			.waitFor({ timeout: STEP });
	}

	async function answer(text: string, timeout = PATIENCE): Promise<void> {
		await input.fill(text, { timeout });
		await input.press('Enter', { timeout });
	}

	async function pick(command: string, question: RegExp, text: string, outcome: () => Promise<unknown>): Promise<void> {
		await repeat(`${command}: ${text}`, async () => {
			await askOnce(command, question);
			await answer(text, STEP);
			await outcome();
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
		ask: (command, question) => repeat(`${command} asks`, () => askOnce(command, question)),
		search: (command, question, text) =>
			repeat(`${command}: ${text}`, async () => {
				await askOnce(command, question);
				await input.fill(text, { timeout: STEP });
			}),
		pick,
		answer,
		escape: () =>
			repeat('Escape', async () => {
				await page.keyboard.press('Escape');
				await quickInput.waitFor({ state: 'hidden', timeout: STEP });
			}),
		clearToasts: () =>
			repeat('no notification', async () => {
				await run('Notifications: Clear All Notifications');
				await toasts.first().waitFor({ state: 'hidden', timeout: STEP });
			}),
		async signIn(server, agent) {
			await openContainer(page, 'Frontdesk');
			await view('Agents').getByRole('button', { name: 'Sign In…' }).click();
			await answerAccessToken(page, server);
			await reads(quickInput, /Which agent are you/);
			await answer(agent);
			await reads(rows('Agents'), /you/);
		},
		openVisitor: (id) =>
			pick('Frontdesk: Open Visitor', /Find a Visitor/, id, async () => {
				await reads(page.locator('.tab.active'), new RegExp(`Visitor ${id.slice(0, 8)}`), STEP);
				// The panel that was in front stays on the screen until the new one has loaded.
				await panel().locator('.row', { hasText: id }).waitFor({ state: 'attached', timeout: STEP });
			}),
		clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
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

/** Waits for what comes by itself, or tries again and again what `holds` does. */
export async function until(what: string, holds: () => unknown, limit = PATIENCE): Promise<void> {
	for (const deadline = Date.now() + limit; !(await holds()); await new Promise((done) => setTimeout(done, 50))) {
		assert.ok(Date.now() < deadline, `in vain: ${what}`);
	}
}

/** Waits until the text of an element matches. */
export async function reads(element: Locator, text: RegExp, timeout = PATIENCE): Promise<void> {
	await element.filter({ hasText: text }).first().waitFor({ timeout });
}

/** Waits until the name that a screen reader says matches. */
export async function spoken(element: Locator, name: RegExp): Promise<void> {
	await until(`spoken ${name}`, async () => name.test((await element.getAttribute('aria-label')) ?? ''));
}
