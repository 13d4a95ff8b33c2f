// Deep links in a real window, as VS Code passes them on: before a sign-in, to a visitor, to an agent, and with two sites.
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { answerAccessToken } from '../window/accessToken';
import { openWindow, reads, until, type Window } from '../window/window';

describe('A person who clicks a deep link', () => {
	let first: SandboxServer;
	let second: SandboxServer;
	let window: Window;
	let ann: string;
	const activeTab = () => window.page.locator('.editor-group-container.active .tab.active');
	const writes = () =>
		[first, second].flatMap(({ received }) => received).filter(({ method }) => method !== 'GET').length;

	/** Opens a link as another program does; VS Code asks whether Frontdesk may have it. */
	async function openLink(path: string, outcome: () => Promise<unknown>): Promise<void> {
		await window.ask('Developer: Open URL', /URL to open/);
		await window.answer(`vscode://frontdesk.frontdesk${path}`);
		const dialog = window.page.locator('.monaco-dialog-box', { hasText: /Frontdesk/ });
		await dialog.getByText('Open', { exact: true }).click({ delay: 100 });
		await dialog.waitFor({ state: 'hidden' });
		await outcome();
	}

	before(async () => {
		[first, second] = await Promise.all([
			startSandboxServer({ frozen: true }),
			startSandboxServer({ frozen: true, host: '127.0.0.2' }),
		]);
		ann = first.sandbox.world.addVisitor({ name: 'Ann Link', status: 'inSite' });
		assert.equal(second.sandbox.world.addVisitor({ name: 'Ben Link', status: 'inSite' }), ann);
		window = await openWindow();
	});

	after(async () => {
		await window?.close();
		await Promise.all([first?.close(), second?.close()]);
	});

	it('without a site is asked to sign in, and the visitor opens after that', async () => {
		await openLink(`/visitor/${ann.toUpperCase()}`, () => reads(window.toasts, /You aren't signed in/));
		await window.toasts.getByRole('button', { name: 'Sign In…' }).click({ delay: 100 });
		await answerAccessToken(window.page, first);
		await reads(activeTab(), new RegExp(`Visitor ${ann.slice(0, 8)}`));
		await reads(window.panel().locator('h1'), /Ann Link/);
		await reads(window.quickInput, /Which agent are you/);
		await window.escape();
	});

	it('to an agent sees the row selected, and nobody gets another status', async () => {
		const agent = first.sandbox.world.agents().find(({ status }) => status !== 'Online');
		assert.ok(agent);
		const selected = window.rows('Agents').and(window.page.locator('.selected'));
		await openLink(`/agent/${agent.id}`, () => reads(selected, new RegExp(`Agent ${agent.id.slice(0, 8)}`)));
		assert.equal(writes(), 0);
	});

	it('that says more than an ID, or an ID that nobody has, opens nothing', async () => {
		await window.run('View: Close All Editors');
		const sent = first.received.length;
		await openLink(`/visitor/${ann}/status?set=Online`, () => Promise.resolve());
		await openLink('/visitor/00000000-1111-2222-3333-444444444444', () =>
			reads(window.toasts, /has no visitor with the ID 00000000-1111/),
		);
		assert.equal(await window.page.locator('.tab').count(), 0);
		const asked = first.received.slice(sent).filter(({ url }) => url.includes(ann));
		assert.deepEqual(asked, []);
		await window.clearToasts();
	});

	it('with two sites is asked which one it belongs to, the current one first, and that site is opened', async () => {
		await window.ask('Frontdesk: Sign In', /Browser sign-in/);
		await answerAccessToken(window.page, second);
		await reads(window.quickInput, /Which agent are you/);
		await window.escape();
		await openLink(`/visitor/${ann}`, () => reads(window.quickInput, new RegExp(`Open Visitor ${ann.slice(0, 8)}`)));
		await until('both sites', async () => (await window.choices.count()) === 2);
		const names = await window.choices.allInnerTexts();
		assert.match(names[0] ?? '', /127\.0\.0\.2/);
		await window.answer('127.0.0.1');
		await reads(activeTab(), new RegExp(`Visitor ${ann.slice(0, 8)}`));
		await reads(window.panel().locator('h1'), /Ann Link/);
		assert.ok(!second.received.some(({ url }) => url.includes(ann)), 'the other site has a visitor with this ID too');
		assert.equal(writes(), 0);
	});
});
