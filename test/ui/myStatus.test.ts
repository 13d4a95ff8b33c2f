// My status and my team in a real window: away timer, coverage guard, picker, order of agents, the status of another agent.
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { chooseFromMenu, repeat } from '../vscode/gestures.mjs';
import { eventually } from './window/eventually';
import { storedTexts } from './window/storedTexts';
import { openWindow, reads, until, type Window } from './window/window';

const me = 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09';

describe('A person on duty who goes away', () => {
	let server: SandboxServer;
	let window: Window;
	const world = () => server.sandbox.world;
	const mine = () => world().agent(me)?.status;
	const dialog = () => window.page.locator('.monaco-dialog-box');

	async function changedInConsole(status: string, ongoingChats = 0): Promise<void> {
		world().setAgent(me, { status, ongoingChats });
		await window.run('Frontdesk: Refresh');
		await reads(window.status, new RegExp(status));
	}

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		for (const { id, status } of world().visitors()) {
			if (status === 'waitingForChat' || status === 'transferring') {
				world().setVisitor(id, { status: 'chatting' });
			}
		}
		window = await openWindow({ settings: { 'frontdesk.status.allowSettingOthers': true } });
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('opens the picker and presses Enter: that is the toggle', async () => {
		await changedInConsole('Online');
		await window.ask('Frontdesk: Set My Status', /Lunch/);
		await window.input.press('Enter');
		await reads(window.status, /Away(?!…)/);
		assert.equal(mine(), 'Away');
	});

	it('types a status that the service refuses: the reason is shown and kept nowhere, and the picker does not offer it', async () => {
		const before = mine();
		await window.pick('Frontdesk: Set My Status', /Lunch/, 'Siesta', (step) =>
			reads(window.toasts, /“Siesta” \(400\): “The status must be one of: Online, Away/, step),
		);
		assert.equal(mine(), before);
		await window.clearToasts();
		await window.ask('Frontdesk: Set My Status', /Lunch/);
		await eventually.ok(async () =>
			(await window.choices.allInnerTexts()).every((choice) => !choice.includes('Siesta')),
		);
		await window.escape();
		const kept = [...(await storedTexts(window))];
		const holdersOf = (text: string) => kept.filter(([, content]) => content.includes(text)).map(([name]) => name);
		assert.ok(holdersOf('frontdesk.sites').length > 0, 'the search finds what is kept in the browser');
		assert.deepEqual(holdersOf('must be one of'), []);
	});

	it('goes away for 15 minutes: the status bar counts down, and the console ends it', async () => {
		await changedInConsole('Online');
		await window.ask('Frontdesk: Away For', /15 min/);
		await window.answer('15');
		await reads(window.status, /Away · 15 min left/);
		assert.equal(mine(), 'Away');
		await until('a read that counts', async () => {
			world().setAgent(me, { status: 'Meeting' });
			await window.run('Frontdesk: Refresh');
			return /^(?!.*left).*Meeting/s.test((await window.status.textContent()) ?? '');
		});
		assert.equal(mine(), 'Meeting');
	});

	it('is asked once with the numbers before leaving chats alone; Escape stays online, the button goes', async () => {
		await changedInConsole('Online', 2);
		await window.status.click();
		await reads(dialog(), /Change your status to .*You have 2 chats\./s);
		await window.page.keyboard.press('Escape');
		await dialog().waitFor({ state: 'hidden' });
		assert.equal(mine(), 'Online');
		await window.status.click();
		await dialog().getByRole('button', { name: /^Set / }).click();
		await reads(window.status, /Away|Meeting/);
		assert.notEqual(mine(), 'Online');
	});

	it('orders the agents by chats in the menu of the view', async () => {
		await changedInConsole('Online');
		await repeat('by chats', async (step) => {
			await window.view('Agents').locator('.pane-header').hover({ timeout: step });
			await window.view('Agents').locator('.pane-header .codicon-toolbar-more').click({ timeout: step });
			await window.page.getByRole('menuitem', { name: 'Sort Agents by Chats' }).hover({ timeout: step });
			await window.page.keyboard.press('Enter');
			await reads(window.rows('Agents').nth(2), /3 chats/, step);
		});
	});

	it('sets the status of another agent from its row, after a confirmation that names both', async () => {
		const row = window.rows('Agents').nth(2);
		await repeat('the question', async (step) => {
			await chooseFromMenu(row, "Set Agent's Status…");
			await window.quickInput.filter({ hasText: /Lunch/ }).waitFor({ timeout: step });
		});
		await window.answer('Lunch');
		await reads(dialog(), /Set the status of Agent .* to Lunch\?/s);
		await dialog().getByRole('button', { name: 'Set Lunch' }).click();
		await until(
			'Lunch',
			() =>
				world()
					.agents()
					.filter(({ status }) => status === 'Lunch').length >= 2,
		);
	});
});
