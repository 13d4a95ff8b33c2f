// Waiting alerts in a real host: the notification and its buttons, Snooze Alerts…, the status bar item and the badge.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type OpenSandbox, openSandbox, refreshUntil, run, setSetting, signOutOfAll, until } from './host';
import { restoreAll, stub } from './stubs';

let open: OpenSandbox;

const shown = () => open.inspection.statusBar.content;
const badge = () => open.inspection.visitors.tree.view.badge?.value;

interface Notification {
	readonly message: string;
	readonly buttons: readonly string[];
	press(button: string | undefined): void;
}

function stubNotifications(): Notification[] {
	const told: Notification[] = [];
	stub(
		vscode.window,
		'showInformationMessage',
		(message: string, ...buttons: string[]) =>
			new Promise((resolve) => {
				told.push({ message, buttons, press: resolve });
			}),
	);
	return told;
}

/** The visitors of the site from now on: that many wait, and one chats. */
async function waiting(count: number): Promise<void> {
	const { world } = open.sandbox;
	for (const [n, { id }] of world.visitors().entries()) {
		world.setVisitor(id, { status: n < count ? 'waitingForChat' : 'chatting' });
	}
	await refreshUntil('the waits', () => open.desk.state.waits.size === count);
}

afterEach(restoreAll);
after(signOutOfAll);

describe('Waiting alerts', () => {
	beforeEach(async () => {
		open = await openSandbox('calm');
		await waiting(0);
	});
	afterEach(() => Promise.all(['waiting', 'thresholds'].map((name) => setSetting(`alerts.${name}`, undefined))));

	it('are one notification with three buttons; the badge follows at once', async () => {
		await setSetting('alerts.waiting', 'notify');
		const told = stubNotifications();
		await waiting(2);
		assert.equal(badge(), 2);
		await until('the notification', () => told.length === 1);
		assert.match(told[0]?.message ?? '', /^2 visitors waiting/);
		assert.deepEqual(told[0]?.buttons, ['Open', 'Snooze…', 'Settings']);
		told[0]?.press(undefined);
		await run('refresh');
		assert.equal(told.length, 1);
		assert.equal(open.desk.state.snooze, undefined);
	});

	it('open who waits at the time of the click: one visitor, or the list', async () => {
		await setSetting('alerts.waiting', 'notify');
		const told = stubNotifications();
		await waiting(2);
		await until('the notification', () => told.length === 1);
		await waiting(1);
		told[0]?.press('Open');
		const [id] = open.desk.state.waits.keys();
		await until('the panel', () => open.desk.state.watched.has(id ?? ''));
	});

	it('after a sign-out open nothing of the site', async () => {
		await setSetting('alerts.waiting', 'notify');
		const told = stubNotifications();
		await waiting(1);
		await until('the notification', () => told.length === 1);
		await signOutOfAll();
		told[0]?.press('Open');
		await until('the view', () => open.inspection.visitors.tree.view.visible);
		assert.equal(open.inspection.sites.desk, undefined);
	});

	it('do not notify by default', async () => {
		const told = stubNotifications();
		await waiting(2);
		await new Promise((resolve) => setTimeout(resolve, 3_000)); // longer than a window without focus waits
		assert.equal(told.length, 0);
	});

	it('color the status bar item by the thresholds of the settings, except during a snooze', async () => {
		await waiting(1);
		assert.equal(shown().background, undefined);
		await setSetting('alerts.thresholds', [0, 86_400]);
		await until('a warning', () => shown().background === 'warning' && shown().text.includes('$(bell-dot)'));
		await setSetting('alerts.thresholds', [0, 0]);
		await until('an error', () => shown().background === 'error' && shown().text.includes('$(warning)'));
		await run('snoozeAlerts', { minutes: 15 });
		assert.equal(shown().background, undefined);
		assert.match(shown().text, /\$\(bell-slash\)/);
		await waiting(0);
		assert.match(shown().text, /\$\(bell-slash\) \d\d:\d\d$/);
	});

	it('are snoozed and begin again by the command', async () => {
		const asked: string[][] = [];
		let pick = 'Until Tomorrow';
		stub(vscode.window, 'showQuickPick', async (items: readonly vscode.QuickPickItem[]) => {
			asked.push(items.map(({ label }) => label));
			return items.find(({ label }) => label === pick);
		});
		await run('snoozeAlerts');
		assert.equal(open.desk.state.snooze?.isTimeOfDay, true);
		pick = 'End Snooze';
		await run('snoozeAlerts');
		assert.equal(open.desk.state.snooze, undefined);
		assert.deepEqual(asked, [
			['5 minutes', '15 minutes', '1 hour', 'Until Tomorrow'],
			['End Snooze', '5 minutes', '15 minutes', '1 hour', 'Until Tomorrow'],
		]);
	});
});
