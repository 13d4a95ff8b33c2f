// A window without a sign-in, in restricted mode, and sample data by a click; then the same in the pseudo-locale.
import assert from 'node:assert/strict';
import { outsideBrackets } from '../../pseudoLocale';
import { clickFor } from '../../vscode/gestures.mjs';
import { eventually } from '../window/eventually';
import { tooWide } from '../window/layout';
import { addPseudoLocale, speakPseudo } from '../window/pseudoLocale';
import { openWindow, reads, spoken, until, type Window } from '../window/window';

describe('A window in which nobody is signed in', () => {
	let window: Window;

	before(async () => {
		// The workspace isn't trusted: Frontdesk works in restricted mode.
		window = await openWindow({ trust: true, folder: 'docs', addExtensions: addPseudoLocale });
		await window.openFrontdesk();
	});

	after(() => window?.close());

	it('is in restricted mode, and Frontdesk works in it', async () => {
		await window.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
		await window.view('Agents').getByRole('button', { name: 'Sign In…' }).waitFor();
		assert.equal(await window.rows('Agents').count(), 0);
	});

	it('offers both ways in and says what is to come', async () => {
		const agents = window.view('Agents');
		await eventually.deepEqual(
			() => agents.locator('.welcome-view-content [role="button"]').allInnerTexts(),
			['Sign In…', 'Try With Sample Data'],
		);
		await reads(window.view('Visitors').locator('.welcome-view-content'), /Sign in to see the visitors/);
		await reads(window.status, /Sign in/);
		await spoken(window.status.locator('[aria-label]').first(), /^Frontdesk, Sign in$/);
	});

	it('asks nobody anything: no toast, no call', async () => {
		assert.equal(await window.toasts.count(), 0);
		assert.deepEqual(window.foreignRequests, []);
	});

	it('shows sample data after one click, and still calls nobody', async () => {
		await clickFor(
			window.view('Agents').getByRole('button', { name: 'Try With Sample Data' }),
			window.rows('Agents').first(),
		);
		await reads(window.rows('Agents'), /Robin Vandermeer-Ash.*you/);
		await reads(window.rows('Visitors'), /^Waiting/);
		await reads(window.status, /Online/);
		await until('the badge', () =>
			window.page
				.locator('.activitybar .action-item', { has: window.page.locator('[aria-label^="Frontdesk"]') })
				.locator('.badge:visible')
				.count(),
		);
		assert.deepEqual(window.foreignRequests, []);
		assert.equal(await window.toasts.count(), 0);
	});

	describe('in the pseudo-locale', () => {
		/** Those with a letter that stands outside of brackets. */
		const unmarked = (texts: readonly string[]) =>
			[...new Set(texts)].filter((text) => /\p{Script=Latin}/u.test(outsideBrackets(text.replaceAll('Frontdesk', ''))));

		before(async () => {
			await speakPseudo(window.page);
			await window.reload();
			await window.openFrontdesk();
			await reads(window.rows('Visitors'), /⟦Waiting/);
		});

		it('names the views, their groups, buttons and status bar item by texts of the bundle', async () => {
			const own = ['Agents', 'Visitors'].map((title) => window.view(title as 'Agents' | 'Visitors'));
			// Those of the agents have the names of the service's statuses.
			const groups = await window.view('Visitors').locator('[aria-level="1"] .label-name').allInnerTexts();
			const titles = await Promise.all(own.map((view) => view.locator('.pane-header .title').innerText()));
			const descriptions = await window.page.locator('.pane-header .description').allInnerTexts();
			const status = [await window.status.innerText()];
			assert.ok(groups.length > 1 && titles.every((title) => title.includes('⟦')), titles.join());
			assert.deepEqual(unmarked([...groups, ...titles, ...descriptions, ...status]), []);
		});

		it('asks by texts of the bundle', async () => {
			for (const [command, question] of [
				['Find Visitor', /^⟦Search in all fields/],
				['Set My Status', /^⟦Select a status/],
			] as const) {
				await window.ask(command, question);
				// The list of commands may still be on the screen for a moment.
				await eventually.deepEqual(async () => {
					const title = await window.quickInput.locator('.quick-input-title').innerText();
					const placeholder = (await window.input.getAttribute('placeholder')) ?? '';
					const separators = await window.quickInput.locator('.quick-input-list-separator:visible').allInnerTexts();
					return unmarked([title, placeholder, ...separators]);
				}, []);
				await window.escape();
			}
		});

		it('has room for them in a panel of 300 pixels', async () => {
			await window.page.setViewportSize({ width: 660, height: 800 });
			await window.view('Visitors').locator('[role="treeitem"][aria-level="2"]').first().click();
			await reads(window.panel().locator('main'), /⟦Technology/);
			const width = await window
				.panel()
				.locator('html')
				.evaluate((html) => html.clientWidth);
			assert.ok(width < 320, String(width));
			await eventually.deepEqual(() => tooWide(window), []);
			const texts = await window.panel().locator('main :is(h2, h3, button)').allInnerTexts();
			assert.ok(texts.length > 8);
			assert.deepEqual(unmarked(texts), []);
			await window.page.setViewportSize({ width: 1280, height: 800 });
		});

		it('welcomes by texts of the bundle, which fit', async () => {
			await window.run('Sign Out');
			const welcome = window.page.locator('.welcome-view-content:visible');
			await reads(welcome, /⟦/);
			const texts = await welcome.allInnerTexts();
			assert.deepEqual(unmarked(texts), []);
			const cut = await welcome
				.locator('[role="button"]')
				.evaluateAll((all) =>
					all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent),
				);
			assert.deepEqual(cut, []);
			assert.deepEqual(unmarked([await window.status.innerText()]), []);
		});
	});
});
