// Six windows of one VS Code send as many requests as one, whichever has the focus, and continue when one is killed.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { extensionHosts } from './window/extensionHosts';
import { openWindow, reads, until, type Window } from './window/window';

/** How long requests are counted (s), each time. FRONTDESK_COUNT_SECONDS=120 takes the two minutes that the product promises; the short form shows the same. */
const span = Number(process.env.FRONTDESK_COUNT_SECONDS ?? 20);
/** Seconds, and the requests of a poll: agents and visitors. */
const pace = 5;
const poll = 2;
/** For what comes within seconds (ms): six windows start and paint on a machine that may be busy. */
const longWait = 120_000;
const me = 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09';

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

describe('Six windows of one VS Code', function () {
	this.timeout((2 * span + 400) * 1000);
	let server: SandboxServer;
	let first: Window;
	let pages: Page[];
	/** Requests that the first window made while it was alone. */
	let alone: number;
	let host: number | undefined;

	/** Playwright gives the focus to every page. The workbench reads it from the document and from events of its window, so both are replaced. */
	async function focus(focused: Page | undefined): Promise<void> {
		const set = (page: Page, has: boolean) =>
			page.evaluate((value) => {
				document.hasFocus = () => value;
				window.dispatchEvent(new Event(value ? 'focus' : 'blur'));
			}, has);
		await Promise.all(pages.filter((page) => page !== focused).map((page) => set(page, false)));
		await (focused && set(focused, true));
	}

	/** The window that holds the lease, by the shared file. */
	function holder(): unknown {
		const folder = path.join(first.vscode.userDataDir, 'User/globalStorage/frontdesk.frontdesk/windows');
		const [file, ...more] = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'calls.json');
		assert.ok(file !== undefined && more.length === 0, 'one file for the one site');
		const { lease } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { lease?: { holder: string } };
		return lease?.holder;
	}

	/** Requests in a span that begins, and so ends, in the middle between two polls. */
	async function requests(meanwhile: () => Promise<unknown> = () => seconds(span)): Promise<number> {
		await nextPoll();
		await seconds(pace / 2);
		const before = server.received.length;
		await Promise.all([meanwhile(), seconds(span)]);
		return server.received.length - before;
	}

	async function nextPoll(): Promise<void> {
		const before = server.received.length;
		await until('a poll', () => server.received.length > before, longWait);
	}

	function assertCostOfOne(made: number): void {
		const numbers = `${made} requests in ${span} s at a ${pace} s pace, ${alone} of one window`;
		console.log(`      ${numbers}`);
		// Allows for one poll at the edge of the span.
		assert.ok(Math.abs(made - alone) <= Math.max(poll, alone * 0.1), numbers);
	}

	/** Someone sets my status elsewhere, and all windows show it. How soon is for the tests with a manual clock: here it depends on the machine. */
	async function assertAllShow(status: string): Promise<void> {
		server.sandbox.world.setAgent(me, { status });
		const item = (page: Page) => page.locator('.statusbar-item[id="frontdesk.frontdesk.frontdesk.myStatus"]');
		await Promise.all(pages.map((page) => reads(item(page), new RegExp(status), longWait)));
	}

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		first = await openWindow({
			settings: {
				'frontdesk.polling.focused': pace,
				'frontdesk.polling.unfocused': pace,
				'frontdesk.polling.inactive': pace,
				'frontdesk.polling.budget': 300,
			},
		});
		pages = [first.page];
		await first.signIn(server, 'c97a2afe');
		await first.page.keyboard.press('Control+b');
		await first.view('Visitors').waitFor({ state: 'hidden' });
		await focus(first.page);
		alone = await requests();
		for (let n = 2; n <= 6; n++) {
			const folder = path.join(first.vscode.temporaryFolder, `folder${n}`);
			mkdirSync(folder);
			const others = extensionHosts(first.vscode);
			const { page } = await first.vscode.openWindow({ context: first.page.context(), folder });
			pages.push(page);
			await until('its extension host', () => extensionHosts(first.vscode).length === n, longWait);
			host = extensionHosts(first.vscode).find((id) => !others.includes(id));
			assert.equal(await page.locator('.pane-header').filter({ hasText: 'Visitors' }).count(), 0);
		}
	});

	after(async () => {
		await first?.close();
		await server?.close();
	});

	it('all show what one of them has read', async () => {
		await focus(pages[1]);
		await assertAllShow('Meeting');
	});

	it('cost what one does, whichever has the focus', async () => {
		const holders = new Set<unknown>();
		const made = await requests(async () => {
			for (const page of pages) {
				const end = seconds(span / pages.length);
				const before = holder();
				await focus(page);
				await until('the window in use takes over', () => holder() !== before, longWait);
				holders.add(holder());
				await end;
			}
		});
		assert.equal(holders.size, pages.length);
		assertCostOfOne(made);
	});

	it('go on when the one in use is killed while another is closed', async () => {
		const [killed, closed] = [pages.pop(), pages.pop()];
		assert.ok(killed && closed && host !== undefined);
		const dead = holder();
		// Suspended until its page is closed, because VS Code starts another host for an open page. For the other windows it is dead from here on.
		process.kill(host, 'SIGSTOP');
		const diedAt = Date.now();
		// VS Code ends the host of a closed page at once, while the extension is still shutting down.
		await Promise.all([killed.close(), closed.close()]);
		process.kill(host, 'SIGKILL');
		const before = server.received.length;
		await until('both hosts are dead', () => extensionHosts(first.vscode).length === pages.length, longWait);
		assert.notEqual(holder(), undefined, 'it gave nothing back');
		await until('another window polls', () => server.received.length > before, longWait);
		await until('another holder', () => holder() !== dead, longWait);
		console.log(`      another window polls ${((Date.now() - diedAt) / 1000).toFixed(1)} s after the death`);
		await focus(pages[2]);
		await assertAllShow('Online');
		assertCostOfOne(await requests());
	});
});
