// Visitors and agents whose every field is an attack: none becomes an element, a link, an icon or a request of the window.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { closeHovers, repeat } from '../vscode/gestures.mjs';
import { eventually } from './window/eventually';
import { openWindow, reads, spoken, type Window } from './window/window';

/** Elements that text would become if it were interpreted as markup. */
const elements =
	'a[href]:not([href=""]), img, svg, script, iframe, object, form, table, b, h1, style, [onclick], [onerror], [onload]';
const icons = '.codicon';

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
});
