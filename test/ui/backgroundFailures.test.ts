// Failures of background polls are shown in the views and the status bar, never as a notification.
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { openWindow, reads, spoken, until, type Window } from './window/window';

describe('A service that fails in the background', () => {
	let server: SandboxServer;
	let window: Window;

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		window = await openWindow({ settings: { 'frontdesk.polling.focused': 5, 'frontdesk.polling.unfocused': 5 } });
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('is said by views and status bar in words, with the age and the next try, and by no notification', async () => {
		server.plan({ kind: 'resetEarly' }, 40);
		await until(
			'words above the rows',
			async () => /Stale since/.test(await window.view('Agents').innerText()),
			60_000,
		);
		await reads(
			window.view('Agents'),
			/Stale since \d+:\d+\. The connection was lost \(ECONNRESET\)\. Retrying at \d+:\d+:\d+\./,
		);
		await reads(window.view('Visitors'), /Stale since .* Retrying at/);
		await spoken(window.status, /stale since \d+:\d+/);
		assert.equal(await window.toasts.count(), 0);
	});
});

describe('A service that asks for fewer calls', () => {
	let server: SandboxServer;
	let window: Window;

	before(async () => {
		server = await startSandboxServer({
			frozen: true,
			limit: { calls: 12, window: 120_000, forms: ['429 date'] },
		});
		window = await openWindow({ settings: { 'frontdesk.polling.focused': 60, 'frontdesk.polling.unfocused': 60 } });
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('is obeyed by the refresh button, which says until when', async () => {
		const throttled = () => server.received.length >= 13;
		// Refreshes within a second of each other are one.
		const refreshUntilThrottled = async () => {
			await window.run('Frontdesk: Refresh');
			return throttled();
		};
		await until('the limit', refreshUntilThrottled, 45_000);
		await reads(window.toasts, /Too many requests\. Wait until \d+:\d+:\d+/);
		await window.clearToasts();
		const asked = server.received.length;
		await window.run('Frontdesk: Refresh');
		await reads(window.toasts, /Wait until \d+:\d+:\d+/);
		assert.equal(server.received.length, asked, 'and nothing was sent');
	});
});
