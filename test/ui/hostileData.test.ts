// Visitors and agents whose every field is an attack: none becomes an element, a link, an icon or a request of the window.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { closeHovers, repeat } from '../vscode/gestures.mjs';
import { eventually } from './window/eventually';
import { tooWide } from './window/layout';
import { openWindow, reads, spoken, type Window } from './window/window';

/** Elements that text would become if it were interpreted as markup. */
const elements =
	'a[href]:not([href=""]), img, svg, script, iframe, object, form, table, b, h1, style, [onclick], [onerror], [onload]';
const icons = '.codicon';

/** Characters that hide or reorder others, and controls. */
const misleading = /\p{Cc}|[\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u2028\u2029]/u;

describe('In a window full of hostile visitors', () => {
	let window: Window;
	const dialogs: string[] = [];

	before(async () => {
		window = await openWindow({ scenario: 'hostile' });
		window.page.on('dialog', (dialog) => {
			dialogs.push(dialog.message());
			void dialog.dismiss();
		});
		await window.openFrontdesk();
		await reads(window.rows('Visitors'), /^Waiting/);
	});

	after(() => window?.close());

	afterEach(() => {
		assert.deepEqual(dialogs, []);
		assert.deepEqual(window.foreignRequests, []);
	});

	async function isPlain(texts: Locator): Promise<void> {
		await texts.first().waitFor();
		assert.equal(await texts.locator(elements).count(), 0);
		assert.equal(await texts.locator(icons).count(), 0);
	}

	it('the rows hold text and nothing else', async () => {
		for (const title of ['Agents', 'Visitors'] as const) {
			const rows = window.rows(title);
			await isPlain(rows.locator('.monaco-icon-label-container'));
			const names = await rows.evaluateAll((all) => all.map((row) => row.ariaLabel ?? ''));
			assert.ok(
				names.some((name) => /<|\$\(|javascript:/.test(name)),
				'the attacks are there, as they were typed',
			);
			assert.ok(names.every((name) => name.trim() !== ''));
			const { heights, widths } = await rows.evaluateAll((all) => ({
				heights: all.map((row) => row.clientHeight),
				widths: all.map((row) => row.scrollWidth > row.clientWidth + 1),
			}));
			assert.deepEqual(new Set(heights), new Set([22]));
			assert.ok(!widths.includes(true));
		}
	});

	it('hovers show the attacks as they were typed', async () => {
		const { page } = window;
		const rows = window.rows('Visitors').filter({ hasNotText: /^(?:Waiting|Chatting|Invited)/ });
		for (let row = 0; row < 4; row++) {
			const hover = page.locator('.monaco-hover:visible .rendered-markdown, .workbench-hover:visible');
			await repeat('the hover of a row', async (step) => {
				await closeHovers(page);
				await rows.nth(row).hover({ timeout: step });
				await reads(hover, /Status:/, step);
			});
			assert.equal(await hover.first().locator(`${elements}, ul, ol, code, pre`).count(), 0);
			assert.equal(await hover.first().locator(icons).count(), 0);
		}
		await closeHovers(page);
	});

	it('Find Visitor lists them as text', async () => {
		await window.search('Frontdesk: Find Visitor', /Find a Visitor/, '$(');
		const options = window.choices;
		await reads(options, /\$\(/);
		await isPlain(options.locator('.monaco-icon-label-container'));
		await window.escape();
	});

	it('the status picker lists the hostile statuses of agents as text', async () => {
		await window.ask('Frontdesk: Set My Status', /Online/);
		const options = window.choices;
		await isPlain(options.locator('.monaco-icon-label-container .label-name'));
		await window.escape();
	});

	it('the status bar has its own icon and words', async () => {
		await spoken(window.status, /^Frontdesk, you are /);
		assert.equal(await window.status.locator(elements.replace('a[href]:not([href=""]), ', '')).count(), 0);
		assert.ok((await window.status.locator(icons).count()) <= 2);
		const hover = window.page.locator('.monaco-hover:visible').filter({ hasText: 'Frontdesk' });
		await repeat('the hover of the status bar', async (step) => {
			await closeHovers(window.page);
			await window.status.hover({ timeout: step });
			await hover.waitFor({ timeout: step });
		});
		assert.equal(await hover.locator('img, svg, script, iframe, table, h1').count(), 0);
		const links = await hover
			.locator('a[data-href]')
			.evaluateAll((all) => all.map((link) => link.getAttribute('data-href') ?? ''));
		assert.ok(links.length > 0);
		assert.deepEqual(
			links.filter((link) => !link.startsWith('command:frontdesk.')),
			[],
		);
		await closeHovers(window.page);
	});

	it('a panel shows them as text, and its title says none of it', async () => {
		const row = window
			.rows('Visitors')
			.filter({ hasNotText: /^(?:Waiting|Chatting|Invited)/ })
			.first();
		await row.click();
		const panel = window.panel();
		await panel.locator('h1').waitFor();
		assert.equal(
			await panel
				.locator('main')
				.locator('img, script, iframe, object, form, style, [onclick], [onerror], [onload]')
				.count(),
			0,
		);
		const links = await panel
			.locator('main a')
			.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
		assert.deepEqual(
			links.filter((link) => !/^(?:https?:|mailto:|tel:|#|$)/i.test(link)),
			[],
		);
		await eventually.match(
			async () => (await window.page.locator('.tab.active .label-name').textContent()) ?? '',
			/^Visitor [\da-f]{8}$/,
		);
	});

	it('panels of visitors with naughty strings keep their width, and have no link that runs something', async () => {
		const rows = window.view('Visitors').locator('[role="treeitem"][aria-level="2"]');
		const title = async () => (await window.page.locator('.tab.active .label-name').textContent()) ?? '';
		let before = '';
		for (const row of [0, 2, 4, 6]) {
			await rows.nth(row).click();
			await eventually.ok(async () => /^Visitor/.test(await title()) && (await title()) !== before);
			before = await title();
			await reads(window.panel().locator('main'), /Technology/);
			const { elements, links } = await window
				.panel()
				.locator('html')
				.evaluate((html) => ({
					elements: html.querySelectorAll(
						'main :is(img, script, iframe, object, embed, style, video, [style], [srcdoc])',
					).length,
					links: [...html.querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? ''),
				}));
			assert.equal(elements, 0);
			assert.deepEqual(
				links.filter((link) => !/^(?:https?:\/\/|mailto:|tel:)/.test(link)),
				[],
			);
			await eventually.deepEqual(() => tooWide(window), []);
		}
	});

	it('a copy shows everything that is in it', async () => {
		await window.pick('Frontdesk: Copy Visitor As', /Select a format/, 'JSON', async () => {
			await eventually.match(() => window.clipboard(), /"customVariableResults"/);
		});
		const copied = await window.clipboard();
		assert.match(copied, /\\u[\da-f]{4}/);
		assert.doesNotMatch(copied.replaceAll('\n', ''), misleading);
	});

	it('Show Activity has them in its lines, as text', async () => {
		await window.run('Frontdesk: Show Activity');
		const editor = window.page.locator('.editor-instance .view-lines').first();
		await reads(editor, /Activity\sin\sthis\ssession/);
		assert.equal(await editor.locator('a, img, svg').count(), 0);
	});

	it('what the service says of an error is text in a notification', async () => {
		await window.pick('Frontdesk: Set My Status', /Select a status/, 'Napping', async (step) => {
			await reads(window.toasts, /Napping/, step);
		});
		const message = window.toasts.filter({ hasText: 'Napping' }).locator('.notification-list-item-message');
		assert.equal(await message.locator(elements).count(), 0);
		assert.equal(await message.locator(icons).count(), 0);
		assert.doesNotMatch((await message.first().textContent()) ?? '', misleading);
		await window.clearToasts();
	});

	it('no link of the window runs a command that a visitor named', async () => {
		const links = await window.page
			.locator('a[href^="command:"], a[data-href^="command:"]')
			.evaluateAll((all) => all.map((link) => link.getAttribute('data-href') ?? link.getAttribute('href') ?? ''));
		assert.deepEqual(
			links.filter((link) => /quit|terminal|signOut/.test(link)),
			[],
		);
	});
});
