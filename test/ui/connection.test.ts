// Test Connection, Copy Diagnostics and Open Agent Console in a window.
import assert from 'node:assert/strict';
import path from 'node:path';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { chooseFromMenu } from '../vscode/gestures.mjs';
import { eventually } from './window/eventually';
import { openWindow, reads, until, type Window } from './window/window';

const authority = path.resolve(__dirname, '../../../test/fixtures/tls/authority.pem');

describe('A connection', () => {
	let server: SandboxServer;
	let trusted: SandboxServer;
	let untrusted: SandboxServer;
	let window: Window;
	const token = 'a-token-to-be-kept-secret';
	/** The result moves down when VS Code takes the progress away below it. */
	async function press(name: string): Promise<void> {
		await window.toasts.filter({ hasText: /Testing the connection/ }).waitFor({ state: 'hidden' });
		await window.toasts.getByRole('button', { name, exact: true }).click();
	}
	const page = () => window.page.locator('.editor-group-container.active .view-lines');
	const written = async () => (await page().innerText()).replaceAll('\u00a0', ' ');

	before(async () => {
		server = await startSandboxServer({ frozen: true, token });
		trusted = await startSandboxServer({ frozen: true, tls: 'trusted' });
		untrusted = await startSandboxServer({ frozen: true, tls: 'stranger' });
		window = await openWindow({
			// The system's certificates, as VS Code 1.139 reads them where http.systemCertificates is on, as it is.
			env: { SSL_CERT_FILE: authority, NODE_EXTRA_CA_CERTS: undefined },
			settings: {
				'frontdesk.console.url': 'https://console.example/live?visitor={visitorId}&tab=a%26b',
				'frontdesk.agents.aliases': { 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09': 'Mira Ownname' },
				'frontdesk.statusBar.click': 'pick',
			},
		});
		await window.page.context().route('https://console.example/**', (route) => route.fulfill({ body: 'console' }));
		await window.openFrontdesk();
	});

	after(async () => {
		await window?.close();
		await Promise.all([server, trusted, untrusted].map((each) => each?.close()));
	});

	const local = ({ baseUrl }: SandboxServer) => baseUrl.replace('127.0.0.1', 'localhost');

	async function testAddress(baseUrl: string): Promise<void> {
		await window.ask('Frontdesk: Test Connection', /tested without credentials/);
		await window.answer(baseUrl);
	}

	it('is tried while nobody is signed in, without a secret; an authority of the system is trusted', async () => {
		await testAddress(local(trusted));
		await reads(window.toasts, /requires a sign-in, like a Chat Server does/);
		assert.deepEqual(
			trusted.received.map(({ method, url, headers }) => [method, url, headers.authorization]),
			[['GET', '/v4/livechat/agents', undefined]],
		);
		await window.toasts.getByRole('button', { name: 'Sign In…' }).waitFor();
		await window.clearToasts();
	});

	it('that fails at the certificate says why and what to do; the details stand in a page of their own', async () => {
		await testAddress(local(untrusted));
		await reads(window.toasts, /server's certificate is from an unknown authority.*Add your organization's/);
		await press('Show Details');
		await reads(page(), /Request\swithout\scredentials/);
		await eventually.match(() => written(), /UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
		assert.ok(!(await written()).includes(new URL(untrusted.origin).port));
		assert.equal(untrusted.received.length, 0);
		await window.page.keyboard.type('x');
		assert.doesNotMatch(await written(), /^x/);
		await window.run('View: Close All Editors');
	});

	it('to a site is tried by every read once, and by no write', async () => {
		await window.signIn(server, 'c97a2afe');
		const from = server.received.length;
		await window.run('Frontdesk: Test Connection');
		await reads(window.toasts, /The connection works: 12 agents, \d+ visitors\. The slowest response took/);
		const reads4 = server.received.slice(from).filter(({ url }) => url.startsWith('/v4/'));
		assert.ok(reads4.length >= 4 && reads4.every(({ method }) => method === 'GET'));
		assert.ok(reads4.some(({ url }) => url.endsWith('/agents/c97a2afe-a38f-46f8-a55b-8ac9f873cd09')));
		await press('Copy');
		await until('a report', async () => /Read one visitor by ID: works/.test(await window.clipboard()));
		await window.clearToasts();
	});

	it('that the service asked not to use is not used: the message says until when', async () => {
		const answer = { status: 429, headers: { 'retry-after': '3600' }, body: '' };
		server.sandbox.plan({ fault: { kind: 'answer', answer }, times: 1 });
		// A poll may take the planned answer, Refresh reports it all the same. Once: of more than three notifications in 0.8 s, VS Code
		// shows none.
		await window.run('Frontdesk: Refresh');
		await reads(window.toasts, /Too many requests/);
		await window.clearToasts();
		const from = server.received.length;
		await window.run('Frontdesk: Test Connection');
		await reads(window.toasts, /Too many requests\. Wait until \d/);
		assert.equal(server.received.length, from);
		await window.clearToasts();
	});

	it('is described for a helper without token, names, hosts or whole ids', async () => {
		await window.run('Frontdesk: Copy Diagnostics');
		await until('diagnostics', async () => (await window.clipboard()).startsWith('Frontdesk diagnostics'));
		const text = await window.clipboard();
		assert.match(text, /^VS Code: +1\.139\.\d+, Node [\d.]+, linux x64, SSL_CERT_FILE, en$/m);
		assert.match(text, /^Host: +server-distro, another remote, runs as workspace extension$/m);
		assert.match(text, /^Current: +another host, failing: throttled/m);
		assert.match(text, /^Sign-in: +\w+\nKnown: +\d+ agents of \d+ s ago, \d+ visitors, me known; by name /m);
		assert.match(text, /^Polling: +holder, .*stretched by 1\.4, silent for 3\d{3} s$/m);
		assert.match(text, /^Requests: +\d+ of this window, ok \d+, .*throttled 1/m);
		assert.match(text, /^ {2}frontdesk\.agents\.aliases: set\n(?: .*\n)*$/m);
		assert.match(text, /^ {2}frontdesk\.statusBar\.click: pick$/m);
		assert.match(text, /GET \/v4\/livechat\/visitors\/[0-9a-f]{8}… 200 in \d+ ms$/m);
		assert.match(text, /GET \/v4\/livechat\/(?:agents|visitors) throttled 429 in \d+ ms$/m);
		const people = server.sandbox.world.visitors().flatMap(({ id, name, email, ip }) => [id, name, email, ip]);
		const secrets = [token, 'Mira', 'Ownname', '127.0.0.1', 'localhost', new URL(server.origin).port, 'c97a2afe-'];
		assert.deepEqual(
			[...people, ...secrets].filter((fact) => fact.length > 3 && text.includes(fact)),
			[],
		);
		await press('Show');
		await reads(page(), /Frontdesk\sdiagnostics/);
		await window.run('View: Close All Editors');
	});

	it('leads to the console: at a visitor from their menu, their row, their panel and its menu, and without one from the palette', async () => {
		const context = window.page.context();
		const opened = async (act: () => Promise<void>) => {
			const popup = context.waitForEvent('page');
			await act();
			await window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Open', exact: true }).click();
			const address = (await popup).url();
			await (await popup).close();
			return address;
		};
		const row = window
			.rows('Visitors')
			.filter({ hasNotText: /^(?:Waiting|Chatting|Invited|On site)/ })
			.first();
		const fromMenu = await opened(async () => {
			await chooseFromMenu(row, 'Open Agent Console');
		});
		assert.match(fromMenu, /^https:\/\/console\.example\/live\?visitor=[0-9a-f-]{36}&tab=a%26b$/);
		const fromRow = await opened(async () => {
			await row.hover();
			await row.getByRole('button', { name: 'Open Agent Console' }).click();
		});
		assert.equal(fromRow, fromMenu);
		await window.openVisitor(new URL(fromMenu).searchParams.get('visitor') ?? '');
		const fromHeader = await opened(() =>
			window.panel().locator('header').getByRole('button', { name: 'Open Agent Console' }).click(),
		);
		assert.equal(fromHeader, fromMenu);
		const fromPage = await opened(() => chooseFromMenu(window.panel().locator('h1'), 'Open Agent Console'));
		assert.equal(fromPage, fromMenu);
		await window.run('View: Close All Editors');
		const fromPalette = await opened(() => window.run('Frontdesk: Open Agent Console'));
		assert.equal(fromPalette, 'https://console.example/live?tab=a%26b');
	});
});
