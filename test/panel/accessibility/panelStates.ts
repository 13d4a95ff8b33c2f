// Every state that a visitor panel can be in, as a page that is in it: for the tests of what assistive technology gets.
import type { DraftEdit } from '../../../src/desk/variables/drafts';
import { notEditing } from '../../../src/present/details/details';
import type { DetailsPage, VisitorDetails } from '../../../src/present/details/detailsModel';
import { createMask } from '../../../src/present/privacy/mask';
import { maskEditing, maskPages } from '../../../src/present/privacy/maskPanel';
import { attacks, hostileUrls } from '../../../src/sandbox/scenarios/attacks';
import { ApiError } from '../../../src/service/errors';
import type { Visitor } from '../../../src/service/model';
import { bare, details, id, now, state } from '../../present/details/detailsFixtures';
import { type Editing, editable, type OpenPage, openPage, silence } from '../openPage';

const minute = 60_000;

const person: Visitor = {
	...bare,
	status: 'waitingForChat',
	name: 'Ada Findling',
	email: 'ada@example.com',
	company: 'Findling Ltd',
	timeZone: 'GMT +08:00',
	firstVisitTime: new Date(2021, 0, 1, 12).getTime(), // local, as it is shown
	currentBrowsing: 'Pricing https://example.com/pricing',
	customVariableResults: [
		{ name: 'plan', value: 'silver', url: '' },
		{ name: 'account', value: '42', url: 'https://crm.example.com/42' },
		{ name: 'sysId', value: 'A7', url: '' },
	],
};

const setting: Editing = { readOnly: ['sys*'], pinned: ['acc*'], definitions: [{ name: 'seats', type: 'integer' }] };

const draft = (name: string, value: string, base: string | undefined, url = ''): DraftEdit => ({
	name,
	value,
	url,
	base: base === undefined ? undefined : { name, value: base, url },
	at: now,
});

const pages: readonly DetailsPage[] = Array.from({ length: 6 }, (_, at) => ({
	text: `https://example.com/page/${at}`,
	link: { href: `https://example.com/page/${at}`, text: `https://example.com/page/${at}` },
	at: now - at * minute,
}));

const waits = new Map([[id, { since: now - 130_000, atLeast: false }]]);

function panel(editing: Editing = {}, change: Partial<Visitor> = {}, watched = {}): VisitorDetails {
	return editable({ ...person, ...change }, { ...setting, ...editing }, { watched, desk: { waits }, pages });
}

function masked(): VisitorDetails {
	const mask = createMask(['name', 'email', 'phone', 'ip', 'plan']);
	const edits = [draft('account', '43', '42', 'https://crm.example.com/42')];
	const editing = maskEditing({ ...notEditing, ...setting, possible: true, edits, drafts: 1 }, person, mask);
	return editable(mask.visitor(person), editing, { pages: maskPages(pages, person, mask) });
}

const unread = (kind: ConstructorParameters<typeof ApiError>[0]) =>
	details(state(undefined, { error: new ApiError(kind, { isServiceAnswer: true }) }));

const report = { id: 7, tone: 'problem', title: 'Not saved.', actions: ['saveAgain', 'restore'] } as const;

interface PanelState {
	readonly name: string;
	readonly open: () => Promise<OpenPage>;
	/** Whether docs/screen-reader.md has it: not if it differs in texts of strangers alone. */
	readonly isListed?: boolean;
}

async function then(page: Promise<OpenPage>, ...acts: ((page: OpenPage) => Promise<void> | void)[]): Promise<OpenPage> {
	const opened = await page;
	for (const act of acts) {
		await act(opened);
	}
	return opened;
}

const edit = (name: string, text: string) => async (page: OpenPage) => {
	await page.click(page.button(`Edit ${name}`));
	await page.type(page.one('textarea'), text);
};
const showEmpty = async (page: OpenPage) => {
	const button = page.all('button').find(({ textContent }) => textContent?.startsWith('Show empty fields'));
	await page.click(button ?? page.button('Show empty fields'));
};
const click = (name: string) => (page: OpenPage) => page.click(page.button(name));

