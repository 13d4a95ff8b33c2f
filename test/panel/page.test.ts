// The page of a visitor panel as a whole: what it shows, and what a snapshot leaves as it was.
import assert from 'node:assert/strict';
import type { VisitorDetails } from '../../src/present/details/detailsModel';
import { snapshotEvent } from '../../src/protocol/visitorPanel';
import { ApiError } from '../../src/service/errors';
import { details, full, id, now, state } from '../present/details/detailsFixtures';
import { editable, type OpenPage, openPage } from './openPage';

const variables = (...values: readonly [string, string][]) => ({
	customVariableResults: values.map(([name, value]) => ({ name, value, url: '' })),
});

const waiting = (since: number): VisitorDetails =>
	details(state(full, {}, { waits: new Map([[id, { since, atLeast: false }]]) }));

let page: OpenPage;

afterEach(() => page?.close());

describe('The page of a panel', () => {
	it('has a blank between all words that stand beside each other', async () => {
		const base = { name: 'plan', value: 'silver', url: '' };
		const edits = [{ name: 'plan', base, value: 'gold', url: 'https://x.example/', at: now }];
		page = await openPage(waiting(now - 240_000));
		assert.equal(page.textOf(page.one('.now')), 'Waiting for chat for 4 minutes');
		assert.equal(page.textOf(page.one('.page')), 'On page Pricing https://example.com/current');
		assert.equal(page.textOf(page.row('the variable')?.querySelector('.value')), 'variable value bbbbb');
		assert.equal(page.textOf(page.row('Local time')?.querySelector('.value')), 'Wed 20:00 GMT +08:00');
		await page.show(waiting(now - 1000));
		assert.equal(page.textOf(page.one('.now')), 'Waiting for chat · just now');
		await page.show(editable(variables(['plan', 'silver']), { edits, pinned: ['plan'] }));
		const row = page.row('plan');
		assert.equal(page.textOf(row?.querySelector('dt')), 'plan pinned not saved');
		assert.equal(page.textOf(row?.querySelector('.state')), 'not saved with the link https://x.example/');
		assert.equal(page.textOf(row?.querySelector('.was')), 'was: silver');
	});

	it('shows texts of strangers as texts', async () => {
		const hostile = '<img src=x onerror=alert(1)>';
		const all = { name: hostile, company: hostile, currentBrowsing: hostile, more: { [hostile]: hostile } };
		page = await openPage(editable({ ...all, ...variables([hostile, hostile]) }));
		assert.ok(!page.has('img'));
		assert.equal(page.textOf(page.one('h1')), hostile);
		assert.equal(page.textOf(page.row(hostile)?.querySelector('.main')), hostile);
	});

	it('shows empty rows only when asked for', async () => {
		page = await openPage(editable({ company: '' }));
		assert.ok(!page.row('Company'));
		await page.click(page.button('Show empty fields (1)'));
		assert.equal(page.textOf(page.row('Company')?.querySelector('.value')), 'empty');
		await page.click(page.button('Hide empty fields'));
		assert.ok(!page.row('Company'));
	});

	it('says what stands between the user and fresh data, with what helps', async () => {
		page = await openPage(details(undefined));
		assert.equal(page.textOf(page.one('.notice')), 'Sign in to api15.example to see this visitor. Sign In…');
		await page.click(page.button('Sign In…'));
		assert.deepEqual(page.calls('act'), [{ action: 'signIn' }]);
	});

	it('offers the commands for the visitor while there is one', async () => {
		page = await openPage(editable());
		for (const name of ['Open Agent Console', 'Copy Visitor As…', 'Compare With Snapshot']) {
			await page.click(page.button(name));
		}
		assert.deepEqual(
			page.calls('act'),
			['openConsole', 'copyVisitor', 'compareVisitor'].map((action) => ({ action })),
		);
		await page.show(details(undefined));
		assert.equal(page.textOf(page.one('.acts')), '');
	});

	it('announces a new status, and the same words again when they come again', async () => {
		page = await openPage(details(state(full)));
		const announced: string[] = [];
		for (const status of ['chatting', 'waitingForChat', 'chatting']) {
			await page.show(details(state({ ...full, status })));
			announced.push(
				page
					.all('[aria-live]')
					.map(({ textContent }) => textContent)
					.join('|'),
			);
		}
		const [first, second] = ['the name: Chatting', 'the name: Waiting for chat'];
		assert.deepEqual(announced, [`${first}|`, `|${second}`, `${first}|`]);
	});

	it('announces a change once: neither the next polls nor the time say it again', async () => {
		const regions = () => page.all('[aria-live]').map(({ textContent }) => textContent);
		const stale = (at: number) => details(state(full, { asOf: at, error: new ApiError('network') }));
		page = await openPage(waiting(now - 60_000));
		await page.show(waiting(now - 60_000));
		await page.clock.advance(60_000);
		assert.deepEqual(regions(), ['', '']);
		await page.show(stale(now - 240_000));
		const said = ['Not up to date: last read 5 minutes ago. No response from the server.', ''];
		assert.deepEqual(regions(), said);
		for (const at of [now - 240_000, now - 230_000, now - 100_000]) {
			await page.show(stale(at));
			await page.clock.advance(20_000);
			assert.deepEqual(regions(), said);
		}
		await page.show(details(state({ ...full, status: 'outOfSite' }, { left: true })));
		assert.deepEqual(regions(), ['', 'the name: Left the site'], 'and not that the visit is over besides');
	});
});

