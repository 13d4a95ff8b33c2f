// The rows of a section: what is long is folded, and the keyboard goes through them.
import assert from 'node:assert/strict';
import { editable, type OpenPage, openPage } from './openPage';

let page: OpenPage;

afterEach(() => page?.close());

const long = `https://example.com/${'x'.repeat(20_000)}`;

describe('A long text', () => {
	it('is folded wherever it stands', async () => {
		const refused = { name: 'plan', value: 'silver', url: 'x'.repeat(20_000) };
		const edits = [{ name: 'notes', base: undefined, value: '', url: long, at: 0 }];
		page = await openPage(
			editable(
				{ customVariableResults: [refused], currentBrowsing: long, company: long, more: { unknown: long } },
				{ edits },
			),
		);
		for (const element of [page.one('.page'), page.row('plan'), page.row('notes'), page.row('Company')]) {
			assert.ok((element?.textContent?.length ?? 0) < 1000, element?.className);
			assert.match(element?.textContent ?? '', /Show all/);
		}
		assert.deepEqual(
			page
				.all('main *')
				.filter(({ childElementCount, textContent }) => !childElementCount && (textContent?.length ?? 0) > 300),
			[],
		);
	});

	it('is shown as a whole when asked for, and stays so over a snapshot', async () => {
		page = await openPage(editable({ company: long }));
		const company = () => page.row('Company');
		await page.click(page.button('Show all 20,020 characters'));
		await page.show(editable({ company: long, pageViews: 5 }));
		assert.equal(company()?.querySelector('.main')?.textContent, long);
		await page.click(page.button('Show less'));
		assert.ok((company()?.textContent?.length ?? 0) < 1000);
	});

	it('that is a link stays one', async () => {
		const url = long.slice(0, 1000);
		page = await openPage(editable({ currentBrowsing: `Title ${url}`, landingPage: url }));
		assert.equal(page.row('Landing page')?.querySelector('a')?.getAttribute('href'), url);
		assert.ok(!page.row('Current page')?.querySelector('a'), 'the address is folded away');
		assert.match(page.textOf(page.row('Current page')) ?? '', /Title https:/);
	});
});

describe('The Copy buttons of a section', () => {
	const stops = (section: string) =>
		page.all(`.${section} .copy`).flatMap((tool) => (tool.tabIndex === 0 ? [tool.getAttribute('aria-label')] : []));

	it('are one Tab stop: the one that was used last', async () => {
		page = await openPage(editable());
		assert.deepEqual(stops('contact'), ['Copy Name']);
		assert.deepEqual(stops('technology'), ['Copy Browser']);
		await page.click(page.button('Copy Phone'));
		assert.deepEqual(stops('contact'), ['Copy Phone']);
		await page.show(editable({ phone: '' }));
		assert.deepEqual(stops('contact'), ['Copy Name']);
	});

	it('are reached with the arrow keys, past rows without one', async () => {
		page = await openPage(editable({ email: '' }));
		page.button('Copy Name').focus();
		await page.press(page.button('Copy Name'), 'ArrowDown');
		assert.equal(page.focused(), 'Copy Phone');
		await page.press(page.button('Copy Phone'), 'ArrowUp');
		assert.equal(page.focused(), 'Copy Name');
		await page.press(page.button('Copy Name'), 'ArrowUp');
		assert.equal(page.focused(), 'Copy Name');
	});

	it('have Edit and Clear beside them, which stay Tab stops of their own', async () => {
		const customVariableResults = ['a', 'b'].map((name) => ({ name, value: '1', url: '' }));
		page = await openPage(editable({ customVariableResults }));
		assert.deepEqual(
			page.all('.variables .tool').flatMap((tool) => (tool.tabIndex === 0 ? [tool.getAttribute('aria-label')] : [])),
			['Edit a', 'Clear a', 'Copy a', 'Edit b', 'Clear b'],
		);
	});
});

describe('The context menu of a row', () => {
	const menu = (name: string) => JSON.parse(page.row(name)?.dataset.vscodeContext ?? '{}') as Record<string, unknown>;

	it('knows the row, and what can be done with it', async () => {
		const customVariableResults = ['a', 'sysId'].map((name) => ({ name, value: '1', url: '' }));
		page = await openPage(editable({ customVariableResults }, { readOnly: ['sys*'] }));
		assert.deepEqual(menu('a'), { frontdeskRow: 'variables/1/a', frontdeskCanCopy: true, frontdeskCanEdit: true });
		assert.equal(menu('sysId').frontdeskCanEdit, false);
		assert.deepEqual(menu('Company'), { frontdeskRow: 'company', frontdeskCanCopy: true, frontdeskCanEdit: false });
	});

	it('opens the fields of a variable', async () => {
		page = await openPage(editable());
		await page.event('edit', 'variables/1/the variable');
		assert.ok(page.has('.editing textarea'));
		await page.event('edit', 'company');
		await page.event('edit', { key: 'company' });
		assert.equal(page.all('.editing').length, 1);
	});
});
