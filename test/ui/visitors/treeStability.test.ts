// The visitors view over twenty polls: selection, focus, closed groups and scroll position stay (docs/rules.md, rule 10).
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { repeat } from '../../vscode/gestures.mjs';
import { eventually } from '../window/eventually';
import { openWindow, reads, until, type Window } from '../window/window';

describe('Over twenty polls', () => {
	let server: SandboxServer;
	let window: Window;

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		// Thirty more on the site: the list must be longer than the view, so that it can be scrolled.
		for (let number = 0; number < 30; number++) {
			server.sandbox.world.addVisitor({
				name: `Guest ${number}`,
				status: 'inSite',
				currentBrowsing: 'https://www.example.com/',
			});
		}
		window = await openWindow({ keys: { 'ctrl+alt+shift+r': 'frontdesk.refresh' } });
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('selection, focus, closed groups and scroll position stay, while rows change, come and go', async () => {
		const { page } = window;
		const { world } = server.sandbox;
		const tree = window.view('Visitors').locator('[role="tree"]');
		const row = (text: string | RegExp) => window.rows('Visitors').filter({ hasText: text });
		await row(/^Chatting/).click();
		await page.keyboard.press('ArrowLeft');
		await until('Guest 12 on the screen', async () => {
			await tree.hover();
			await page.mouse.wheel(0, 120);
			return (await row('Guest 12').count()) > 0;
		});
		await row('Guest 12').click();
		await reads(window.panel().locator('h1'), /Guest 12/);
		await repeat('focus in the tree', async (step) => {
			await window.run('Frontdesk: Focus on Visitors View');
			await tree.and(page.locator(':focus')).waitFor({ timeout: step });
		});
		const chosen = () => window.rows('Visitors').and(page.locator('.selected')).allInnerTexts();
		const placeOf = async () => Math.round((await row('Guest 12').boundingBox())?.y ?? -1);
		const place = await placeOf();
		const seen = () => window.rows('Visitors').count();
		await eventually.ok(async () => place > 0 && (await seen()) < 40, 'only a part of the list is on the screen');

		/** Refreshes within a second of each other are one. */
		const refresh = () => page.keyboard.press('Control+Alt+Shift+R');
		const ids = world.visitors().map(({ id }) => id);
		const mover = world.visitors().find(({ name }) => name === 'Guest 29')?.id ?? '';
		for (let poll = 0; poll < 20; poll++) {
			const id = ids[poll % ids.length] ?? '';
			if (poll % 2 === 0) {
				world.setVisitor(id, { currentBrowsing: `https://www.example.com/page-${poll}` });
			}
			if (poll % 10 === 5) {
				world.setVisitor(mover, { status: poll % 20 === 5 ? 'chatting' : 'inSite' });
			}
			const before = server.received.length;
			await until('both lists asked for', async () => {
				await refresh();
				return server.received.length >= before + 2;
			});
		}
		world.setVisitor(world.visitors().find(({ name }) => name === 'Guest 12')?.id ?? '', {
			currentBrowsing: 'https://www.example.com/the-last-page',
		});
		await until('everything painted', async () => {
			await refresh();
			return (
				(await row('Guest 12')
					.filter({ hasText: /the-last-page/ })
					.count()) > 0
			);
		});

		await eventually.deepEqual(async () => (await chosen()).map((text) => text.slice(0, 8)), ['Guest 12']);
		await eventually.equal(() => placeOf(), place);
		await eventually.ok(() => tree.evaluate((element) => element === document.activeElement));
		await page.keyboard.press('Home');
		await row(/^Chatting/).waitFor();
		await eventually.equal(() => row(/^Chatting/).getAttribute('aria-expanded'), 'false');
		await eventually.equal(() => row(/^Waiting/).getAttribute('aria-expanded'), 'true');
		assert.equal(await window.toasts.count(), 0);
	});
});
