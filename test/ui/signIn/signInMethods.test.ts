// The three sign-in methods in a window with a browser, and that they leave no secrets on disk.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { sandboxApiKey, sandboxClientId, sandboxSiteId } from '../../sandboxServer/identity';
import { repeat } from '../../vscode/gestures.mjs';
import { eventually } from '../window/eventually';
import { storedTexts } from '../window/storedTexts';
import { openWindow, reads, until, type Window } from '../window/window';

const visitorName = 'Canary Visitor of the Search';

describe('The ways in', () => {
	let server: SandboxServer;
	let window: Window;
	/** The redirect address that was shown last. */
	let toRegister = '';

	before(async () => {
		server = await startSandboxServer({
			frozen: true,
			ownControlPanel: true,
			// VS Code in a browser opens 127.0.0.1 through a forwarded port, as it must; this other name of the machine it takes for any host.
			host: '127.0.0.2',
			credentials: { apiKeys: [sandboxApiKey] },
			behaviour: { oauth: { clientSecret: 'the-secret-of-the-client' } },
		});
		const waiting = server.sandbox.world.current.guests.find(({ row }) => row.status === 'waitingForChat');
		assert.ok(waiting);
		server.sandbox.world.setVisitor(waiting.row.id, { name: visitorName });
		window = await openWindow();
		await window.openFrontdesk();
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	async function begin(method: string): Promise<void> {
		await window.ask('Frontdesk: Sign In', /Browser sign-in/);
		await window.answer(method);
		await reads(window.message, /Base URL/);
		await window.answer(server.baseUrl);
		await reads(window.message, /Control panel of your site/);
		await window.answer(server.controlPanelUrl);
	}

	/** Makes VS Code open the browser, and returns the page at its final address. */
	async function landing(act: () => Promise<void>): Promise<Page> {
		const opened = window.page.context().waitForEvent('page');
		await act();
		// VS Code asks before it opens an unknown address.
		await window.page.getByRole('button', { name: 'Open', exact: true }).click();
		const page = await opened;
		await page.waitForURL(/[?&](?:code|error)=/);
		return page;
	}

	/** @param landingPage the page to come back to, in place of VS Code's own */
	async function toBrowserStep(landingPage?: string): Promise<void> {
		await begin('Browser sign-in');
		await reads(window.message, /Redirect URI that your administrator registers/);
		await eventually.match(() => window.input.inputValue(), /callback/);
		await window.quickInput.getByRole('button', { name: 'Copy Redirect URI' }).click();
		await until('the redirect address', async () => {
			toRegister = await window.clipboard();
			return toRegister.includes('/callback');
		});
		await window.answer(landingPage ?? toRegister);
		await reads(window.message, /Client ID that your administrator registered/);
		await window.answer(sandboxClientId);
		await reads(window.message, /Client secret/);
		await window.answer('the-secret-of-the-client');
		await reads(window.message, /Site ID/);
		await window.answer(String(sandboxSiteId));
	}

	async function siteNames(): Promise<string[]> {
		await window.ask('Frontdesk: Switch Site', /Sign In to Another Site/);
		const names = await window.choices.allInnerTexts();
		await window.escape();
		return names;
	}

	it('by the browser: consent that is refused is said, and can be tried again from the same box', async () => {
		server.sandbox.behaviour.oauth.consent = 'deny';
		const refused = await landing(() => toBrowserStep());
		await reads(window.message, /didn't sign you in \(access_denied\)/);
		await refused.close();
		server.sandbox.behaviour.oauth.consent = 'grant';
		const landed = await landing(() => window.quickInput.getByRole('button', { name: 'Open Browser Again' }).click());
		await reads(window.status, /Online/);
		await landed.close();
		// The control panel said who I am: nobody was asked.
		await reads(window.rows('Agents'), /Agent c97a2afe.*you/);
		assert.ok(await window.quickInput.isHidden());
		const authorized = server.received.filter(({ url }) => url.startsWith('/oauth/authorize'));
		assert.match(authorized.at(-1)?.url ?? '', /code_challenge_method=S256/);
		const sent = new URL(authorized[0]?.url ?? '', server.controlPanelUrl).searchParams.get('redirect_uri');
		assert.equal(sent, toRegister, 'what is shown to be registered is what is sent');
		assert.ok(
			server.received
				.filter(({ url }) => /^\/v4\//.test(url))
				.every(({ headers }) => /^Bearer /.test(headers.authorization ?? '')),
		);
	});

	it('by the browser: it renews itself without a word', async () => {
		server.sandbox.oauth.expireAccessTokens();
		const before = server.sandbox.oauth.refreshes;
		await window.run('Frontdesk: Refresh');
		await until('one renewal', () => server.sandbox.oauth.refreshes === before + 1);
		await reads(window.status, /Online/);
		assert.equal(await window.toasts.count(), 0);
	});

	it('by the browser: a refused renewal asks to sign in again, and that goes straight to the browser', async () => {
		server.sandbox.oauth.expireAccessTokens();
		server.sandbox.oauth.revokeRefreshTokens();
		await window.run('Frontdesk: Refresh');
		await reads(window.status, /Sign in again/);
		const landed = await landing(() => window.status.click());
		await reads(window.status, /Online/);
		await landed.close();
	});

	it('by the browser: where only https is registered it does not come back, and the address that it landed on is pasted', async () => {
		const sitesBefore = await siteNames();
		const registered = 'https://desk.example/landed?from=frontdesk';
		server.sandbox.behaviour.oauth.redirectSchemes = ['https:'];
		await toBrowserStep(registered);
		await window.page.getByRole('button', { name: 'Cancel', exact: true }).click(); // the browser stays closed
		await reads(window.message, /then paste the address of the page/);
		await window.answer('https://code.example.com/callback?code=abc&state=of-somebody-else');
		await reads(window.message, /wasn't started in this VS Code/);
		await window.answer('nothing to do with it');
		await reads(window.message, /isn't the address that ends the sign-in/);
		await window.quickInput.getByRole('button', { name: 'Copy Address to Open' }).click();
		let address = '';
		await until('the address', async () => {
			address = await window.clipboard();
			return address.includes('/oauth/authorize?');
		});
		const landed = (await fetch(address, { redirect: 'manual' })).headers.get('location') ?? '';
		assert.ok(landed.startsWith(`${registered}&code=`), landed);
		await window.answer(landed);
		await reads(window.quickInput, /You are already signed in to this address/);
		await window.answer('Renew sign-in');
		await window.quickInput.waitFor({ state: 'hidden' });
		await reads(window.status, /Online/);
		await eventually.deepEqual(() => siteNames(), sitesBefore);
	});

	it('by API key: with Basic and the number of the site in the query, one step back keeps what was typed', async () => {
		await begin('API key');
		await reads(window.message, /Site ID/);
		await window.answer('ten thousand');
		await reads(window.message, /Site ID: enter the number of your site/);
		await window.answer(String(sandboxApiKey.siteId));
		await reads(window.message, /E-mail address/);
		await window.quickInput.getByRole('button', { name: 'Back' }).click();
		await reads(window.message, /Site ID/);
		await eventually.equal(() => window.input.inputValue(), String(sandboxApiKey.siteId));
		await window.input.press('Enter');
		await reads(window.message, /E-mail address/);
		await window.answer(sandboxApiKey.email);
		await reads(window.message, /API key for/);
		await window.answer('not-the-key');
		await reads(window.message, /doesn't accept these credentials \(401\)/);
		await window.answer(sandboxApiKey.key);
		await reads(window.quickInput, /already|Which agent are you/);
		if (await window.quickInput.getByText('Add as another site').isVisible()) {
			await window.answer('Add as another site');
		}
		await reads(window.quickInput, /Which agent are you\?/);
		const last = server.received.filter(({ url }) => url.startsWith('/v4/livechat/')).at(-1);
		assert.match(last?.headers.authorization ?? '', /^Basic /);
		assert.match(last?.url ?? '', new RegExp(`siteId=${sandboxApiKey.siteId}`));
	});

	it('by API key: who I am is found by flipping my status in the console', async () => {
		const agentReads = () => server.received.filter(({ url }) => /\/agents(?:\?|$)/.test(url)).length;
		const readsBefore = agentReads();
		await window.answer('Find Me by My Status');
		const told = window.toasts.filter({ hasText: /Now change your status in the agent console/ });
		await told.locator('a', { hasText: 'Open Agent Console' }).waitFor();
		const puts = server.received.filter(({ method }) => method === 'PUT').length;
		await until('the statuses before and one look after', () => agentReads() >= readsBefore + 2, 20_000);
		server.sandbox.world.setAgent('c97a2afe-a38f-46f8-a55b-8ac9f873cd09', { status: 'Away' });
		await reads(window.quickInput, /Agent c97a2afe changed just now\. Is this you\?/);
		await repeat('that is me', async (step) => {
			await window.input.press('Enter', { timeout: step });
			await window.quickInput.waitFor({ state: 'hidden', timeout: step });
		});
		await reads(window.rows('Agents'), /Agent c97a2afe.*you/);
		assert.equal(server.received.filter(({ method }) => method === 'PUT').length, puts);
		server.sandbox.world.setAgent('c97a2afe-a38f-46f8-a55b-8ac9f873cd09', { status: 'Online' });
	});

	it('by API key: the cURL line that is copied of a visitor has that sign-in, without the key, and reads the visitor in a shell', async () => {
		await window.pick('Frontdesk: Copy Visitor As', /^Search in all fields/, visitorName, (step) =>
			reads(window.quickInput, /With \$EMAIL and \$KEY/, step),
		);
		await window.answer('cURL to Read');
		await until('the line', async () => (await window.clipboard()).startsWith('curl '));
		const line = await window.clipboard();
		assert.match(line, new RegExp(`-u "\\$EMAIL:\\$KEY" .*\\?siteId=${sandboxApiKey.siteId}'$`));
		assert.ok(!line.includes(sandboxApiKey.key) && !line.includes(sandboxApiKey.email));
		const env = { PATH: process.env.PATH, EMAIL: sandboxApiKey.email, KEY: sandboxApiKey.key };
		const { stdout } = await promisify(execFile)('sh', ['-c', line], { env });
		assert.equal(JSON.parse(stdout).name, visitorName);
	});

	it('lead to sites that stand in the Accounts menu, each with its name', async () => {
		await window.page
			.getByRole('button', { name: 'Accounts' })
			.or(window.page.getByRole('tab', { name: 'Accounts' }))
			.first()
			.click();
		const menu = window.page.locator('.monaco-menu');
		await reads(menu, new RegExp(`${new URL(server.baseUrl).host} · ${sandboxSiteId} \\(Frontdesk\\)`));
		await until('no menu', async () => {
			await window.page.keyboard.press('Escape');
			return (await menu.count()) === 0;
		});
	});

	it('leave no secret, code or visitor in a file, the logs or the storage of the browser', async () => {
		await reads(window.rows('Visitors'), new RegExp(visitorName));
		writeFileSync(path.join(window.vscode.userDataDir, 'canary'), `${visitorName} ${sandboxApiKey.key}`);
		const kept = [...(await storedTexts(window))];
		const holdersOf = (text: string) => kept.filter(([, content]) => content.includes(text)).map(([name]) => name);
		assert.ok(holdersOf('frontdesk.sites').length > 0, 'the search finds what is kept in the browser');
		for (const text of [visitorName, sandboxApiKey.key]) {
			assert.deepEqual(holdersOf(text), ['canary']);
		}
		const issued = server.sandbox.oauth.issued;
		assert.ok(issued.some(({ kind }) => kind === 'refresh') && issued.some(({ kind }) => kind === 'access'));
		for (const { kind, value } of issued) {
			assert.deepEqual(holdersOf(value), [], `a secret of the kind ${kind}`);
		}
		assert.deepEqual(holdersOf('the-secret-of-the-client'), []);
	});
});
