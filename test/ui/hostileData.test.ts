// Visitors and agents whose every field is an attack: none becomes an element, a link, an icon or a request of the window.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { fieldTitle, type TitledField } from '../../src/present/fieldTitles';
import { toSingleLine } from '../../src/present/text';
import { attacks, hostileUrls } from '../../src/sandbox/scenarios/attacks';
import { naughtyStrings } from '../../src/sandbox/scenarios/naughtyStrings';
import { closeHovers, repeat } from '../vscode/gestures.mjs';
import { eventually } from './window/eventually';
import { tooWide } from './window/layout';
import { addPseudoLocale, speakPseudo } from './window/pseudoLocale';
import { openWindow, reads, spoken, until, type Window } from './window/window';

/** Elements that text would become if it were interpreted as markup. */
const elements =
	'a[href]:not([href=""]), img, svg, script, iframe, object, form, table, b, h1, style, [onclick], [onerror], [onload]';
const icons = '.codicon';

/** Characters that hide or reorder others, and controls. */
const misleading = /\p{Cc}|[\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u2028\u2029]/u;

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** How each attack begins where it is shown. A short one may be part of any text. */
const beginnings = [...attacks, ...hostileUrls, ...naughtyStrings]
	.map((text) => oneLine(toSingleLine(text).slice(0, 30)))
	.filter((text) => text.length >= 5);

/** Whether a text that is shown has an attack in it. */
const isAttacked = (text: string) => beginnings.some((beginning) => oneLine(text).includes(beginning));

/** Those that hold a text of anybody, in a tooltip and in a panel. The time zone is shown as the local time. */
const tooltipFields: readonly TitledField[] = [
	...(['email', 'phone', 'company', 'currentBrowsing', 'departmentId', 'browser'] as const),
];
const panelFields: readonly TitledField[] = [
	...tooltipFields,
	...(['name', 'landingPage', 'referrerUrl', 'searchEngine', 'searchKeywords', 'productService'] as const),
	...(['operatingSystem', 'screenResolution', 'language', 'ip', 'flashVersion', 'city', 'state', 'country'] as const),
];

