// The rules of my status in a real window. The clock of Frontdesk runs ten times as fast, so that minutes take seconds.
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { eventually } from './window/eventually';
import { openWindow, reads, until, type Window } from './window/window';

const me = 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09';
const minute = 60_000;

const speed = 10;
const since = Date.now();
/** The time of Frontdesk. */
const now = () => since + (Date.now() - since) * speed;

let server: SandboxServer;
let window: Window;

const mine = () => server.sandbox.world.agent(me)?.status;
const writes = () => server.received.filter(({ method }) => method === 'PUT').length;
const toast = (text: RegExp) => window.toasts.filter({ hasText: text });

/** A time of day of the clock of Frontdesk, like 09:05. */
function timeOfDay(instant: number): string {
	const date = new Date(instant);
	return [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** A window with these settings, and my agent with that status and no chats. */
async function open(status: string, settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
	server = await startSandboxServer({ frozen: true });
	const { world } = server.sandbox;
	world.setAgent(me, { status, ongoingChats: 0 });
	// A wait takes the place of the countdown in the status bar.
	for (const visitor of world.visitors()) {
		if (visitor.status === 'waitingForChat' || visitor.status === 'transferring') {
			world.setVisitor(visitor.id, { status: 'chatting' });
		}
	}
	window = await openWindow({ settings, env: { FRONTDESK_CLOCK: `${speed} ${since}` }, isSoonIdle: true });
	await window.signIn(server, 'c97a2afe');
	await reads(window.status, new RegExp(status));
}

async function close(): Promise<void> {
	await window?.close();
	await server?.close();
}

/** A click makes the window active again; a move of the mouse doesn't. */
async function comeBack(): Promise<void> {
	await window.page.mouse.click(800, 250);
}

/** Two more reads of the agents have been answered: whatever follows from the first has been done. */
async function twoReads(): Promise<void> {
	const count = () => server.received.filter(({ url }) => /\/agents(?:\?|$)/.test(url)).length;
	const before = count();
	await until('two reads', () => count() >= before + 2, 60_000);
}

/** The service has my status. While a change is under way, the status bar shows the new one already. */
const isSet = (status: string) => until(`${status} at the service`, () => mine() === status);

/** The buttons of a notification, as they are read from left to right. */
async function buttonsOf(text: RegExp): Promise<readonly string[]> {
	return await toast(text).locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();
}

async function press(text: RegExp, button: string): Promise<void> {
	await toast(text).getByRole('button', { name: button, exact: true }).click({ delay: 100 });
	await toast(text).waitFor({ state: 'hidden' });
}

describe('Automatic Away', () => {
	const warning = /No VS Code window was active for almost 1 minute\. Your status changes to Away in 30 seconds\./;

	before(() => open('Online', { 'frontdesk.status.autoAway': 1 }));
	after(close);

	/** Leaves the window alone until the rule has warned and set the status. That 30 s are between them is for tests with a clock of their own. */
	async function leaveUntilAway(): Promise<void> {
		const before = writes();
		await reads(window.toasts, warning, 90_000);
		await until('away', () => mine() === 'Away', 60_000);
		assert.equal(writes(), before + 1);
		await reads(window.status, /Away/);
	}

	it('warns, sets the status, and sets Online again when I come back', async () => {
		await leaveUntilAway();
		await comeBack();
		await reads(window.toasts, /Welcome back\. Your status was Away while no window was active/);
		assert.equal(mine(), 'Online');
		assert.equal(writes(), 2);
		await window.clearToasts();
	});

	it('is not undone if the status was changed in the console meanwhile', async () => {
		await leaveUntilAway();
		server.sandbox.world.setAgent(me, { status: 'Meeting' });
		await reads(window.status, /Meeting/);
		await comeBack();
		await twoReads();
		assert.equal(mine(), 'Meeting');
		assert.equal(writes(), 3);
	});

	describe('and after it, the end of Away For…', () => {
		const question = /The time that you wanted to be away is up\. Your status is still Meeting\./;

		/** Keeps the away status that is set until a time of day, and waits for the question. */
		async function awayUntilAsked(): Promise<void> {
			await window.ask('Frontdesk: Away For', /15 min/);
			await window.input.fill('Until');
			await until('one choice', async () => (await window.choices.count()) === 1);
			await window.input.press('Enter');
			await reads(window.quickInput, /A time of day within the next 24 hours/);
			await window.answer(timeOfDay(now() + 3 * minute));
			await reads(window.status, /Meeting · [123] min left/);
			await reads(window.toasts, question, 60_000);
			await reads(window.status, /Meeting · time is up/);
			assert.equal(mine(), 'Meeting');
		}

		it('is a question with three buttons; ten more minutes are counted down, and nothing is set', async () => {
			await awayUntilAsked();
			await eventually.deepEqual(() => buttonsOf(question), ['Go Online', '10 More Minutes', 'Stay Away']);
			await press(question, '10 More Minutes');
			await reads(window.status, /Meeting · (?:9|10) min left/);
			assert.equal(mine(), 'Meeting');
			assert.equal(writes(), 3);
		});

		it('sets Online if I say so, and nothing before', async () => {
			await awayUntilAsked();
			await press(question, 'Go Online');
			await reads(window.status, /Online/);
			await isSet('Online');
			assert.equal(writes(), 4);
		});
	});
});

describe('Working hours and the return to VS Code', () => {
	const start = timeOfDay(now() - 60 * minute);
	const settings = (end: number) => ({
		'frontdesk.status.returnPrompt': true,
		'frontdesk.status.workingHours': `Sun-Sat ${start}-${timeOfDay(end)}`,
	});
	const started = /Your working hours have started, and you aren't online\./;
	const back = /Your status is still Away\./;
	const over = /Your working hours are over, and you're still online\./;

	before(() => open('Away', settings(now() + 600 * minute)));
	after(close);

	it('that have started are a question if I am not online; Not Now sets nothing', async () => {
		await reads(window.toasts, started);
		await eventually.deepEqual(() => buttonsOf(started), ['Go Online', 'Not Now']);
		await press(started, 'Not Now');
		assert.equal(writes(), 0);
	});

	it('after more than five minutes the return is a question, and only its button sets Online', async () => {
		const left = now();
		// VS Code takes a window as inactive some seconds after the last input, which the fast clock shows as two minutes.
		await until('an absence of five minutes', () => now() - left > 9 * minute, 90_000);
		assert.equal(await toast(back).count(), 0);
		await comeBack();
		await reads(window.toasts, back);
		await eventually.deepEqual(() => buttonsOf(back), ['Go Online', 'Stay Away']);
		assert.equal(writes(), 0);
		await press(back, 'Go Online');
		await reads(window.status, /Online/);
		await isSet('Online');
		assert.equal(writes(), 1);
	});

	it('that are over are a question if I still am online, and its button goes away', async () => {
		window.vscode.changeSettings(settings(now() + 2 * minute));
		await window.reload();
		await reads(window.toasts, over, 90_000);
		await eventually.deepEqual(() => buttonsOf(over), ['Set Away', 'Stay Online']);
		assert.equal(mine(), 'Online');
		await press(over, 'Set Away');
		await reads(window.status, /Away/);
		await isSet('Away');
		assert.equal(writes(), 2);
	});
});
