// Signing in with an access token: wrong input is explained in the box, typed text is kept, and signing out removes everything.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { clickFor } from '../../vscode/gestures.mjs';
import { eventually } from '../window/eventually';
import { isInBrowser, storedTexts } from '../window/storedTexts';
import { openWindow, reads, spoken, until, type Window } from '../window/window';

describe('Signing in', () => {
	let server: SandboxServer;
	let window: Window;
	let calls = 0;

	before(async () => {
		server = await startSandboxServer({ frozen: true, token: 'a-token-to-be-kept-secret' });
		window = await openWindow();
		await window.openFrontdesk();
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('begins with a click in the welcome, in a window without a folder', async () => {
		await clickFor(
			window.view('Agents').getByRole('button', { name: 'Sign In…' }),
			window.quickInput.getByText(/Sign in to a Chat Server/),
		);
		await reads(window.quickInput, /Browser sign-in/);
		const title = window.quickInput.locator('.quick-input-title');
		await eventually.equal(
			() => title.textContent(),
			'Sign in to a Chat Server',
			'how many steps there are depends on the answer',
		);
		await window.answer('Access token');
		await reads(window.message, /Base URL of your Chat Server/);
		await eventually.equal(() => title.textContent(), 'Sign in to a Chat Server (2/4)');
	});

	for (const [what, typed, words] of [
		['nothing', '', /Enter the base URL of your Chat Server/],
		['words', 'our chat server', /isn't a valid URL\. It looks like https:/],
		[
			'an address without its scheme',
			'api15.comm100.io/v4',
			/must start with https:\/\/\. Try https:\/\/api15\.comm100\.io\/v4/,
		],
		['http to a host that is not this machine', 'http://api15.comm100.io/v4', /must use HTTPS/],
		[
			'the control panel',
			'https://dash15.comm100.io',
			/The base URL of its Chat Server is https:\/\/api15\.comm100\.io\/v4/,
		],
	] as const) {
		it(`says what is wrong with ${what} as the base URL, and keeps it`, async () => {
			await window.answer(typed);
			await reads(window.message, words);
			await eventually.equal(() => window.input.inputValue(), typed);
			assert.equal(server.received.length, 0);
		});
	}

	it('shows both addresses that the secret may go to before it asks for it', async () => {
		await window.answer(`${server.baseUrl}/`); // with a slash too many
		await reads(window.message, new RegExp(`Control panel of your site.* sent only to it and to ${server.origin}`));
		await window.answer('http://dash15.comm100.io');
		await reads(window.message, /must use HTTPS, because you sign in there/);
	});

	it('hides the token', async () => {
		await window.answer('');
		await window.quickInput.locator('input[type="password"]').waitFor();
		await reads(window.quickInput, /\(4\/4\)/);
		await reads(window.message, /secret storage/);
		assert.equal(server.received.length, 0);
	});

	it('says that a page is no Chat Server', async () => {
		server.plan({ kind: 'html' });
		await window.answer(server.token);
		await reads(window.message, /isn't from a Chat Server\. Check the base URL/);
	});

	it('says that the token is not accepted', async () => {
		await window.answer('a-token-of-somewhere-else');
		await reads(window.message, /doesn't accept these credentials \(401\)/);
		await eventually.equal(() => window.input.inputValue(), 'a-token-of-somewhere-else');
	});

	it('says that the server does not answer at all', async () => {
		server.plan({ kind: 'resetEarly' });
		await window.answer(server.token);
		await reads(window.message, /connection was lost \(ECONNRESET\)/);
		await reads(window.view('Agents'), /Sign In…/); // so far nothing was stored
	});

	it('leads on to which agent is me, by the keyboard alone', async () => {
		await window.answer(`Bearer ${server.token}`); // people paste the whole header
		await reads(window.quickInput, /Which agent are you\?/);
		await window.input.pressSequentially('c97a2afe');
		await until('one agent left', async () => (await window.choices.count()) === 1);
		await window.input.press('Enter');
		await reads(window.rows('Agents'), /Agent c97a2afe.*you/);
		await reads(window.status, /Online/);
		await spoken(window.status, /^Frontdesk, you are Online, \d+ visitors? waiting/);
		assert.equal(await window.toasts.count(), 0);
		assert.equal(
			server.sandbox.requests.every(({ method }) => method === 'GET'),
			true,
		);
	});

	it('is kept over a reload of the window, and who I am with it', async () => {
		await until('my agent in storage', () => isInBrowser(window, 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09'));
		calls = server.received.length;
		await window.reload();
		await reads(window.status, /Online/);
		// The shared data is shown at once, before the reads.
		await until('both lists', () => server.received.length >= calls + 2);
		assert.ok(server.received.slice(calls).every(({ headers }) => headers.authorization === `Bearer ${server.token}`));
		await window.openFrontdesk();
		await reads(window.rows('Agents'), /Agent c97a2afe.*you/);
	});

	it('keeps the token nowhere in the open: in no file, and in the browser only enciphered', async () => {
		writeFileSync(path.join(window.vscode.userDataDir, 'canary'), server.token);
		const kept = [...(await storedTexts(window))];
		const holdersOf = (text: string) => kept.filter(([, content]) => content.includes(text)).map(([name]) => name);
		assert.ok(holdersOf('frontdesk.sites').length > 0, 'the search finds what is kept in the browser');
		assert.deepEqual(holdersOf(server.token), ['canary']);
	});

	it('to a second site keeps the first: one switches between them', async () => {
		await window.run('Frontdesk: Try With Sample Data');
		await window.view('Visitors').locator('[role="tree"]:focus').waitFor(); // where one looks next
		const names = await siteNames();
		assert.equal(names.length, 3); // both, and the way to a third
		assert.match(names.find((name) => name.includes('current')) ?? '', /^Sample data/);
		calls = server.received.length;
		await window.pick('Frontdesk: Switch Site', /Sign In to Another Site/, '127.0.0.1', (step) =>
			until('the first site again', () => server.received.length >= calls + 2, step),
		);
		await reads(window.status, /Online/);
	});

	it('ends with Sign Out, after a question; everything of the site is gone, and the welcome is back', async () => {
		await window.run('Frontdesk: Sign Out');
		const dialog = window.page.locator('.monaco-dialog-box');
		await reads(dialog, /Sign out of 127\.0\.0\.1/);
		await window.page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'hidden' });
		await reads(window.status, /Online/);
		await window.run('Frontdesk: Sign Out');
		await dialog.getByRole('button', { name: 'Sign Out' }).click();
		await window.view('Agents').getByRole('button', { name: 'Sign In…' }).waitFor();
		await eventually.equal(() => window.rows('Agents').count(), 0);
		await eventually.equal(() => window.rows('Visitors').count(), 0);
		await reads(window.status, /Sign in/);
		assert.ok(!(await siteNames()).some((name) => name.includes('127.0.0.1')));
		await until('no site in storage', async () => !(await isInBrowser(window, new URL(server.baseUrl).host)));
		calls = server.received.length;
		await window.reload();
		await window.openFrontdesk();
		await window.view('Agents').getByRole('button', { name: 'Sign In…' }).waitFor();
		assert.ok(!(await siteNames()).some((name) => name.includes('127.0.0.1')));
		assert.equal(server.received.length, calls);
	});

	async function siteNames(): Promise<string[]> {
		await window.ask('Frontdesk: Switch Site', /Sign In to Another Site/);
		let names: string[] = [];
		// A picker that lost the focus is shown again, and has no rows for a moment.
		await until('the sites', async () => {
			names = await window.choices.evaluateAll((rows) => rows.map((row) => row.ariaLabel ?? ''));
			return names.length > 0;
		});
		await window.escape();
		return names;
	}
});