describe('In a window full of hostile visitors', () => {
	let window: Window;
	const dialogs: string[] = [];

	before(async () => {
		window = await openWindow({ scenario: 'hostile', addExtensions: addPseudoLocale });
		window.page.on('dialog', (dialog) => {
			dialogs.push(dialog.message());
			void dialog.dismiss();
		});
		await window.openFrontdesk();
		await reads(window.rows('Visitors'), /^Waiting/);
		await rowsStandStill();
	});

	after(() => window?.close());

	afterEach(() => {
		assert.deepEqual(dialogs, []);
		assert.deepEqual(window.foreignRequests, []);
	});

	/** The rows move down when the message above them comes. */
	const rowsStandStill = () => reads(window.view('Visitors'), /couldn't be read/);

	/** Elements that hold attacks, as text and nothing else. */
	async function isPlain(texts: Locator): Promise<void> {
		await texts.first().waitFor();
		assert.ok((await texts.allInnerTexts()).some(isAttacked), 'the attacks are there, as they were typed');
		assert.equal(await texts.locator(elements).count(), 0);
		assert.equal(await texts.locator(icons).count(), 0);
	}

	/** The commands that links of the window run, with those of hovers and notifications that are open. */
	async function commandLinks(): Promise<readonly string[]> {
		const links = await window.page
			.locator('a[href^="command:" i], a[data-href^="command:" i]')
			.evaluateAll((all) => all.map((link) => link.getAttribute('data-href') ?? link.getAttribute('href') ?? ''));
		return [...new Set(links.map((link) => link.replace(/\?.*$/s, '')))].sort();
	}

	const visitorRows = () => window.view('Visitors').locator('[role="treeitem"][aria-level="2"]');

	/** Opens the tooltip of a row. It stays open. */
	async function openTooltip(row: Locator, text: RegExp): Promise<Locator> {
		const hover = window.page.locator('.monaco-hover:visible .rendered-markdown, .workbench-hover:visible');
		await repeat('the hover of a row', async (step) => {
			await closeHovers(window.page);
			await row.hover({ timeout: step });
			await reads(hover, text, step);
		});
		return hover.filter({ hasText: text }).first();
	}

	/** What the hover of the status bar runs. */
	const ownLinks = ['frontdesk.awayFor', 'frontdesk.refresh', 'frontdesk.setMyStatus', 'frontdesk.snoozeAlerts'].map(
		(command) => `command:${command}`,
	);

	/** It stays open. */
	async function openStatusHover(): Promise<Locator> {
		const hover = window.page.locator('.monaco-hover:visible').filter({ hasText: 'Frontdesk' });
		await repeat('the hover of the status bar', async (step) => {
			await closeHovers(window.page);
			await window.status.hover({ timeout: step });
			await hover.waitFor({ timeout: step });
		});
		return hover;
	}

	/** Opens the panel of a row, in which nothing is interpreted. Returns its rows by their names. */
	async function openPanel(row: Locator, text: RegExp): Promise<readonly (readonly [name: string, value: string])[]> {
		const title = async () => (await window.page.locator('.tab.active .label-name').allTextContents()).join();
		const before = await title();
		await row.click();
		await eventually.ok(async () => /\bVisitor /.test(await title()) && (await title()) !== before);
		// The page of the visitor before stays on the screen until the new one has loaded.
		const [id = ''] = /[\da-z-]{1,8}$/.exec(await title()) ?? [];
		await window.panel().locator('.row[data-row="id"]', { hasText: id }).waitFor();
		await reads(window.panel().locator('main'), text);
		const { elements, links, rows } = await window
			.panel()
			.locator('html')
			.evaluate((html) => ({
				elements: html.querySelectorAll(
					'main :is(img, script, iframe, object, embed, form, style, video, [style], [srcdoc], [onclick], [onerror], [onload])',
				).length,
				links: [...html.querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? ''),
				rows: [...html.querySelectorAll('main .row')].map(
					(each) =>
						[
							each.querySelector('.name')?.textContent ?? '',
							each.querySelector('.content, .value')?.textContent ?? '',
						] as const,
				),
			}));
		assert.equal(elements, 0);
		assert.deepEqual(
			links.filter((link) => !/^(?:https?:\/\/|mailto:|tel:)/.test(link)),
			[],
		);
		await eventually.deepEqual(() => tooWide(window), []);
		return rows;
	}

	it('the rows hold text and nothing else', async () => {
		for (const title of ['Agents', 'Visitors'] as const) {
			const rows = window.rows(title);
			await isPlain(rows.locator('.monaco-icon-label-container'));
			const names = await rows.evaluateAll((all) => all.map((row) => row.ariaLabel ?? ''));
			assert.ok(names.some(isAttacked));
			assert.ok(names.every((name) => name.trim() !== ''));
			const { heights, widths } = await rows.evaluateAll((all) => ({
				heights: all.map((row) => row.clientHeight),
				widths: all.map((row) => row.scrollWidth > row.clientWidth + 1),
			}));
			assert.deepEqual(new Set(heights), new Set([22]));
			assert.ok(!widths.includes(true));
		}
	});

	it('tooltips show the attacks as they were typed, in every field, and have no link', async () => {
		const missing = new Set(['title', 'Place', ...tooltipFields.map(fieldTitle)]);
		for (let row = 0; row < 8 && (row < 3 || missing.size > 0); row++) {
			const hover = await openTooltip(visitorRows().nth(row), /Status:/);
			assert.equal(await hover.locator(`${elements}, ul, ol, code, pre`).count(), 0);
			assert.equal(await hover.locator(icons).count(), 0);
			assert.deepEqual(await commandLinks(), []);
			const [title = '', ...lines] = (await hover.innerText()).split('\n');
			for (const line of [`title: ${title}`, ...lines].filter(isAttacked)) {
				missing.delete(line.replace(/:.*$/s, ''));
			}
		}
		assert.deepEqual([...missing], []);
		const hover = await openTooltip(window.rows('Agents').filter({ hasText: 'you' }), /Chats:/);
		assert.equal(await hover.locator(`${elements}, ul, ol, code, pre`).count(), 0);
		assert.deepEqual(await commandLinks(), []);
		await closeHovers(window.page);
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
		const hover = await openStatusHover();
		assert.equal(await hover.locator('img, svg, script, iframe, table, h1, ul, ol, code, pre').count(), 0);
		assert.ok(isAttacked(await hover.innerText()), 'the statuses of others are links that set my own');
		assert.deepEqual(await commandLinks(), ownLinks);
		await closeHovers(window.page);
	});

	it('panels show them as text in every field, keep their width, and have no link that runs something', async () => {
		const missing = new Set(['Local time', ...panelFields.map(fieldTitle)]);
		let names = 0;
		for (let row = 0; row < 8 && (row < 4 || missing.size > 0); row++) {
			for (const [name, value] of await openPanel(visitorRows().nth(row), /Technology/)) {
				if (isAttacked(value)) {
					missing.delete(name);
				}
				names += isAttacked(name) ? 1 : 0;
			}
			assert.match(
				(await window.page.locator('.tab.active .label-name').textContent()) ?? '',
				/^Visitor [\da-z-]{1,8}$/,
			);
		}
		assert.deepEqual([...missing], []);
		assert.ok(names > 10, 'names of custom variables and custom fields');
		assert.deepEqual(await commandLinks(), []);
	});

	it('a copy shows everything that is in it', async () => {
		await window.pick('Frontdesk: Copy Visitor As', /Select a format/, 'JSON', async () => {
			await eventually.match(() => window.clipboard(), /"customVariableResults"/);
		});
		const copied = await window.clipboard();
		assert.ok(isAttacked(copied));
		assert.match(copied, /\\u[\da-f]{4}/);
		assert.doesNotMatch(copied.replaceAll('\n', ''), misleading);
	});

	it('Show Activity has them in its lines, as text', async () => {
		await window.run('Frontdesk: Show Activity');
		const lines = window.page.locator('.editor-instance .view-lines .view-line');
		await reads(lines, /Activity\sin\sthis\ssession/);
		// The site changes by itself, and a poll sees it.
		await until('an attack in a line', async () => (await lines.allInnerTexts()).some(isAttacked));
		for (const text of await lines.allInnerTexts()) {
			assert.doesNotMatch(text, misleading);
		}
		const links = await window.page.locator('.editor-instance .detected-link').allInnerTexts();
		assert.deepEqual(
			links.filter((link) => !/^https?:/i.test(link)),
			[],
		);
		assert.deepEqual(await commandLinks(), []);
	});

	it('a status that the service refuses is text in a notification', async () => {
		const status = '[a](command:frontdesk.signOut) $(zap)';
		await window.pick('Frontdesk: Set My Status', /Select a status/, status, async (step) => {
			await reads(window.toasts, /refused the status/, step);
		});
		const message = window.toasts
			.filter({ hasText: 'refused the status' })
			.first()
			.locator('.notification-list-item-message');
		assert.match((await message.textContent()) ?? '', /“\[a\] \(command:frontdesk\.signOut\) \$\(zap\)”/);
		assert.equal(await message.locator(elements).count(), 0);
		assert.equal(await message.locator(icons).count(), 0);
		assert.doesNotMatch((await message.textContent()) ?? '', misleading);
		assert.deepEqual(await commandLinks(), []);
		// The notification is still open beside a hover with links.
		await openStatusHover();
		assert.ok(await message.isVisible());
		assert.deepEqual(await commandLinks(), ownLinks);
		await closeHovers(window.page);
		await window.clearToasts();
	});

	describe('in another language', () => {
		before(async () => {
			await speakPseudo(window.page);
			await window.reload();
			await window.openFrontdesk();
			await reads(window.rows('Visitors'), /⟦Waiting/);
			await rowsStandStill();
		});

		it('rows and tooltips hold text and nothing else', async () => {
			await isPlain(window.rows('Visitors').locator('.monaco-icon-label-container'));
			for (const row of [0, 1, 2]) {
				const hover = await openTooltip(visitorRows().nth(row), /⟦Status/);
				assert.ok(isAttacked(await hover.innerText()));
				assert.equal(await hover.locator(`${elements}, ul, ol, code, pre`).count(), 0);
				assert.equal(await hover.locator(icons).count(), 0);
				assert.deepEqual(await commandLinks(), []);
			}
			await closeHovers(window.page);
		});

		it('panels of 300 pixels keep their width, and have no link that runs something', async () => {
			await window.page.setViewportSize({ width: 660, height: 800 });
			for (const row of [0, 1, 2]) {
				const rows = await openPanel(visitorRows().nth(row), /⟦Technology/);
				assert.ok(rows.some(([name, value]) => name.startsWith('⟦') && isAttacked(value)));
			}
			const width = await window
				.panel()
				.locator('html')
				.evaluate((html) => html.clientWidth);
			assert.ok(width < 320, String(width));
			assert.deepEqual(await commandLinks(), []);
		});
	});
});
