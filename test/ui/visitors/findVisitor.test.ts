// Find Visitor while the list changes: Enter means the row that the user sees. Look Up, hovers and Open Source of Page.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { closeHovers, repeat } from '../../vscode/gestures.mjs';
import { eventually } from '../window/eventually';
import { openWindow, reads, until, type Window } from '../window/window';

/** The place of an element once it is the same for a while: a picker is moved while it opens. */
async function settled(element: Locator) {
	let box = await element.boundingBox();
	await until('its place', async () => {
		const before = box;
		box = await element.boundingBox();
		return isDeepStrictEqual(before, box);
	});
	return box;
}

describe('Finding a visitor while polls arrive', () => {
	let server: SandboxServer;
	let window: Window;
	const activeRow = () => window.quickInput.locator('[role="option"][aria-selected="true"], .monaco-list-row.focused');
	const firstRow = () => window.choices.first();

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		for (let n = 1; n <= 30; n++) {
			server.sandbox.world.addVisitor({ name: `Guest ${n}`, status: 'inSite', visits: n, company: `Firm ${n}` });
		}
		window = await openWindow({
			settings: {
				'frontdesk.visitors.sortBy': 'name',
				'frontdesk.polling.focused': 5,
				'frontdesk.polling.budget': 300,
			},
		});
		await window.signIn(server, 'c97a2afe');
	});

	after(async () => {
		await window?.close();
		await server?.close();
	});

	for (const [command, outcome] of [
		['Find Visitor', (name: string) => reads(window.panel().locator('body'), new RegExp(name))],
		[
			'Set Custom Variable',
			async (name: string) => {
				await reads(window.quickInput, new RegExp(`Set Custom Variable of ${name}`));
				await window.escape();
			},
		],
		[
			'Copy Visitor As',
			async (name: string) => {
				await reads(window.quickInput, /All fields, sorted by name/);
				await window.answer('JSON');
				await until('the copy', async () => (await window.clipboard()).includes(`"name": "${name}"`));
			},
		],
		[
			'Compare With Snapshot',
			async (name: string) => {
				await reads(window.toasts, /A snapshot of this visitor was taken just now/);
				const isReadOfOne = ({ url }: { readonly url: string }) => /\/visitors\/[\da-f-]{36}$/.test(url);
				const { id } = server.sandbox.world.visitors().find((each) => each.name === name) ?? {};
				assert.match(server.received.filter(isReadOfOne).at(-1)?.url ?? '', new RegExp(`${id}$`));
				await window.clearToasts();
			},
		],
	] as const) {
		it(`${command}: the active row and the place stay, and Enter means that row`, async () => {
			await window.run('View: Close All Editors'); // a command means the visitor of the panel in front
			await window.search(`Frontdesk: ${command}`, /^Search in all fields/, 'Guest');
			await reads(firstRow(), /Guest/);
			for (let n = 0; n < 6; n++) {
				await window.input.press('ArrowDown');
			}
			const before = (await activeRow().first().textContent()) ?? '';
			const name = /Guest \d+/.exec(before)?.[0] ?? '';
			assert.notEqual(name, '');
			const place = await settled(activeRow().first());
			for (const company of ['Renamed', 'Renamed again']) {
				server.sandbox.world.addVisitor({ name: `Guest 0 ${company}`, status: 'waitingForChat' });
				const shown = server.sandbox.world.visitors().find((each) => each.name === name);
				server.sandbox.world.setVisitor(shown?.id ?? '', { company: `${company} ${command}` });
				await reads(activeRow(), new RegExp(`${name}.*${company} ${command}`));
				await eventually.deepEqual(() => activeRow().first().boundingBox(), place);
			}
			await window.input.press('Enter');
			await outcome(name);
		});
	}

	it('shows the groups of the view and its icons, and the field that matches', async () => {
		const guest = server.sandbox.world.visitors().find(({ name }) => name === 'Guest 17');
		server.sandbox.world.setVisitor(guest?.id ?? '', { company: 'Quillwork' });
		await window.run('Frontdesk: Refresh');
		await window.search('Frontdesk: Find Visitor', /Find a Visitor/, 'quillw');
		const found = window.choices.filter({ hasText: 'Guest 17' });
		await reads(found, /Company: Quillwork/);
		await eventually.equal(() => found.locator('.quick-input-list-icon.codicon-eye').count(), 1);
		await reads(window.quickInput, /On site/);
		await window.escape();
	});

	it('says that nobody is on the site', async () => {
		for (const { id } of server.sandbox.world.visitors()) {
			server.sandbox.world.removeVisitor(id);
		}
		await reads(window.view('Visitors'), /No visitors on your site/);
		await window.view('Visitors').getByRole('button', { name: 'Find Visitor…' }).waitFor();
		await window.ask('Frontdesk: Find Visitor', /Find a Visitor/);
		await reads(window.choices, /No visitors on the site\./);
		await window.escape();
	});
});