export const panelStates: readonly PanelState[] = [
	{ name: 'being read', open: () => openPage(details(state(undefined))) },
	{ name: 'as usual', open: () => openPage(panel()) },
	{ name: 'a preview', open: () => openPage(panel(), {}, { preview: true }) },
	{
		name: 'with empty fields',
		open: () => then(openPage(panel({}, { company: '', phone: '' })), showEmpty),
	},
	{ name: 'without custom variables', open: () => openPage(panel({}, { customVariableResults: [] })) },
	{
		name: 'while a value is edited',
		open: () => then(openPage(panel({ edits: [draft('plan', 'gold', 'silver')] })), edit('plan', 'gold')),
	},
	{
		name: 'with an invalid value and link',
		open: () =>
			then(
				openPage(
					panel(
						{
							edits: [
								draft('seats', 'many', '4'),
								{ ...draft('account', '43', '42', 'https://crm.example.com/42'), url: 'no link' },
							],
						},
						{ customVariableResults: [...person.customVariableResults, { name: 'seats', value: '4', url: '' }] },
					),
				),
				click('Save'),
			),
	},
	{ name: 'in a conflict', open: () => openPage(panel({ edits: [draft('plan', 'gold', 'bronze')] })) },
	{
		name: 'with a value from another window',
		open: () =>
			openPage(panel({ edits: [{ ...draft('plan', 'gold', 'silver'), also: ['bronze'] }], keptOverReload: false })),
	},
	{ name: 'while it saves', open: () => openPage(panel({ edits: [draft('plan', 'gold', 'silver')], saving: true })) },
	{
		name: 'saved',
		open: () =>
			then(openPage(panel()), (page) =>
				page.show(panel({ undo: true, report: { ...report, tone: 'done', title: 'Saved', actions: [], lines: [] } })),
			),
	},
	{
		name: 'not saved',
		open: () =>
			then(openPage(panel({ edits: [draft('plan', 'gold', 'silver')] })), (page) =>
				page.show(
					panel({
						edits: [draft('plan', 'gold', 'silver')],
						report: { ...report, lines: ['The service refused it (403).'] },
					}),
				),
			),
	},
	{
		name: 'before several edits are discarded',
		open: () =>
			then(
				openPage(panel({ edits: [draft('plan', 'gold', 'silver'), draft('new', '1', undefined)] })),
				click('Discard All'),
			),
	},
	{
		name: 'with the form for a new variable',
		open: () =>
			then(
				openPage(panel(), { add: () => ({ field: 'name', words: 'Name: enter a name.' }) }),
				click('Add Variable'),
				click('Link…'),
				click('Add'),
			),
	},
	{ name: 'after the visitor has left', open: () => openPage(panel({}, { status: 'outOfSite' }, { left: true })) },
	{
		name: 'out of date',
		open: () => openPage(panel({}, {}, { asOf: now - 4 * minute, error: new ApiError('network') })),
	},
	{ name: 'of a visitor whom the service does not know', open: () => openPage(unread('notFound')) },
	{ name: 'forbidden', open: () => openPage(unread('forbidden')) },
	{ name: 'after the sign-in was refused', open: () => openPage(unread('unauthorized')) },
	{ name: 'signed out', open: () => openPage(details(undefined)) },
	{ name: 'of another site', open: () => openPage(details(undefined, true)) },
	{
		name: 'without an answer of the host',
		open: () => then(openPage(panel(), { state: () => silence }), (page) => page.clock.advance(6000)),
	},
	{
		name: 'with long texts',
		isListed: false,
		open: () => {
			const long = 'A long text. '.repeat(400);
			return openPage(
				panel(
					{},
					{ company: long, currentBrowsing: long, customVariableResults: [{ name: long, value: long, url: '' }] },
				),
			);
		},
	},
	{
		name: 'with hostile texts',
		isListed: false,
		open: () =>
			openPage(
				panel(
					{},
					{
						name: attacks[0] ?? '',
						company: attacks[1] ?? '',
						currentBrowsing: hostileUrls[0],
						customVariableResults: attacks.slice(0, 12).map((text, at) => ({
							name: text,
							value: attacks.at(-at) ?? '',
							url: hostileUrls[at] ?? '',
						})),
						more: Object.fromEntries(attacks.slice(12, 20).map((text) => [text, text])),
					},
				),
			),
	},
	{ name: 'in privacy mode', open: () => openPage(masked()) },
];
