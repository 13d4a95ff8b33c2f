// The web build in a web worker host, which has no Node, against a service that allows CORS.
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { answerAccessToken } from '../ui/window/accessToken';
import { openWindow, reads, spoken, until, type Window } from '../ui/window/window';

describe('The web build', () => {
	let server: SandboxServer;
	let window: Window;
	const token = 'a-token-to-be-kept-secret';

	before(async () => {
		server = await startSandboxServer({ frozen: true, cors: true, token });
		// The Node entry would sign in to this scenario by itself.
		window = await openWindow({ extension: 'web', builtIns: 'all', scenario: 'calm' });
		await window.openFrontdesk();
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	it('starts signed out, in the worker host', async () => {
		await window.view('Agents').getByRole('button', { name: 'Try With Sample Data' }).waitFor();
		await reads(window.status, /Sign in/);
		await until('a worker', () => window.page.workers().length > 0);
		assert.equal(await window.rows('Agents').count(), 0);
	});

	it('shows sample data after a click, without any call', async () => {
		await window.view('Agents').getByRole('button', { name: 'Try With Sample Data' }).click();
		await reads(window.rows('Agents'), /Robin Vandermeer-Ash.*you/);
		await reads(window.rows('Visitors'), /^Waiting/);
		assert.deepEqual(window.foreignRequests, []);
	});

	it('toggles my status from the status bar', async () => {
		await reads(window.status, /Online/);
		await window.status.click();
		await reads(window.status, /Away(?!…)/);
		await spoken(window.status, /you are Away/);
	});

	it('opens the panel of a visitor', async () => {
		await window.openVisitor('3d59f909-24cd-43bc-89cb-00a320617c0a');
		await reads(window.panel().locator('h1'), /^Visitor 3d59f909$/);
		await reads(window.panel().locator('body'), /CARLZHOU222SHENTI/);
	});

	it('signs in to a server that lets pages read its answers, and calls nobody else', async () => {
		await window.ask('Frontdesk: Sign In', /Browser sign-in/);
		await answerAccessToken(window.page, server);
		await reads(window.quickInput, /Which agent are you/);
		await window.input.fill('c97a2afe');
		await until('one agent to choose', async () => (await window.choices.count()) === 1);
		await window.input.press('Enter');
		await reads(window.status, /Online/);
		assert.ok(server.received.some(({ headers }) => headers.authorization === `Bearer ${token}`));
		assert.deepEqual(
			new Set(window.foreignRequests.map((address) => new URL(address).origin)),
			new Set([server.origin]),
		);
	});

	it('calls a failure that a browser does not explain by both its names', async () => {
		const said = window.toasts.filter({ hasText: /The connection works|No response/ }).last();
		let words = '';
		// A browser repeats a request after a reset, and a poll may get the fault instead of the test: then the test plans it again.
		await until('a failure', async () => {
			server.plan({ kind: 'resetEarly' }, 2);
			await window.run('Frontdesk: Test Connection');
			await said.waitFor();
			words = await said.innerText();
			await window.clearToasts();
			return words.includes('No response');
		});
		assert.match(words, /network or CORS.*desktop VS Code/);
	});

	it('writes a log that tells of a failure once and of the recovery, and of nobody', async () => {
		server.sandbox.plan({
			fault: { kind: 'answer', answer: { status: 500, headers: {}, body: '{"code":500000,"message":"Mira Secret"}' } },
			times: 4,
		});
		await window.run('Frontdesk: Show Log');
		const log = window.page.locator('.output-view .editor-scrollable').first();
		let text = '';
		// A refresh may join the poll under way, or fail for a name: it is repeated. The editor draws only the lines on the screen.
		await until('the whole log', async () => {
			await window.run('Frontdesk: Refresh');
			await log.click();
			await window.page.keyboard.press('Control+a');
			await window.page.keyboard.press('Control+c');
			text = await window.clipboard();
			return /agents: server 500.*agents: works/s.test(text);
		});
		assert.equal(text.match(/agents: server 500/g)?.length, 1, text);
		const people = server.sandbox.world
			.visitors()
			.flatMap(({ id, name, email, phone, ip }) => [id, name, email, phone, ip]);
		assert.deepEqual(
			people.filter((fact) => fact.length > 3 && text.includes(fact)),
			[],
		);
		assert.doesNotMatch(text, new RegExp(`${token}|Bearer|Secret`));
	});
});
