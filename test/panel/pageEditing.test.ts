// Editing custom variables on the page: what is typed stays, and what is decided reaches the host.
import assert from 'node:assert/strict';
import type { VariableValue } from '../../src/present/details/detailsModel';
import { now } from '../present/details/detailsFixtures';
import { type Editing, editable, type OpenPage, openPage, silence } from './openPage';

let page: OpenPage;

afterEach(() => page?.close());

const value = (text: string, url = ''): VariableValue => ({ value: text, url });

/** A panel whose service has `plan: silver` and `notes`, with drafts of the user. */
function panel({
	plan = 'silver',
	drafts = {} as Record<string, string>,
	base = 'silver',
	...editing
}: Omit<Editing, 'drafts'> & {
	plan?: string | undefined;
	drafts?: Record<string, string>;
	base?: string;
} = {}) {
	const edits = Object.entries(drafts).map(([name, text]) => ({
		name,
		base: name === 'plan' ? { name, ...value(base) } : undefined,
		...value(text),
		at: now,
	}));
	const customVariableResults = [
		{ name: 'plan', ...value(plan) },
		{ name: 'notes', ...value('some') },
	];
	return editable({ customVariableResults }, { edits, ...editing });
}

const field = () => page.one('textarea') as HTMLTextAreaElement;

async function edit(name: string, text: string): Promise<void> {
	await page.click(page.button(`Edit ${name}`));
	await page.type(field(), text);
}