describe('A snapshot', () => {
	it('leaves elements, focus and selection as they were', async () => {
		page = await openPage(editable());
		const company = page.row('Company')?.querySelector('.main')?.firstChild;
		assert.ok(company);
		page.document.getSelection()?.selectAllChildren(company);
		const copy = page.button('Copy Visits');
		copy.focus();
		await page.show(
			editable({ pageViews: 77, email: '', searchEngine: '', ...variables(['new', '1'], ['the variable', '2']) }),
		);
		assert.equal(page.textOf(page.row('Page views')?.querySelector('.main')), '77');
		assert.ok(page.row('Company')?.querySelector('.main')?.firstChild === company);
		assert.ok(page.document.activeElement === copy);
		assert.ok(page.document.getSelection()?.anchorNode === company);
	});

	it('that takes away what has the focus gives it to the section, not to the page', async () => {
		page = await openPage(editable());
		page.button('Copy Company').focus();
		await page.show(editable({ company: '' }));
		assert.equal(page.focused(), 'section.contact');
		page.button('Edit the variable').focus();
		await page.show(details(undefined));
		assert.equal(page.focused(), 'main');
	});

	it('that moves the row of a field leaves focus, caret and text in it', async () => {
		page = await openPage(editable(variables(['a', '1'], ['b', '2'], ['c', '3'])));
		await page.click(page.button('Edit a'));
		const field = page.one('textarea') as HTMLTextAreaElement;
		await page.type(field, 'typed');
		field.setSelectionRange(2, 3);
		await page.show(editable(variables(['c', '3'], ['b', '2'], ['new', '0'], ['a', '1'])));
		assert.deepEqual(
			page.all('.variables .name').map(({ textContent }) => textContent),
			['c', 'b', 'new', 'a'],
		);
		assert.ok(page.document.activeElement === field);
		assert.deepEqual([field.value, field.selectionStart, field.selectionEnd], ['typed', 2, 3]);
	});

	it('leaves the focus to come back to where it was, from a menu of VS Code or another part of the window', async () => {
		page = await openPage(editable());
		const copy = page.button('Copy Visits');
		for (const there of [editable(), editable({ visits: undefined })]) {
			copy.focus();
			copy.blur();
			await page.show(there);
			window.dispatchEvent(new window.Event('focus'));
			const expected = copy.isConnected ? copy : page.one('section.visit');
			assert.ok(page.document.activeElement === expected, String(copy.isConnected));
		}
	});

	it('with another variable gives it an id of its own: a name labels the field of its row alone', async () => {
		page = await openPage(editable(variables(['a', '1'])));
		await page.show(editable(variables(['a', '1'], ['b', '2'])));
		const ids = page.all('.variables .name').map((element) => element.id);
		assert.equal(new Set(ids).size, 2, ids.join());
	});

	it('that is older than the last is not shown', async () => {
		page = await openPage(editable());
		await page.show(editable({ company: 'newer' }));
		const company = async (revision: number, text: string) => {
			await page.event(snapshotEvent, { revision, now, details: editable({ company: text }) });
			return page.textOf(page.row('Company')?.querySelector('.main'));
		};
		assert.equal(await company(1, 'older'), 'newer');
		assert.equal(await company(9, 'newest'), 'newest');
	});
});

describe('The clock of a page', () => {
	const wait = () => page.textOf(page.one('.wait'));

	it('goes on without a message', async () => {
		page = await openPage(waiting(now - 240_000));
		await page.clock.advance(60_000);
		assert.equal(wait(), 'for 5 minutes');
	});

	it('is that of a host on another machine', async () => {
		page = await openPage(waiting(now - 240_000));
		assert.equal(wait(), 'for 4 minutes');
		page.setAhead(600_000);
		await page.show(waiting(now - 240_000));
		assert.equal(wait(), 'for 14 minutes');
	});

	it('is not set back by a message that was long on its way', async () => {
		page = await openPage(waiting(now - 240_000));
		await page.show(waiting(now - 240_000), now - 210_000);
		assert.equal(wait(), 'for 4 minutes');
	});
});

describe('A press on the page', () => {
	const pointer = (type: string) => page.document.dispatchEvent(new window.Event(type));
	const plan = () => page.textOf(page.row('plan')?.querySelector('.value'));

	for (const end of ['pointerup', 'pointercancel']) {
		it(`holds back what snapshots change until ${end}: the place under it must not move`, async () => {
			page = await openPage(editable(variables(['plan', 'silver'])));
			pointer('pointerdown');
			await page.show(editable(variables(['plan', 'gold'])));
			await page.show(editable(variables(['plan', 'platinum'])));
			await page.clock.advance(5000);
			assert.equal(plan(), 'silver');
			pointer(end);
			assert.equal(plan(), 'silver', 'the click comes after it');
			await page.clock.advance(0);
			assert.equal(plan(), 'platinum');
			await page.show(editable(variables(['plan', 'gold'])));
			assert.equal(plan(), 'gold');
		});
	}

	it('keeps an empty row that the press takes the focus from', async () => {
		page = await openPage(editable(variables(['plan', 'silver'])));
		page.button('Edit plan').focus();
		await page.show(editable(variables(['plan', ''])));
		assert.ok(page.row('plan'), 'it has the focus');
		pointer('pointerdown');
		page.button('Copy Company').focus();
		await page.clock.advance(1000);
		assert.ok(page.row('plan'));
		pointer('pointerup');
		await page.clock.advance(0);
		await page.show(editable(variables(['plan', ''])));
		assert.ok(!page.row('plan'));
	});

	it('whose end the page does not hear of holds nothing back for ever', async () => {
		page = await openPage(editable(variables(['plan', 'silver'])));
		pointer('pointerdown');
		await page.show(editable(variables(['plan', 'gold'])));
		await page.clock.advance(10_000);
		assert.equal(plan(), 'gold');
	});
});
