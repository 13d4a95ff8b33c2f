// Segments and Show Activity as a user meets them: groups, a mistake that is named and opened, and a document that follows.
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { repeat } from '../../vscode/gestures.mjs';
import { openWindow, reads, type Window } from '../window/window';

/** For three polls that fail, and one that doesn't (ms). */
const longWait = 120_000;

const isWaiting = ({ status }: { readonly status: string }) => status === 'waitingForChat' || status === 'transferring';

describe('A user with segments', () => {
	let server: SandboxServer;
	let window: Window;
	const row = (text: string | RegExp) => window.rows('Visitors').filter({ hasText: text }).first();
	const editor = () => window.page.locator('.editor-instance .view-lines').first();

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		server.sandbox.world.addVisitor({ name: 'Mira', status: 'inSite', company: 'Acme' });
		window = await openWindow({
			settings: {
				'frontdesk.polling.focused': 5,
				'frontdesk.polling.budget': 300,
				'frontdesk.visitors.groupBy': 'segment',
				'frontdesk.visitors.segments': [
					{ name: 'Slow', rules: [{ field: 'company', matches: '(a+)+$' }] },
					{ name: 'Partners', icon: 'star', badge: true, notify: true, rules: [{ field: 'company', is: 'acme' }] },
				],
			},
		});
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('sees the group of a segment above the others, with its icon', async () => {
		await reads(row('Partners'), /Partners\s*1/);
		await row('Partners').locator('.codicon-star').waitFor();
		await reads(row('Mira'), /On site/);
	});

	it('is told of a waiting visitor of a segment with notify, and of no other', async () => {
		const { world } = server.sandbox;
		const [mira] = world.visitors().filter(({ name }) => name === 'Mira');
		const [other] = world.visitors().filter(({ status }) => status === 'inSite');
		assert.ok(mira && other);
		world.setVisitor(other.id, { status: 'waitingForChat' });
		await reads(window.status, new RegExp(`${world.visitors().filter(isWaiting).length} waiting`));
		assert.equal(await window.toasts.count(), 0);
		world.setVisitor(mira.id, { status: 'waitingForChat' });
		await reads(window.toasts, /(?<!\d)1 visitor waiting/);
		await window.clearToasts();
	});

	it('finds the mistake named above the groups, and a click opens the setting', async () => {
		await reads(window.rows('Visitors').first(), /Segment “Slow”, rule 1: A repetition in a repetition/);
		await window.rows('Visitors').first().click();
		const settings = window.page.locator('.editor-instance .view-lines', { hasText: '"Partners"' });
		await reads(settings, /frontdesk\.visitors\.segments/);
		// VS Code shows its settings in an editor above the window, which Close All Editors doesn't close.
		await repeat('no settings', async (step) => {
			await window.page.keyboard.press('Escape');
			await settings.waitFor({ state: 'hidden', timeout: step });
		});
	});

	it('reads what changes while it changes, and hostile text stays on its line', async () => {
		await window.run('Frontdesk: Show Activity');
		await reads(editor(), /Activity\sin\sthis\ssession/);
		server.sandbox.world.addVisitor({ name: 'Eve\nJan 1, 2026, 10:00:00  Mira left', status: 'inSite' });
		await reads(editor(), /Eve\sJan\s1,\s2026,\s10:00:00\sMira\sleft\s\(\w+\)\sarrived/);
	});

	it('reads since when there is no data, and after that from when to when there was none', async () => {
		let isDown = true;
		const fault = { kind: 'network', code: 'ECONNRESET' } as const;
		server.sandbox.plan({ fault, when: () => isDown, times: 1_000 });
		await reads(editor(), /No\sdata(?:\sof\svisitors)?\ssince\s\d\d:\d\d/, longWait);
		isDown = false;
		server.sandbox.world.addVisitor({ name: 'Late', status: 'inSite' });
		await reads(editor(), /No\sdata(?:\sof\svisitors)?\s\d\d:\d\d(?::\d\d)?–\d\d:\d\d/, longWait);
		await reads(editor(), /Late\s\(\w+\)\sarrived/);
	});
});