describe('A variable on the page', () => {
	it('is edited in place, and its row has the field alone', async () => {
		page = await openPage(panel());
		await page.click(page.button('Edit plan'));
		assert.ok(page.document.activeElement === field());
		assert.equal(field().value, 'silver');
		assert.ok(!page.has('.editing .value'));
		assert.match(page.row('plan')?.className ?? '', /editing/);
	});

	it('reaches the host shortly after the last key, with what the user saw', async () => {
		page = await openPage(panel());
		await edit('plan', 'gold');
		assert.deepEqual(page.calls('edit'), []);
		await page.clock.advance(200);
		assert.deepEqual(page.calls('edit'), [{ name: 'plan', ...value('gold'), seen: value('silver') }]);
	});

	it('keeps its line breaks as the service has them', async () => {
		page = await openPage(panel({ plan: 'a\r\nb' }));
		await page.click(page.button('Edit plan'));
		assert.equal(field().value, 'a\nb');
		await page.type(field(), 'a\nb\nc');
		await page.clock.advance(200);
		assert.deepEqual(page.calls('edit'), [{ name: 'plan', ...value('a\r\nb\r\nc'), seen: value('a\r\nb') }]);
	});

	it('that is typed is not overwritten by a snapshot, and closes when it was saved', async () => {
		page = await openPage(panel());
		await edit('plan', 'gold');
		await page.show(panel());
		assert.equal(field().value, 'gold');
		await page.clock.advance(200);
		await page.show(panel({ drafts: { plan: 'gold' } }));
		await page.press(field(), 'Enter');
		assert.equal(page.calls('save').length, 1);
		await page.show(panel({ plan: 'gold' }));
		assert.ok(!page.has('textarea'));
		assert.equal(page.focused(), 'Edit plan');
	});

	it('keeps what a silent host has not heard of, also without the focus, and says so', async () => {
		page = await openPage(panel(), { edit: () => silence });
		await edit('plan', 'gold');
		page.button('Copy plan').focus();
		await page.show(panel());
		assert.equal(field().value, 'gold');
		await page.clock.advance(6000);
		assert.match(page.textOf(page.one('.toast')) ?? '', /What you typed for “plan” isn't kept yet\./);
		await page.show(panel());
		assert.equal(field().value, 'gold');
	});

	it('follows the host only while nobody is in its fields', async () => {
		page = await openPage(panel());
		await page.click(page.button('Edit plan'));
		await page.show(panel({ plan: 'bronze' }));
		assert.equal(field().value, 'silver');
		page.button('Copy plan').focus();
		await page.show(panel({ plan: 'platinum' }));
		assert.equal(field().value, 'platinum');
	});

	it('stays while the host has not heard of its text, though the service has removed it', async () => {
		page = await openPage(panel());
		await edit('notes', 'typed');
		await page.show(editable({ customVariableResults: [{ name: 'plan', ...value('silver') }] }));
		assert.equal(field().value, 'typed');
		assert.ok(page.document.activeElement === field());
	});

	it('is given up with Escape, and the host hears it only if it knew of it', async () => {
		page = await openPage(panel());
		await edit('plan', 'gold');
		await page.press(field(), 'Escape');
		assert.equal(page.calls('discard').length, 1, 'the last key has sent it');
		await page.click(page.button('Edit notes'));
		await page.press(field(), 'Escape');
		assert.equal(page.calls('discard').length, 1);
		assert.equal(page.focused(), 'Edit notes');
	});

	it('is cleared and copied from its row', async () => {
		page = await openPage(panel());
		await page.click(page.button('Clear plan'));
		assert.deepEqual(page.calls('edit'), [{ name: 'plan', ...value(''), seen: value('silver') }]);
		await page.click(page.button('Copy plan'));
		assert.deepEqual(page.calls('copy'), [{ row: 'variables/1/plan' }]);
		assert.match(page.button('Copy plan').className, /copied/);
	});

	it('that a setting protects has no tools but Copy', async () => {
		page = await openPage(panel({ readOnly: ['pl*'] }));
		const names = [...(page.row('plan')?.querySelectorAll('button') ?? [])].map((button) =>
			button.getAttribute('aria-label'),
		);
		assert.deepEqual(names, ['Copy plan']);
	});

	it('says at its field why it cannot be saved, and Save leads there', async () => {
		const definitions = [{ name: 'plan', type: 'integer' as const }];
		page = await openPage(panel({ drafts: { plan: 'many' }, definitions }));
		await page.click(page.button('Save'));
		assert.deepEqual(page.calls('save'), []);
		assert.ok(page.document.activeElement === field());
		assert.equal(field().getAttribute('aria-invalid'), 'true');
		const words = page.document.getElementById(field().getAttribute('aria-describedby') ?? '');
		assert.equal(page.textOf(words), 'Value: enter a whole number, like 1200.');
	});
});

describe('A conflict on the page', () => {
	const conflict = () => panel({ plan: 'bronze', drafts: { plan: 'gold' } });

	it('is asked about in its row and nowhere else', async () => {
		page = await openPage(panel({ drafts: { plan: 'gold' } }));
		await page.show(conflict());
		const said = page.all('main *').filter(({ textContent, childElementCount }) => {
			return childElementCount === 0 && textContent?.includes('Someone else');
		});
		assert.deepEqual(said.map(page.textOf), ['Someone else changed this to “bronze”.']);
		assert.ok(page.all('[aria-live]').some(({ textContent }) => textContent?.includes('Choose which value to keep')));
	});

	it('is announced beside what comes with it: no message replaces another of the same turn, and none is said twice', async () => {
		const report = { id: 7, tone: 'problem', title: 'Not saved.', lines: [], actions: [] } as const;
		const messages = () => page.all('[aria-live]').map((region) => [...region.children].map(page.textOf));
		const next = panel({ drafts: { plan: 'gold' }, plan: 'bronze', report });
		page = await openPage(panel({ drafts: { plan: 'gold' } }));
		await page.show(next);
		const conflictWords = 'Someone else changed “plan”. Choose which value to keep.';
		assert.deepEqual(messages(), [['Not saved.', conflictWords], []]);
		for (const name of ['Copy plan', 'Copy plan', 'Copy notes']) {
			page.button(name).click();
		}
		await page.show(next);
		assert.deepEqual(messages(), [[], ['Copied plan', 'Copied notes']]);
	});

	it('takes the focus where Save was clicked, before and after the click', async () => {
		page = await openPage(panel({ drafts: { plan: 'gold' } }));
		await page.click(page.button('Save'));
		assert.equal(page.calls('save').length, 1);
		await page.show(conflict());
		assert.ok(page.document.activeElement === page.one('.choice'));
		page.button('Copy notes').focus();
		await page.click(page.button('Save'));
		assert.equal(page.calls('save').length, 1);
		assert.ok(page.document.activeElement === page.one('.choice'));
	});

	it('is decided with one click', async () => {
		page = await openPage(conflict());
		await page.click(page.button('Keep mine of plan'));
		await page.click(page.button('Take theirs of plan'));
		assert.deepEqual(page.calls('choose'), [
			{ name: 'plan', side: 'mine' },
			{ name: 'plan', side: 'theirs' },
		]);
	});
});

describe('A value from another window', () => {
	it('is taken with a button that says for which variable', async () => {
		const base = { name: 'plan', ...value('silver') };
		page = await openPage(panel({ edits: [{ name: 'plan', base, ...value('gold'), at: now, also: ['bronze'] }] }));
		const button = page.button('Use this for plan');
		assert.equal(button.textContent, 'Use This');
		await page.click(button);
		assert.deepEqual(page.calls('edit'), [{ name: 'plan', ...value('bronze'), seen: value('silver') }]);
	});
});

describe('The form for a new variable', () => {
	it('says what is wrong at the field at fault, and keeps what was typed', async () => {
		const error = { field: 'name', words: 'Name: enter a name.' };
		page = await openPage(panel(), { add: () => error });
		await page.click(page.button('Add Variable'));
		const name = page.one('fieldset.add input');
		assert.ok(page.document.activeElement === name);
		await page.type(page.one('fieldset.add textarea'), '15 %');
		await page.click(page.button('Add'));
		assert.equal(page.textOf(page.one('fieldset.add .fault')), 'Name: enter a name.');
		assert.equal(name.getAttribute('aria-invalid'), 'true');
		assert.ok(page.document.activeElement === name);
		const regions = () => page.all('[aria-live]').map(({ textContent }) => textContent);
		assert.deepEqual(regions(), ['', ''], 'the field that gets the focus says it');
		await page.type(name, ' ');
		await page.press(name, 'Enter');
		assert.deepEqual(regions(), ['Name: enter a name.', ''], 'one that has it already is not read out again');
		await page.type(name, 'discount');
		assert.ok(!page.has('fieldset.add .fault'));
		assert.equal((page.one('fieldset.add textarea') as HTMLTextAreaElement).value, '15 %');
	});

	it('leaves the focus where the user types, also after a fault of another field', async () => {
		page = await openPage(panel(), { add: () => ({ field: 'url', words: 'URL: …' }) });
		await page.click(page.button('Add Variable'));
		await page.click(page.button('Link…'));
		await page.type(page.one('fieldset.add .link input'), 'x');
		await page.click(page.button('Add'));
		await page.type(page.one('fieldset.add .link input'), 'xy');
		assert.ok(page.document.activeElement === page.one('fieldset.add .link input'));
	});

	it('adds and saves with Enter, and is gone afterwards', async () => {
		page = await openPage(panel());
		await page.click(page.button('Add Variable'));
		await page.type(page.one('fieldset.add input'), 'discount');
		await page.press(page.one('fieldset.add input'), 'Enter');
		assert.deepEqual(page.calls('add'), [{ name: 'discount', ...value('') }]);
		assert.equal(page.calls('save').length, 1);
		assert.ok(!page.has('fieldset.add'));
	});

	it('comes back with what was typed in an earlier page, and does not take the focus', async () => {
		page = await openPage(panel({ composing: { name: 'half a na', ...value('') } }));
		assert.equal((page.one('fieldset.add input') as HTMLInputElement).value, 'half a na');
		assert.equal(page.focused(), 'body');
		await page.click(page.button('Cancel'));
		await page.show(panel({ composing: { name: 'half a na', ...value('') } }));
		assert.ok(!page.has('fieldset.add'), 'not again');
	});
});

describe('The bar below the variables', () => {
	it('discards several edits at the second click', async () => {
		page = await openPage(panel({ drafts: { plan: 'gold', notes: 'none' } }));
		await page.click(page.button('Discard All'));
		assert.deepEqual(page.calls('discard'), []);
		await page.click(page.button('Really Discard 2?'));
		assert.deepEqual(page.calls('discard'), [null]);
	});

	it('says once that a save is done, and not again to a page that comes back', async () => {
		const report = { id: 7, tone: 'done', title: 'Saved', lines: [], actions: [] } as const;
		page = await openPage(panel({ report }));
		assert.equal(page.textOf(page.one('.bar .words')), '');
		await page.show(panel({ report: { ...report, id: 8 } }));
		assert.equal(page.textOf(page.one('.bar .words')), 'Saved');
		assert.ok(page.all('[aria-live]').some(({ textContent }) => textContent === 'Saved'));
	});

	it('says nothing of edits that disappear without a report', async () => {
		page = await openPage(panel({ drafts: { plan: 'gold' } }));
		assert.match(page.textOf(page.one('.bar')) ?? '', /not saved/);
		await page.show(panel());
		await edit('plan', 'gold');
		await page.press(field(), 'Escape');
		await page.show(panel({ plan: 'bronze' }));
		assert.doesNotMatch(page.textOf(page.one('.bar')) ?? '', /saved/i);
		assert.ok(page.all('[aria-live], .loud').every(({ textContent }) => !/saved/i.test(textContent ?? '')));
	});

	it('shows what went wrong, anew for each report', async () => {
		const report = { id: 7, tone: 'problem', title: 'Not saved.', lines: ['a', 'a'], actions: ['saveAgain'] } as const;
		page = await openPage(panel({ drafts: { plan: 'gold' }, report }));
		const first = page.one('.loud');
		assert.equal(page.all('.loud li').length, 2);
		await page.show(panel({ drafts: { plan: 'gold' }, report: { ...report, id: 8 } }));
		assert.ok(page.one('.loud') !== first);
		const said = page.all('[aria-live]').map(({ textContent }) => textContent);
		assert.ok(said.includes('Not saved. a a'), said.join());
		await page.click(page.button('Save Again'));
		await page.click(page.button('Dismiss'));
		assert.deepEqual([page.calls('save').length, page.calls('dismiss').length], [1, 1]);
	});
});
