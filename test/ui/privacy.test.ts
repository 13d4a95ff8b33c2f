// Privacy mode as a person with a shared screen uses it: panel, document, tree and Find show nobody, also after a reload.
import assert from 'node:assert/strict';
import { type SandboxServer, startSandboxServer } from '../sandboxServer';
import { repeat } from '../vscode/gestures.mjs';
import { eventually } from './window/eventually';
import { openWindow, reads, spoken, type Window } from './window/window';

const person = {
	name: 'Zebedee Quillfeather',
	email: 'zeb.quill@mail.example',
	phone: '+49 30 5550471',
	ip: '203.0.113.77',
	status: 'waitingForChat',
	currentBrowsing: 'Cart of Zebedee https://shop.example/cart?mail=zeb.quill%40mail.example',
	customVariableResults: [
		{ name: 'plan', value: 'Expedition', url: '' },
		{ name: 'contact', value: 'zeb.quill@mail.example', url: '' },
	],
};
const secrets = ['zebedee', 'quillfeather', 'zeb.quill', '5550471', '203.0.113.77'];

describe('Privacy mode', () => {
	let server: SandboxServer;
	let window: Window;
	let id: string;

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		id = server.sandbox.world.addVisitor(person);
		window = await openWindow({ settings: { 'frontdesk.polling.focused': 5, 'frontdesk.polling.budget': 300 } });
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	/** Every text, title, spoken label and value of the window, and of all pages in it. */
	async function everything(): Promise<string> {
		const texts = await Promise.all(
			window.page.frames().map(
				(frame) =>
					frame
						.evaluate(() => {
							const found: string[] = [];
							for (const element of document.querySelectorAll('body, body *')) {
								const names = element.getAttributeNames().map((name) => element.getAttribute(name));
								found.push(...names.filter((each) => each !== null), String(Reflect.get(element, 'value') ?? ''));
							}
							return [document.title, document.documentElement.textContent, ...found].join('\n');
						})
						.catch(() => ''), // a frame that goes
			),
		);
		return texts.join('\n').toLowerCase();
	}

	async function seen(): Promise<readonly string[]> {
		const text = await everything();
		return secrets.filter((secret) => text.includes(secret));
	}

	const row = () => window.rows('Visitors').filter({ hasText: /Zebedee|Visitor/ });
	const openFind = () => window.search('Frontdesk: Find Visitor', /Find a Visitor/, id.slice(0, 8));

	it('leaves nothing on the screen that names a visitor, once its command has ended', async () => {
		await reads(row(), /Zebedee Quillfeather/);
		await window.openVisitor(id);
		await reads(window.panel().locator('h1'), /Zebedee Quillfeather/);
		await window.run('Frontdesk: Compare With Snapshot');
		server.sandbox.world.setVisitor(id, { company: 'Another Company' });
		await repeat('a comparison beside the panel', async (step) => {
			await window.run('Frontdesk: Compare With Snapshot');
			await reads(window.page.locator('.tab.active'), /↔ now/, step);
		});
		await repeat('two groups', async (step) => {
			await window.run('View: Move Editor into Next Group');
			await window.page.locator('.editor-group-container').nth(1).waitFor({ timeout: step });
		});
		await window.panel().locator('h1').waitFor();
		await openFind();
		await reads(window.choices, /Zebedee/);
		await window.escape();
		assert.deepEqual((await seen()).length, secrets.length, 'all of it is on the screen before');
		await window.run('Frontdesk: Toggle Privacy Mode');
		await reads(window.page.locator('.statusbar'), /Privacy mode is on/); // the end of the command
		assert.deepEqual(await seen(), []);
		await reads(window.panel().locator('h1'), /^Visitor/);
		await spoken(window.status.locator('a'), /privacy mode is on/);
	});

	it('shows what is left: the page without the address, variables that nobody is told by', async () => {
		const rows = window.panel().locator('.row');
		await reads(rows, /plan.*Expedition/);
		await reads(rows, /contact.*•••/);
		assert.equal(await rows.filter({ hasText: 'contact' }).locator('.tool.edit').count(), 0);
		assert.equal(await rows.filter({ hasText: 'plan' }).locator('.tool.edit').count(), 1);
		await openFind();
		await reads(window.choices, /Visitor/);
		assert.deepEqual(await seen(), []);
		await window.search('Frontdesk: Find Visitor', /Find a Visitor/, 'Expedition');
		await reads(window.choices, new RegExp(`Visitor ${id.slice(0, 8)}`));
		await window.escape();
	});

	it('is still on after a reload, and one more time off', async () => {
		await window.reload();
		await spoken(window.status.locator('a'), /privacy mode is on/);
		await reads(row(), /Visitor/);
		assert.deepEqual(await seen(), []);
		await window.run('Frontdesk: Toggle Privacy Mode');
		await reads(row(), /Zebedee Quillfeather/);
		await eventually.equal(
			async () => /privacy/.test((await window.status.locator('a').getAttribute('aria-label')) ?? ''),
			false,
		);
	});

	it('shows no name when a view opens that was hidden when it went on', async () => {
		await window.run('View: Show Explorer');
		await window.view('Visitors').waitFor({ state: 'hidden' });
		await window.run('Frontdesk: Toggle Privacy Mode');
		await spoken(window.status.locator('a'), /privacy mode is on/);
		await window.page.evaluate((names) => {
			const frames: string[] = [];
			Object.assign(globalThis, { frontdeskFrames: frames });
			const look = () => {
				const text = document.body.innerText.toLowerCase();
				frames.push(...names.filter((name) => text.includes(name)));
				requestAnimationFrame(look);
			};
			look();
		}, secrets);
		await window.openFrontdesk();
		await reads(row(), /^\s*Visitor [0-9a-f]{8}/);
		assert.deepEqual(await window.page.evaluate(() => Reflect.get(globalThis, 'frontdeskFrames')), []);
	});
});