describe('From the editor to a visitor, and back', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'source-'));
	let server: SandboxServer;
	let window: Window;
	let zoe: string;
	const editors = () => window.page.locator('.editor-group-container');
	const activeTab = () => window.page.locator('.editor-group-container.active .tab.active');
	const openFile = (name: string) =>
		repeat(`the file ${name}`, async (step) => {
			await window.page.keyboard.press('ControlOrMeta+P');
			await window.input.fill(name, { timeout: step });
			await window.choices
				.filter({ hasText: path.basename(name) })
				.first()
				.click({ timeout: step });
			await reads(activeTab(), new RegExp(path.basename(name).replace(/[.[\]]/g, '\\$&')), step);
		});

	/** Clicks with the key that makes VS Code follow a link; the key is released also where the click fails. */
	async function followLink(click: () => Promise<void>): Promise<void> {
		await window.page.keyboard.down('ControlOrMeta');
		try {
			await click();
		} finally {
			await window.page.keyboard.up('ControlOrMeta');
		}
	}

	before(async () => {
		server = await startSandboxServer({ frozen: true });
		zoe = server.sandbox.world.addVisitor({
			name: 'Zoe Quill',
			status: 'waitingForChat', // the rows on the screen
			email: 'zoe@example.com',
			currentBrowsing: 'Order 42 https://shop.example/orders/42?tab=1',
		});
		server.sandbox.world.addVisitor({ name: 'Quincy Quill', status: 'waitingForChat' });
		for (const [name, text] of [
			['app.log', `INFO visitor {${zoe.toUpperCase()}} has ordered\n`],
			['src/app/orders/[id]/page.tsx', '// the page of one order\n'],
			['src/app/orders/page.tsx', '// the orders\n'],
			['src/app/cart/page.tsx', '// the cart\n'],
		] as const) {
			mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
			writeFileSync(path.join(folder, name), text);
		}
		window = await openWindow({
			folder,
			// Drawn as text, which a test can find.
			settings: { 'frontdesk.polling.budget': 300, 'terminal.integrated.gpuAcceleration': 'off' },
		});
		await window.signIn(server, 'c97a2afe');
		await reads(window.rows('Visitors'), /Zoe Quill/);
	});

	after(async () => {
		await window?.close();
		await server?.close();
		rmSync(folder, { recursive: true, force: true });
	});

	afterEach(() => window.run('View: Close All Editors'));

	it('Find puts the best match first, and its button opens to the side', async () => {
		await openFile('app.log');
		await window.search('Frontdesk: Find Visitor', /Find a Visitor/, 'zoe');
		await reads(window.choices.first(), /Zoe Quill/);
		await reads(window.quickInput, /Best match/);
		await window.choices.first().hover();
		await window.choices.first().locator('[aria-label^="Open to the Side"]').click();
		await reads(editors().nth(1).locator('.tab'), new RegExp(`Visitor ${zoe.slice(0, 8)}`));
		await reads(editors().first().locator('.tab'), /app\.log/);
	});

	it('Look Up Selection in the menu of an editor takes the word at the cursor, and a hover says who it is', async () => {
		await openFile('app.log');
		await window.page.locator('.view-line', { hasText: 'visitor' }).first().waitFor();
		const hover = window.page.locator('.monaco-hover:visible');
		await repeat('the hover', async (step) => {
			await closeHovers(window.page);
			const line = await window.page.locator('.view-line', { hasText: 'visitor' }).first().boundingBox();
			await window.page.mouse.move((line?.x ?? 0) + 250, (line?.y ?? 0) + 8);
			await reads(hover, /Zoe\sQuill/, step);
		});
		await repeat('no hover', async (step) => {
			await window.page.keyboard.press('Escape');
			await hover.first().waitFor({ state: 'hidden', timeout: step });
		});
		const menuItem = window.page.getByRole('menuitem', { name: 'Look Up Selection' });
		await repeat('the menu', async (step) => {
			const line = await window.page.locator('.view-line', { hasText: 'visitor' }).first().boundingBox();
			await window.page.mouse.click((line?.x ?? 0) + 250, (line?.y ?? 0) + 8, { button: 'right' });
			await menuItem.hover({ timeout: step });
			await window.page.keyboard.press('Enter');
			await menuItem.waitFor({ state: 'hidden', timeout: step });
		});
		await reads(activeTab(), new RegExp(`Visitor ${zoe.slice(0, 8)}`));
	});

	it('Look Up Selection opens the one match, asks among many, says that there is none, and fetches an ID that no list has', async () => {
		const lookUp = async (text: string, outcome: (step: number) => Promise<unknown>) => {
			await repeat(`look up ${text}`, async (step) => {
				await window.run('View: Close All Editors'); // so that the clipboard is meant
				await window.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
				await window.run('Frontdesk: Look Up Selection');
				await outcome(step);
			});
		};
		const opens = (id: string) => (step: number) => reads(activeTab(), new RegExp(`Visitor ${id.slice(0, 8)}`), step);
		await lookUp('Zoe <ZOE@example.com>', opens(zoe));
		await lookUp('no such person', (step) => reads(window.toasts, /No visitor matches the text/, step));
		await window.clearToasts();
		await lookUp('Quill', async (step) => {
			await reads(window.choices.filter({ hasText: 'Zoe Quill' }), /zoe@example\.com|orders/, step);
			await reads(window.choices, /Quincy Quill/, step);
		});
		await window.escape();
		const unlisted = server.sandbox.world.addVisitor({ name: 'Una Unlisted' });
		server.sandbox.world.unlistVisitor(unlisted);
		await lookUp(`{${unlisted}}`, opens(unlisted));
		await reads(window.panel().locator('h1'), /Una Unlisted/);
		await lookUp('00000000-1111-2222-3333-444444444444', (step) =>
			reads(window.toasts, /has no visitor or agent with the ID 00000000-1111/, step),
		);
		await window.clearToasts();
	});

	it('an ID in a log is a link, and a click on it opens the visitor', async () => {
		await openFile('app.log');
		const link = window.page.locator('.view-line .detected-link, .view-line .detected-link-active').first();
		await repeat('the visitor', async (step) => {
			await followLink(() => link.click({ timeout: step }));
			await reads(activeTab(), new RegExp(`Visitor ${zoe.slice(0, 8)}`), step);
		});
	});

	it('Open Source of Page ranks the files of the workspace', async () => {
		await window.openVisitor(zoe);
		await window.ask('Frontdesk: Open Source of Page', /Source of \/orders\/42/);
		await reads(window.choices.first(), /page\.tsx.*src\/app\/orders\/\[id\]/);
		await window.input.press('Enter');
		await reads(window.page.locator('.view-line'), /the\spage\sof\sone\sorder/);
	});

	it('an ID in a terminal is a link that says what it does and asks nothing; a click opens the visitor', async () => {
		await window.run('Terminal: Create New Terminal');
		await window.page.locator('.xterm-screen').first().waitFor();
		const line = window.page.locator('.xterm-rows > div', { hasText: `visitor ${zoe}` });
		const end = line.locator('span').last(); // a line is made of several
		await repeat('the line', async (step) => {
			await window.page.locator('.xterm-helper-textarea').first().focus({ timeout: step });
			await window.page.keyboard.type(`clear; printf 'visitor %s\\n' ${zoe}\n`);
			await line.waitFor({ timeout: step });
		});
		const asked = () => server.received.filter(({ url }) => url.includes(zoe)).length;
		const before = asked();
		const hover = window.page.locator('.monaco-hover', { hasText: 'Look up in Frontdesk' });
		await repeat('the link', async (step) => {
			await closeHovers(window.page);
			const box = await end.boundingBox();
			await window.page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2, {
				steps: 3,
			});
			await hover.first().waitFor({ timeout: step });
		});
		assert.equal(asked(), before);
		await repeat('the panel of the visitor', async (step) => {
			await window.page.keyboard.down('Control');
			await window.page.mouse.down();
			await new Promise((done) => setTimeout(done, 100)); // a press as long as a person's
			await window.page.mouse.up();
			await window.page.keyboard.up('Control');
			await activeTab()
				.filter({ hasText: `Visitor ${zoe.slice(0, 8)}` })
				.waitFor({ timeout: step });
		});
		await window.run('Terminal: Kill All Terminals');
	});

	it('Look Up Terminal Selection takes what is selected there, and leaves the clipboard as it was', async () => {
		await window.run('Terminal: Create New Terminal');
		await window.page.locator('.xterm-screen').first().waitFor();
		await window.page.evaluate(() => navigator.clipboard.writeText('mine'));
		await repeat('the visitor', async (step) => {
			await window.page.locator('.xterm-helper-textarea').first().focus({ timeout: step });
			await window.page.keyboard.type(`clear; echo '${zoe}'\n`);
			await window.run('Terminal: Select All');
			await window.run('Frontdesk: Look Up Terminal Selection');
			await reads(activeTab(), new RegExp(`Visitor ${zoe.slice(0, 8)}`), step);
		});
		await eventually.equal(() => window.clipboard(), 'mine');
	});
});
