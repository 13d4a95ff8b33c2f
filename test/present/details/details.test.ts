// Rules of the visitor panel's content: nothing of a visitor is lost, nothing is claimed that is not so, hostile text stays text.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DeskState, staleAfter } from '../../../src/desk/state';
import { variableRows } from '../../../src/present/details/variableRows';
import { safeLink } from '../../../src/present/links';
import { type NamedValue, visitorStatuses } from '../../../src/service/model';
import { bare, details, full, id, now, rowOf, rowsOf, state } from './detailsFixtures';

const withVariables = (...variables: NamedValue[]) =>
	rowsOf(details(state({ ...full, customVariableResults: variables }))).filter(({ key }) =>
		key.startsWith('variables/'),
	);

const tryAgain = { action: 'refresh', title: 'Try Again' };

describe('visitor details', () => {
	it('every field of a visitor stands somewhere, under a label', () => {
		const rows = rowsOf(details(state(full)));
		const texts = rows.flatMap(({ label, text, note = '' }) => [label, text, note]).join('\n');
		for (const [field, value] of Object.entries(full)) {
			const expected = {
				status: ['Waiting for chat'],
				visitTime: ['2021-05-26T10:30:16.036Z'],
				firstVisitTime: ['2021-05-26T10:31:29.597Z'],
				customFields: ['the field', 'field value'],
				customVariableResults: ['the variable', 'variable value', 'bbbbb'],
				more: ['unknownOne', 'raw'],
			}[field] ?? [String(value)];
			for (const text of expected) {
				assert.ok(texts.includes(text), `${field}: ${text}`);
			}
		}
		assert.ok(rows.every(({ label }) => label !== ''));
	});

	it('custom variables come first, unknown fields last', () => {
		assert.deepEqual(
			details(state(full)).sections.map(({ key }) => key),
			['variables', 'contact', 'visit', 'technology', 'place', 'fields', 'more'],
		);
	});

	it('a visitor with nothing but an id has a label, and rows that say they are empty', () => {
		const all = details(state(bare));
		assert.equal(all.header.label, 'Visitor 3d59f909');
		assert.equal(all.header.page, undefined);
		const filled = rowsOf(all).filter(({ empty }) => !empty);
		assert.deepEqual(
			filled.map(({ key }) => key),
			['status', 'id'],
		);
		assert.ok(rowsOf(all).every(({ text }) => !/undefined|null|NaN|Invalid/.test(text)));
	});

	it('the keys of rows are unique and stay, also where names stand twice', () => {
		const twice = { name: 'a', value: '1', url: '' };
		const before = withVariables(twice, { ...twice, value: '2' }, { name: 'b', value: '3', url: '' });
		const after = withVariables({ name: 'b', value: '4', url: '' }, twice, { ...twice, value: '5' });
		assert.equal(new Set(before.map(({ key }) => key)).size, 3);
		assert.deepEqual(before.map(({ key }) => key).sort(), after.map(({ key }) => key).sort());
	});

	it('a variable is linked by its address only where that is one', () => {
		const [linked, none, own, addressOnly, hostile] = withVariables(
			{ name: 'a', value: '520', url: 'https://example.com/520' },
			{ name: 'b', value: '520', url: 'bbbbb' },
			{ name: 'c', value: 'https://example.com/', url: '' },
			{ name: 'd', value: '', url: 'https://example.com/d' },
			{ name: 'e', value: 'x', url: 'javascript:alert(1)' },
		);
		assert.deepEqual(linked?.link, { href: 'https://example.com/520', text: '520' });
		assert.equal(none?.link, undefined);
		assert.equal(none?.note, 'bbbbb');
		assert.equal(own?.link?.href, 'https://example.com/');
		assert.deepEqual(addressOnly?.link, { href: 'https://example.com/d', text: 'https://example.com/d' });
		assert.equal(hostile?.link, undefined);
		assert.equal(hostile?.note, 'javascript:alert(1)');
	});

	it("a variable without a name can't be edited, and says what a save may do to it", () => {
		const [nameless, blank, plan] = withVariables(
			{ name: '', value: '520', url: 'bbbbb' },
			{ name: ' ', value: '521', url: '' },
			{ name: 'plan', value: 'gold', url: '' },
		);
		for (const row of [nameless, blank]) {
			assert.equal(row?.variable, undefined);
			assert.match(row?.note ?? '', /Has no name, so it can't be saved\. Saving other variables may remove it\.$/);
		}
		assert.equal(plan?.variable?.name, 'plan');
		assert.equal(plan?.note, undefined);
	});

	it("the second variable of a name can't be edited, and says so", () => {
		const [first, second] = withVariables(
			{ name: 'plan', value: 'gold', url: '' },
			{ name: 'plan', value: 'silver', url: '' },
		);
		assert.deepEqual([first?.variable?.saved?.value, first?.note], ['gold', undefined]);
		assert.equal(second?.variable, undefined);
		assert.equal(second?.note, 'Another variable has the same name. Only the first one can be edited.');
	});

	it('a draft is in the row of the variable that was edited, also where one of its name comes first by now', () => {
		const base = { name: 'plan', value: 'gold', url: '' };
		const edits = [{ ...base, value: 'platinum', base, at: 0 }];
		const rows = variableRows([{ ...base, value: 'silver' }, base], {
			edits,
			readOnly: [],
			definitions: [],
			pinned: [],
		});
		assert.deepEqual(
			rows.map(({ key, variable }) => [key, variable?.saved?.value, variable?.draft?.value]),
			[
				['variables/2/plan', undefined, undefined],
				['variables/1/plan', 'gold', 'platinum'],
			],
		);
	});

	it('e-mail and phone become links where they validly are', () => {
		const all = details(state(full));
		assert.equal(rowOf(all, 'email').link?.href, 'mailto:mail@example.com');
		assert.equal(rowOf(all, 'phone').link?.href, 'tel:+49301234567');
		const odd = details(state({ ...full, email: 'none', phone: '*#06#' }));
		assert.equal(rowOf(odd, 'email').link, undefined);
		assert.equal(rowOf(odd, 'phone').link, undefined);
	});

	it('names show what hides in them, as values do', () => {
		const labels = withVariables(
			{ name: 'pl\u200ban', value: '1', url: '' },
			{ name: 'plan', value: '1', url: '' },
			{ name: 'so\u00adft', value: '1', url: '' },
			{ name: '\u202enalp', value: '1', url: '' },
			{ name: '  two\n lines ', value: '1', url: '' },
			{ name: '\u200b', value: '1', url: '' },
		).map(({ label }) => label);
		assert.deepEqual(labels, ['pl‹200B›an', 'plan', 'so‹00AD›ft', '‹202E›nalp', 'two lines', '‹200B›']);
	});

	it('who waits is said with since when, and no longer once gone', () => {
		const waits = new Map([[id, { since: now - 60_000, atLeast: true }]]);
		assert.deepEqual(details(state(full, {}, { waits })).header.wait, { since: now - 60_000, atLeast: true });
		assert.equal(details(state(full, { left: true }, { waits })).header.wait, undefined);
	});

	it('a visitor who left keeps the last data, and is not said to be on site', () => {
		const all = details(state({ ...full, status: 'inSite' }, { left: true, asOf: now - 180_000 }));
		assert.deepEqual(all.notice, { kind: 'left', at: now - 180_000 });
		assert.equal(all.header.status, 'Left');
		assert.equal(all.header.urgency, 'left');
		assert.equal(rowOf(all, 'status').label, 'Last status');
		assert.equal(rowOf(all, 'email').text, 'mail@example.com');
		const ended = details(state({ ...full, status: 'chatEnded' }, { left: true }));
		assert.equal(ended.header.status, 'Chat ended');
	});

	it('fresh data has no notice, data after three missed polls has one with its age', () => {
		const code = 'CERT_HAS_EXPIRED';
		const missed = (polls: number) => ({ kind: 'network', code, since: now, missed: polls }) as DeskState['pollError'];
		assert.equal(details(state(full)).notice, undefined);
		assert.equal(details(state(full, {}, { pollError: missed(staleAfter - 1) })).notice, undefined);
		for (const desk of [{ pollError: missed(staleAfter) }, { visitorsError: missed(staleAfter) }]) {
			const { notice } = details(state(full, {}, desk));
			const what = `The server's certificate has expired (${code}).`;
			assert.deepEqual(notice, { kind: 'stale', errorKind: 'network', what, at: now - 5000, help: tryAgain });
		}
		const refused = { kind: 'unauthorized', since: now, missed: 1 } as DeskState['pollError'];
		const { kind, help } = details(state(full, {}, { pollError: refused })).notice ?? {};
		assert.deepEqual([kind, help?.action], ['stale', 'signIn']);
		const late = { kind: 'timeout', status: undefined, code: undefined } as const;
		assert.equal(details(state(full, { error: late })).notice?.kind, 'stale');
	});

	it('what was never read says why not', () => {
		assert.deepEqual(details(state(undefined)).notice, { kind: 'loading' });
		const unknown = { kind: 'notFound', status: 404, code: undefined, isServiceAnswer: true } as const;
		assert.deepEqual(details(state(undefined, { error: unknown })).notice, {
			kind: 'unread',
			errorKind: 'notFound',
			what: "The service couldn't find this (404).",
		});
		const ofGateway = { ...unknown, isServiceAnswer: false };
		assert.deepEqual(details(state(undefined, { error: ofGateway })).notice, {
			kind: 'unread',
			errorKind: 'server', // it says nothing of the visitor, and can be tried again
			what: 'The service, a proxy or a guest network refused the request without a reason (404).',
			help: tryAgain,
		});
		assert.deepEqual(details(state(undefined)).sections, []);
	});

	it('without the desk of its site nothing of the visitor is shown', () => {
		assert.deepEqual(details(undefined).notice, {
			kind: 'signedOut',
			site: 'api15.example',
			help: { action: 'signIn', title: 'Sign In…' },
		});
		assert.deepEqual(details(undefined, true).notice, {
			kind: 'otherSite',
			site: 'api15.example',
			help: { action: 'switchSite', title: 'Switch Site…' },
		});
		assert.deepEqual(details(undefined).sections, []);
		assert.equal(details(undefined).header.label, 'Visitor 3d59f909');
	});

	it('a visitor in the list is shown before anybody follows', () => {
		const desk = { ...state(undefined), watched: new Map(), visitors: [full] };
		assert.equal(details(desk).header.label, 'the name');
	});

	it('polls that bring the same give the same: nothing to post', () => {
		const first = details(state(full, { asOf: now }));
		const second = details(state({ ...full }, { asOf: now + 10_000 }));
		assert.deepEqual(second, first);
	});

	it('only a time zone that means something has an offset, from which the time there is made', () => {
		const offsetOf = (timeZone: string) => rowOf(details(state({ ...full, timeZone })), 'timeZone').zoneOffset;
		assert.deepEqual(['GMT +08:00', 'UTC-3:30', 'GMT', 'nowhere', ''].map(offsetOf), [
			480,
			-210,
			0,
			undefined,
			undefined,
		]);
	});

	it('whatever a visitor holds, links are safe, texts are as they came, and the whole survives JSON', () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('<script>', 'javascript:alert(1)', '\ud800', 'https://a@b.example', '$(bug)'),
		);
		const named = fc.array(fc.record({ name: text, value: text, url: text }), { maxLength: 5 });
		const instant = fc.option(fc.integer(), { nil: undefined });
		const visitors = fc.record({
			name: text,
			email: text,
			phone: text,
			currentBrowsing: text,
			landingPage: text,
			referrerUrl: text,
			timeZone: text,
			status: fc.oneof(text, fc.constantFrom(...visitorStatuses)),
			visitTime: instant,
			firstVisitTime: fc.constant(Number.NaN),
			customFields: named,
			customVariableResults: named,
			more: fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
		});
		fc.assert(
			fc.property(visitors, (hostile) => {
				const all = details(state({ ...full, ...hostile }));
				for (const row of rowsOf(all)) {
					if (row.link) {
						assert.equal(safeLink(row.link.href), row.link.href);
						assert.ok(row.text.includes(row.link.text));
					}
				}
				assert.equal(rowOf(all, 'name').text, hostile.name);
				assert.deepEqual(JSON.parse(JSON.stringify(all.sections)), all.sections);
				const rows = rowsOf(all);
				assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
			}),
		);
	});
});
