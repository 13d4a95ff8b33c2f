// Pins in a real window: a visitor stays after leaving, over a reload, and comes back into the group of the status.
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { chooseFromMenu } from '../../vscode/gestures.mjs';
import { openWindow, reads, until, type Window } from '../window/window';

describe('A person who pins a visitor', () => {
	let server: SandboxServer;
	let window: Window;
	let mira: string;
	const row = (text: string | RegExp) => window.rows('Visitors').filter({ hasText: text }).first();
	const refreshUntil = (what: string, holds: () => Promise<unknown>) =>
		until(what, async () => {
			await window.run('Frontdesk: Refresh');
			return holds();
		});

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		const { world } = server.sandbox;
		for (const { id } of world.visitors().slice(4)) {
			world.unlistVisitor(id); // the group of the pins is on the screen
		}
		mira = world.addVisitor({ name: 'Mira', status: 'waitingForChat', currentBrowsing: 'https://shop.example/cart' });
		window = await openWindow({ settings: { 'frontdesk.polling.focused': 5, 'frontdesk.polling.budget': 300 } });
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('sees it in the row, and the row again below the others once the visitor has left', async () => {
		await chooseFromMenu(row('Mira'), 'Pin Visitor');
		await reads(row('Mira'), /pinned/);
		server.sandbox.world.setVisitor(mira, { status: 'outOfSite' });
		server.sandbox.world.unlistVisitor(mira);
		await refreshUntil('the group', async () => /Pinned/.test(await window.rows('Visitors').nth(-2).innerText()));
		await reads(row('Mira'), /left just now.*\/cart/);
		await row('Mira').locator('.codicon-pinned').waitFor();
	});

	it('finds it again after a reload, by the ID: nothing else of the visitor was stored', async () => {
		await window.reload();
		await window.openFrontdesk();
		await reads(window.rows('Visitors'), /Lupita/); // the rows move down when the lists come
		await reads(row(`Visitor ${mira.slice(0, 8)}`), /left/);
		await row(`Visitor ${mira.slice(0, 8)}`).click();
		await reads(window.panel().locator('h1'), /Mira/);
	});

	it('meets the visitor in the group of the status after the return, still pinned, until it is unpinned', async () => {
		const back = server.sandbox.world.visitor(mira);
		server.sandbox.world.removeVisitor(mira);
		server.sandbox.world.addVisitor({ ...back, status: 'chatting' });
		await refreshUntil('the row', async () => /pinned/.test((await row('Mira').textContent()) ?? ''));
		await until(
			'no group',
			async () =>
				(await window
					.rows('Visitors')
					.filter({ hasText: /^Pinned/ })
					.count()) === 0,
		);
		await chooseFromMenu(row('Mira'), 'Unpin');
		await until('no mark', async () => !/pinned/.test((await row('Mira').textContent()) ?? ''));
	});
});
