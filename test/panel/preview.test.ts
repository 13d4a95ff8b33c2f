// The page of a preview: it says that it is one, keeps itself, and gives up its text before another visitor takes its place.
import assert from 'node:assert/strict';
import { flushEvent } from '../../src/protocol/visitorPanel';
import { id } from '../present/details/detailsFixtures';
import { editable, type OpenPage, openPage, silence } from './openPage';

let page: OpenPage;

afterEach(() => page?.close());

const keepOpen = () => page.all('button').filter((button) => button.textContent === 'Keep Open');
const plan = editable({ customVariableResults: [{ name: 'plan', value: 'silver', url: '' }] });

async function type(text: string): Promise<void> {
	await page.click(page.button('Edit plan'));
	await page.type(page.one('textarea'), text);
}

describe('The page of a preview', () => {
	it('offers to keep it, until it is kept; focus stays on the page', async () => {
		page = await openPage(editable(), {}, { preview: true });
		await page.click(page.button('Keep Open'));
		assert.deepEqual(page.calls('keep'), [null]);
		page.setPreview(false);
		await page.show(editable());
		assert.equal(keepOpen().length, 0);
		assert.ok(page.document.activeElement !== page.document.body);
	});

	it('has nothing to keep in a panel that stays', async () => {
		page = await openPage(editable());
		assert.equal(keepOpen().length, 0);
	});

	it('stores that it is one, for a reload of the window: ids and flags alone', async () => {
		page = await openPage(editable(), {}, { preview: true });
		assert.deepEqual(page.kept(), { site: 's', visitor: id, preview: true, showEmpty: false });
		page.setPreview(false);
		await page.show(editable());
		assert.deepEqual(page.kept(), { site: 's', visitor: id, preview: false, showEmpty: false });
	});

	it('shows the empty rows if they were shown for the visitor before', async () => {
		const kept = { site: 's', visitor: 'another', preview: true, showEmpty: true };
		page = await openPage(editable({ company: '' }), {}, { preview: true, kept });
		assert.ok(page.row('Company'));
	});
});

describe('A page that is about to go', () => {
	it('sends what is typed before it says that it is done', async () => {
		const order: string[] = [];
		const note = (call: string) => () => void order.push(call);
		page = await openPage(plan, { edit: note('edit'), flushed: note('flushed') }, { preview: true });
		await type('gold');
		assert.deepEqual(order, []);
		await page.event(flushEvent, null);
		assert.deepEqual(order, ['edit', 'flushed']);
		assert.deepEqual(page.calls('flushed'), [{ unsent: false }]);
	});

	it('says that it holds text where the host has not taken it', async () => {
		page = await openPage(plan, { edit: () => silence }, { preview: true });
		await type('gold');
		await page.event(flushEvent, null);
		await page.clock.advance(6000);
		assert.deepEqual(page.calls('flushed'), [{ unsent: true }]);
	});
});
