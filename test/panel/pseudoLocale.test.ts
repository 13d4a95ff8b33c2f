// The page of a panel in the pseudo-locale: every text of its own comes from the bundle.
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { details, full, id, state } from '../present/details/detailsFixtures';
import { outsideBrackets, pseudoBundle } from '../pseudoLocale';
import { editable, type OpenPage, openPage } from './openPage';

/** What the service sends has no Latin letter. */
const sent = 'Ω'.repeat(3000);

const fields = Object.fromEntries(
	Object.entries(full)
		.filter(([name, value]) => typeof value === 'string' && name !== 'id' && name !== 'status' && name !== 'timeZone')
		.map(([name], n) => [name, n % 3 === 0 ? '' : sent]),
);
const saved = { name: 'Ω', value: sent, url: '' };
const named = {
	timeZone: '',
	customFields: [saved],
	customVariableResults: [saved, { ...saved, name: 'Ψ' }],
	more: { Ω: sent },
};

let page: OpenPage;

/** What a person reads or hears of the page. */
function texts(): readonly string[] {
	const attributes = ['aria-label', 'title', 'placeholder', 'aria-description'];
	return page
		.all('body *')
		.filter((element) => element.tagName !== 'SCRIPT' && element.tagName !== 'STYLE')
		.flatMap((element) => [
			...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent ?? ''),
			...attributes.map((name) => element.getAttribute(name) ?? ''),
		]);
}

function unmarked(): readonly string[] {
	// A text may stand in several nodes. An ID is no word, and dates and ages in words come from Intl.
	return texts().filter((text) =>
		/\p{Script=Latin}{2}/u.test(
			outsideBrackets(text)
				.replaceAll(id, '')
				.replace(/\bGMT\b/, '')
				.replace(/^\d+ \w+ ago$|^[A-Z][a-z]{2} \d\d?, \d{4}, [\d:]+$/, ''),
		),
	);
}

describe('The page of a panel in the pseudo-locale', () => {
	before(() => l10n.config({ contents: pseudoBundle() }));
	after(() => l10n.config({ contents: {} }));
	afterEach(() => page?.close());

	it('has no text that doesn’t come from the bundle, with its forms, reports and menus', async () => {
		const edits = [
			{ name: 'Ω', base: saved, value: '2', url: 'x', at: 0, also: ['3'] },
			{ name: 'Ψ', base: { ...saved, name: 'Ψ', value: '1' }, value: '2', url: '', at: 0 },
		];
		const report = {
			id: 1,
			tone: 'problem',
			title: '',
			lines: [],
			actions: ['saveAgain', 'restore', 'undoAnyway'],
		} as const;
		page = await openPage(
			editable(
				{ ...fields, ...named },
				{ edits, report, undo: true, keptOverReload: false, pinned: ['Ω'], readOnly: ['Ψ'] },
			),
			{},
			{ preview: true },
		);
		assert.ok(texts().filter((text) => text.includes('⟦')).length > 30);
		assert.deepEqual(unmarked(), []);
		for (const button of page.all('button')) {
			if (button.isConnected) {
				await page.click(button);
				assert.deepEqual(unmarked(), [], `after ${button.getAttribute('aria-label') ?? button.textContent}`);
			}
		}
	});

	it('has none while nothing is known either', async () => {
		page = await openPage(editable());
		await page.show(details(state(undefined)));
		assert.deepEqual(unmarked(), []);
	});
});
