// Waits in a real window: one notification, the color of the status bar item, and a snooze.
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { repeat } from '../../vscode/gestures.mjs';
import { eventually } from '../window/eventually';
import { openWindow, reads, until, type Window } from '../window/window';

describe('A person on duty whose visitors wait', () => {
	let server: SandboxServer;
	let window: Window;
	/** Of a notification, wherever VS Code shows it. */
	const button = (name: string) =>
		window.page
			.locator('.notifications-center, .notifications-toasts')
			.getByRole('button', { name, exact: true })
			.first();
	const endSnooze = () =>
		window.pick('Frontdesk: Snooze Alerts', /End Snooze/, 'End Snooze', (step) =>
			until('no snooze', async () => !/snoozed/.test((await window.status.getAttribute('aria-label')) ?? ''), step),
		);
	const background = async () => /(?:warning|error)-kind/.exec((await window.status.getAttribute('class')) ?? '')?.[0];

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		const { world } = server.sandbox;
		for (const { id } of world.visitors()) {
			world.setVisitor(id, { status: 'chatting' });
		}
		window = await openWindow({
			settings: {
				'frontdesk.alerts.waiting': 'notify',
				'frontdesk.alerts.thresholds': [3, 20],
				'frontdesk.polling.focused': 5,
				'frontdesk.polling.budget': 300,
			},
		});
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('is told once of three who start to wait in one poll, without their names', async () => {
		const { world } = server.sandbox;
		for (const { id } of world.visitors().slice(0, 3)) {
			world.setVisitor(id, { status: 'waitingForChat' });
		}
		await window.run('Frontdesk: Refresh');
		await reads(window.toasts, /3 visitors waiting/);
		await reads(window.status, /3 waiting/);
		assert.equal(await window.toasts.count(), 1);
	});

	it('sees long waits in the color of the status bar item and hears them in the rows', async () => {
		await until('a warning', async () => (await background()) !== undefined);
		await until('an error', async () => (await background()) === 'error-kind');
		await eventually.equal(() => window.view('Visitors').locator('[aria-label*="over the second limit"]').count(), 3);
	});

	it('snoozes them from the notification: the color goes, the number stays', async () => {
		// The toast is gone by now: VS Code keeps it in its list of notifications.
		await window.run('Notifications: Show Notifications');
		await button('Snooze…').click({ delay: 100 });
		await reads(window.quickInput, /Until Tomorrow/);
		await window.answer('15 min');
		await until('no color', async () => (await background()) === undefined);
		await reads(window.status, /3/);
		await eventually.match(
			async () => (await window.status.getAttribute('aria-label')) ?? '',
			/alerts snoozed until \d\d:\d\d/,
		);
	});

	it('is told of those who still wait when the snooze ends, with the longest wait, and comes to the settings', async () => {
		await endSnooze();
		await reads(window.toasts, /3 visitors waiting, longest \d+:\d\d/);
		await button('Settings').click({ delay: 100 });
		const settings = window.page.locator('.settings-editor');
		await reads(settings, /Alerts: Waiting/);
		await repeat('no settings', async (step) => {
			await window.page.keyboard.press('Escape');
			await settings.waitFor({ state: 'hidden', timeout: step });
		});
	});

	it('opens the one who still waits at the time of the click', async () => {
		const { world } = server.sandbox;
		await window.pick('Frontdesk: Snooze Alerts', /Until Tomorrow/, '5 min', (step) =>
			reads(window.status, /until|\d\d:\d\d|3/, step),
		);
		await endSnooze();
		await reads(window.toasts, /3 visitors waiting/);
		const [left, ...others] = world.visitors().filter(({ status }) => status === 'waitingForChat');
		assert.ok(left);
		for (const { id } of others) {
			world.setVisitor(id, { status: 'chatting' });
		}
		await reads(window.status, /1 waiting/);
		await button('Open').click({ delay: 100 });
		await reads(window.page.locator('.tab.active'), new RegExp(`Visitor ${left.id.slice(0, 8)}`));
	});
});
