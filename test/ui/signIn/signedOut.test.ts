// A window without a sign-in, in restricted mode: the walkthrough leads from there to a visitor of the sample data; then the same in other languages.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { outsideBrackets } from '../../pseudoLocale';
import { translatedTexts } from '../../translatedTexts';
import { clickFor, resizeSideBar } from '../../vscode/gestures.mjs';
import { eventually } from '../window/eventually';
import { tooWide } from '../window/layout';
import { addPseudoLocale, speak, speakPseudo } from '../window/pseudoLocale';
import { isInBrowser } from '../window/storedTexts';
import { openWindow, reads, spoken, until, type Window } from '../window/window';

describe('A window in which nobody is signed in', () => {
	let window: Window;

	const isStored = () => until('no site in storage', async () => !(await isInBrowser(window, 'sandbox.invalid')));

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
			['Sign In…', 'Try With Sample Data', 'Get Started'],
		);
		await reads(window.view('Visitors').locator('.welcome-view-content'), /Sign in to see the visitors/);
		await reads(window.status, /Sign in/);
		await spoken(window.status.locator('[aria-label]').first(), /^Frontdesk, Sign in$/);
	});

	it('asks nobody anything: no toast, no call', async () => {
		assert.equal(await window.toasts.count(), 0);
		assert.deepEqual(window.foreignRequests, []);
	});

	const steps = () => window.page.locator('.getting-started-step');
	const step = (title: string) => steps().filter({ hasText: title });
	// A step is a button itself, and has buttons in it.
	const button = (title: string, text: string) => step(title).locator('.monaco-button', { hasText: text });
	const done = () => steps().locator('[role="checkbox"][aria-checked="true"]');
	/** Opens a step of the walkthrough, and waits for its picture. */
	async function openStep(title: string, picture: RegExp): Promise<void> {
		await step(title).locator('.step-title').click();
		await step(title).and(window.page.locator('.expanded')).waitFor();
		const image = window.page.locator('.getting-started-media').getByRole('img', { name: picture });
		await until(`the picture of ${title}`, async () => {
			const size = await image.evaluate((element) => (element as HTMLImageElement).naturalWidth);
			return size > 0;
		});
	}

	it('leads to the walkthrough: four steps with pictures, none of them done', async () => {
		await window.page.setViewportSize({ width: 1600, height: 1000 }); // a narrow editor has no room for pictures
		await clickFor(window.view('Agents').getByRole('button', { name: 'Get Started' }), steps().first());
		await eventually.deepEqual(
			() => steps().locator('.step-title').allInnerTexts(),
			['Connect to your site', 'Select your agent', 'Set your status', 'Look up a visitor'],
		);
		await openStep('Look up a visitor', /A visitor in a panel/);
		await openStep('Set your status', /My status in the status bar/);
		await openStep('Select your agent', /A list of agents/);
		await openStep('Connect to your site', /The Frontdesk views in the sidebar/);
		assert.equal(await done().count(), 0);
	});

	it('shows sample data after one click in it, checks two steps off, and still calls nobody', async () => {
		await clickFor(button('Connect to your site', 'Try With Sample Data'), window.rows('Agents').first());
		await reads(window.rows('Agents'), /Robin Vandermeer-Ash.*you/);
		await reads(window.rows('Visitors'), /^Waiting/);
		await reads(window.status, /Online/);
		await until('the badge', () =>
			window.page
				.locator('.activitybar .action-item', { has: window.page.locator('[aria-label^="Frontdesk"]') })
				.locator('.badge:visible')
				.count(),
		);
		// Sample data says which agent I am.
		await eventually.equal(() => done().count(), 2);
		assert.deepEqual(window.foreignRequests, []);
		assert.equal(await window.toasts.count(), 0);
	});

	it('sets my status, and opens a visitor, from the walkthrough; then all steps are done', async () => {
		await openStep('Set your status', /My status/);
		await button('Set your status', 'Toggle My Status').click();
		await reads(window.status, /Away/);
		await eventually.equal(() => done().count(), 3);
		await openStep('Look up a visitor', /A visitor/);
		await button('Look up a visitor', 'Find Visitor…').click();
		await reads(window.quickInput, /Find a Visitor/);
		await window.answer('Alfie Penhale');
		await window.panel().getByRole('heading', { name: 'Alfie Penhale' }).waitFor();
		await clickFor(window.page.locator('.tab', { hasText: 'Welcome' }), steps().first());
		await eventually.equal(() => done().count(), 4);
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
			await isStored();
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

	for (const language of ['de', 'zh-cn'] as const) {
		describe(`in ${language}, with the narrowest side bar`, () => {
			const texts = translatedTexts(language);
			const sideBar = () => window.page.locator('.part.sidebar');

			/** Nothing of it is English, and some of it is in the language. */
			function assertSpoken(shown: readonly string[], atLeast: number): void {
				assert.deepEqual(texts.english(shown), []);
				assert.ok(texts.translated(shown).length >= atLeast, shown.join('\n'));
			}

			const assertWhole = (elements: Locator) => eventually.deepEqual(() => cutOff(elements), []);

			before(async () => {
				await speak(window.page, language);
				await window.reload();
				await window.openFrontdesk();
				await resizeSideBar(window.page, 170);
				assert.ok(((await sideBar().boundingBox())?.width ?? 0) <= 172);
			});

			it('welcomes, and has room for it', async () => {
				const welcome = sideBar().locator('.welcome-view-content');
				await welcome.getByRole('button').first().waitFor();
				assertSpoken(await welcome.locator('p, [role="button"]').allInnerTexts(), 5);
				assertSpoken([await window.status.innerText()], 1);
				await assertWhole(welcome.locator('p, [role="button"]'));
				await assertWhole(sideBar().locator('.pane-header .title'));
				await assertWhole(window.status);
			});

			it('names views and groups, and has room for them', async () => {
				const sample = /\[([^\]]*)\]\(command:frontdesk\.trySandbox\)/.exec(
					texts.manifest['welcome.agents'] ?? '',
				)?.[1];
				const groups = sideBar().locator('[role="treeitem"][aria-level="1"] .label-name');
				await clickFor(sideBar().getByRole('button', { name: sample ?? '' }), groups.first());
				await until('both trees', async () => texts.translated(await groups.allInnerTexts()).length >= 3);
				assertSpoken(await groups.allInnerTexts(), 3);
				assertSpoken(await sideBar().locator('.pane-header .title').allInnerTexts(), 2);
				assertSpoken((await window.status.innerText()).split(' · '), 0);
				await assertWhole(groups);
				// A view that has the focus shows its buttons in place of the end of its title.
				await assertWhole(window.status);
			});

			it('describes a visitor in a panel of 300 pixels', async () => {
				await window.page.setViewportSize({ width: 520, height: 800 });
				await sideBar().locator('.pane').nth(1).locator('[role="treeitem"][aria-level="2"]').first().click();
				const panel = window.panel();
				await panel.locator('main h2').first().waitFor();
				const width = await panel.locator('html').evaluate((html) => html.clientWidth);
				assert.ok(width < 320, String(width));
				await eventually.deepEqual(() => tooWide(window), []);
				assertSpoken(await panel.locator('main :is(h2, h3, button, .name)').allInnerTexts(), 10);
				await window.page.setViewportSize({ width: 1280, height: 800 });
				await window.run(texts.manifest['command.signOut'] ?? '');
				await sideBar().locator('.welcome-view-content').first().waitFor();
				await isStored();
			});
		});
	}
});

/** The texts of elements that are wider than their place, or end outside of the window. */
async function cutOff(elements: Locator): Promise<readonly string[]> {
	return await elements.evaluateAll((all) =>
		all
			.filter((each) => {
				const places = [each, each.parentElement ?? each];
				const isCut = places.some((place) => place.scrollWidth > place.clientWidth + 1 && place.clientWidth > 0);
				return isCut || each.getBoundingClientRect().right > innerWidth;
			})
			.map((each) => each.textContent ?? ''),
	);
}
