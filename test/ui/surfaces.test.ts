// Views, their menus and the status picker: what each offers, with the mouse and the keyboard.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { repeat } from '../vscode/gestures.mjs';
import { eventually } from './window/eventually';
import { openWindow, reads, until, type Window } from './window/window';

const me = 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09';

describe('The views', () => {
	let server: SandboxServer;
	let window: Window;
	const row = (title: 'Agents' | 'Visitors', text: RegExp) => window.rows(title).filter({ hasText: text }).first();
	const iconOf = (element: Locator) =>
		element.evaluate(({ innerHTML }) => /codicon-(?!modifier)[\w-]+/.exec(innerHTML)?.[0]);
	const welcome = (title: 'Agents' | 'Visitors') => window.view(title).locator('.welcome-view-content');

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		server.sandbox.world.addVisitor({ name: 'Mira Bellwether', status: 'waitingForChat', country: 'Norway' });
		window = await openWindow({ settings: { 'frontdesk.polling.focused': 5, 'frontdesk.polling.budget': 300 } });
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	/** Opens the menu of the view's title, and points at an item. A menu that has just opened ignores a click: what is chosen is chosen with Enter. */
	async function pointInMenu(title: 'Agents' | 'Visitors', item: string, step: number): Promise<void> {
		const header = window.view(title).locator('.pane-header');
		await window.page.keyboard.press('Escape');
		await header.hover({ timeout: step });
		await header.getByRole('button', { name: /More Actions/ }).click({ timeout: step });
		await window.page.getByRole('menuitem', { name: item }).hover({ timeout: step });
	}

	/** Chooses from that menu until the outcome is there. */
	const fromMenu = (title: 'Agents' | 'Visitors', item: string, outcome: Locator) =>
		repeat(item, async (step) => {
			await pointInMenu(title, item, step);
			await window.page.keyboard.press('Enter');
			await outcome.first().waitFor({ timeout: step });
		});

	it('open the status picker on my own row with the action of the row, a click and Enter', async () => {
		const asks = (step?: number) => reads(window.quickInput, /Set My Status/, step);
		const mine = row('Agents', /you/);
		await repeat('the action', async (step) => {
			await mine.hover({ timeout: step });
			await mine.getByRole('button', { name: 'Set My Status…' }).click({ timeout: step });
			await asks(step);
		});
		await window.escape();
		await repeat('the click', async (step) => {
			await mine.click({ timeout: step });
			await asks(step);
		});
		await window.escape();
		await repeat('Enter', async (step) => {
			await window.run('Frontdesk: Focus on Agents View');
			await mine.and(window.page.locator('.focused')).waitFor({ timeout: step }); // by the click
			await window.page.keyboard.press('Enter');
			await asks(step);
		});
		await window.escape();
	});

	it('have one set of icons with the status picker and the status bar; the picker opens on what the toggle sets', async () => {
		await window.ask('Frontdesk: Set My Status', /Online/);
		await reads(window.quickInput.locator('.monaco-list-row.focused'), /Away/);
		const current = window.choices.filter({ hasText: /current/ });
		await reads(current, /Online/);
		for (const shown of [row('Agents', /you/), current.first(), window.status]) {
			await eventually.equal(() => iconOf(shown), 'codicon-circle-filled');
		}
		await eventually.equal(() => iconOf(window.choices.filter({ hasText: 'Lunch' }).first()), 'codicon-coffee');
		await window.escape();
	});

	it('offer statuses that were seen once, though no agent has them any more', async () => {
		const lunching = server.sandbox.world.agents().filter(({ status }) => status === 'Lunch');
		assert.notEqual(lunching.length, 0);
		for (const { id } of lunching) {
			server.sandbox.world.setAgent(id, { status: 'Online' });
		}
		await until('no group Lunch', async () => (await row('Agents', /^Lunch/).count()) === 0);
		await window.ask('Frontdesk: Set My Status', /Lunch/);
		await window.escape();
		assert.equal(server.sandbox.world.agent(me)?.status, 'Online');
	});

	it('rename an agent with F2, and a department from a visitor', async () => {
		await repeat('the name', async (step) => {
			await row('Agents', /Agent 77eb65d8/).click({ timeout: step });
			await window.page.keyboard.press('F2');
			await reads(window.quickInput, /Rename Agent 77eb65d8/, step);
		});
		await window.answer('Kim');
		await reads(window.rows('Agents'), /Kim/);
		await window.pick('Frontdesk: Rename Department', /Departments/, 'Department', (step) =>
			reads(window.quickInput, /Rename Department [0-9a-f]{8}/, step),
		);
		await window.answer('Sales desk');
		await window.ask('Frontdesk: Rename Department', /Sales desk/);
		await window.escape();
	});

	it('have actions on a row: the console and copies of a visitor', async () => {
		const mira = row('Visitors', /Mira Bellwether/);
		await repeat('the actions', async (step) => {
			await mira.hover({ timeout: step });
			await mira.getByRole('button', { name: 'Copy Visitor As…' }).click({ timeout: step });
			await reads(window.quickInput, /All fields, sorted by name/, step);
		});
		await window.escape();
		await eventually.equal(() => mira.getByRole('button', { name: 'Open Agent Console' }).count(), 1);
	});

	it('group and sort from the menu of the view, where the choice in force has a check mark', async () => {
		const submenu = (name: string): Promise<readonly string[]> =>
			repeat(name, async (step) => {
				await pointInMenu('Visitors', name, step);
				const items = window.page.getByRole('menuitem', { name: /^✓/ });
				await items.first().waitFor({ timeout: step });
				return await window.page.getByRole('menuitem').allInnerTexts();
			});
		const groups = await submenu('Group By');
		assert.ok(groups.some((text) => /✓ Urgency/.test(text)));
		await window.page.getByRole('menuitem', { name: 'Country' }).hover();
		await window.page.keyboard.press('Enter');
		await until('countries', async () => !/^Waiting/.test(await window.rows('Visitors').first().innerText()));
		await eventually.ok(async () => (await submenu('Group By')).some((text) => /✓ Country/.test(text)));
		await window.page.getByRole('menuitem', { name: 'Urgency' }).hover();
		await window.page.keyboard.press('Enter');
		await reads(window.rows('Visitors'), /^Waiting/);
		await eventually.ok(async () => (await submenu('Sort By')).some((text) => /✓ Longest Wait/.test(text)));
		await window.page.keyboard.press('Escape');
		await window.page.keyboard.press('Escape');
	});

	it('say in place of rows that a filter matches nothing, with a button that clears it', async () => {
		await window.search('Frontdesk: Filter Visitors', /Filter Visitors/, 'nobody has this');
		await window.input.press('Enter');
		await reads(welcome('Visitors'), /No visitors match the filter/);
		await reads(window.view('Visitors').locator('.pane-header'), /“nobody has this”: 0 of \d+/);
		await welcome('Visitors').getByRole('button', { name: 'Clear Filter' }).click();
		await reads(window.rows('Visitors'), /^Waiting/);
	});

	it('offer the console where the role permits no status', async () => {
		await window.clearToasts();
		server.sandbox.behaviour.statusWrites = 'forbid';
		await window.pick('Frontdesk: Set My Status', /Away/, 'Away', (step) => reads(window.toasts, /\(403\)/, step));
		await eventually.equal(() => window.toasts.getByRole('button', { name: 'Open Agent Console' }).count(), 1);
		assert.equal(server.sandbox.world.agent(me)?.status, 'Online');
		server.sandbox.behaviour.statusWrites = 'accept';
		await window.clearToasts();
	});

	it('have a menu on a value in the panel', async () => {
		const id = server.sandbox.world.visitors()[0]?.id ?? '';
		await window.openVisitor(id);
		await repeat('the menu', async (step) => {
			await window.panel().locator('.row', { hasText: id }).click({ button: 'right', timeout: step });
			await window.page.getByRole('menuitem', { name: 'Copy Value' }).hover({ timeout: step });
			await window.page.keyboard.press('Enter');
		});
		await until('the id', async () => (await window.clipboard()) === id);
	});

	it('say in place of rows that the sign-in is refused, with a button', async () => {
		const answer = { status: 401, headers: { 'www-authenticate': 'Bearer' }, body: '' };
		let isRefused = true;
		server.sandbox.plan({ fault: { kind: 'answer', answer }, when: () => isRefused, times: 1000 });
		await window.run('Frontdesk: Refresh');
		for (const title of ['Agents', 'Visitors'] as const) {
			await reads(welcome(title), /no longer accepts your sign-in/);
		}
		await welcome('Agents').getByRole('button', { name: 'Sign In Again…' }).click();
		await reads(window.quickInput, /Sign in to .* again/);
		await window.escape();
		isRefused = false;
		await window.run('Frontdesk: Refresh');
		await reads(window.rows('Visitors'), /^Waiting/);
	});

	it('open the log and the settings from the menu of the view; the settings are in titled sections, the most used first', async () => {
		const sections = window.page.locator('.settings-toc-container [role="treeitem"]');
		const output = window.page.locator('.part.panel .output-view');
		const mostUsed = ['Connection', 'Status Bar', 'My Status', 'Visitors', 'Visitor Panel', 'Alerts', 'Polling'];
		/** In the order on the screen, which isn't that of the elements, and without the number of settings in each. */
		const shownSections = async () => {
			const inOrder = await sections.evaluateAll((rows) =>
				rows
					.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
					.map((row) => row.textContent?.replace(/\s*\(\d+\)\s*$/, '').trim() ?? ''),
			);
			return inOrder.filter((title) => mostUsed.includes(title));
		};
		const channels = window.page.getByRole('toolbar', { name: 'Output actions' }).getByLabel('Switch Output');
		const channel = () => channels.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text);
		for (const view of ['Agents', 'Visitors'] as const) {
			await fromMenu(view, 'Show Log', output);
			await until('the log', async () => (await channel()) === 'Frontdesk');
			await window.run('View: Toggle Panel Visibility');
			await output.first().waitFor({ state: 'hidden' });
			await fromMenu(view, 'Settings', sections);
			await until('the sections', async () => isDeepStrictEqual(await shownSections(), mostUsed));
			await window.page.keyboard.press('Escape');
			await sections.first().waitFor({ state: 'hidden' });
		}
	});

	it('say in place of rows that the site can not be reached, with a button that tests the connection', async () => {
		await server.close();
		await window.reload();
		await window.openFrontdesk();
		// The agents of before the reload are shared by the windows; visitors are not kept.
		await reads(welcome('Visitors'), /can't connect to your site/);
		await reads(window.view('Agents'), /Stale since/);
		await eventually.equal(() => welcome('Visitors').getByRole('button', { name: 'Refresh' }).count(), 1);
		await welcome('Visitors').getByRole('button', { name: 'Test Connection' }).click();
		await reads(window.toasts, /refused the connection/);
	});
});
