// Rules of the search for visitors.
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import fc from 'fast-check';
import { visitorMatcher } from '../../../src/present/find/find';
import { formatExact } from '../../../src/present/time';
import { visitor } from '../../fixtures/fakeServer';
import { visitor as listed } from '../worlds';

const noDepartment = () => undefined;

function finds(
	query: string,
	fields: Record<string, unknown>,
	departmentName: (id: string) => string | undefined = noDepartment,
) {
	return visitorMatcher(query, departmentName)(visitor('3d59f909', fields));
}

describe('Finding visitors', () => {
	const jane = {
		name: 'José Müller',
		email: 'jose@example.com',
		currentBrowsing: 'https://shop.example/cart',
		mood: { deep: 'cheerful' },
		customFields: [{ name: 'Tier', value: 'Gold' }],
		customVariableResults: [{ name: 'accountId', value: 'ACC-0042', url: 'https://crm.example/42' }],
	};

	it('takes every word from any field, custom fields, variables and unknown fields included', () => {
		for (const query of [
			'',
			'jose',
			'MULLER jose',
			'gold',
			'tier',
			'acc-0042',
			'accountid crm.example',
			'cart',
			'mood cheerful',
			'3d59f909',
		]) {
			assert.ok(finds(query, jane), query);
		}
		assert.ok(!finds('jose silver', jane));
	});

	it('takes a pattern as the text it is', () => {
		assert.ok(!finds('.*', jane));
		assert.ok(!finds('(', jane));
	});

	it('finds a visitor by any part of any text field', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('name', 'phone', 'ip', 'city', 'referrerUrl', 'searchKeywords', 'timeZone'),
				fc.stringMatching(/^[\w@./:-]{1,30}$/),
				(field, value) => {
					assert.ok(finds(value, { [field]: `x${value}y` }));
				},
			),
		);
	});

	it('finds a visitor by any field that the model has, whatever is added to it', () => {
		const row = listed('v1', 'inSite');
		for (const [field, value] of Object.entries(row)) {
			const found =
				typeof value === 'string' && field !== 'status'
					? { [field]: 'xq-sought' }
					: Array.isArray(value)
						? { [field]: [{ name: 'n', value: 'xq-sought', url: '' }] }
						: field === 'more'
							? { more: { note: 'xq-sought' } }
							: undefined;
			assert.ok(!found || visitorMatcher('xq-sought', noDepartment)({ ...row, ...found }), field);
		}
		for (const field of ['visits', 'chats', 'pageViews'] as const) {
			assert.ok(visitorMatcher('4711', noDepartment)({ ...row, [field]: 4711 }), field);
		}
	});

	it('finds an instant as it is shown, and not by its milliseconds', () => {
		const visitTime = Date.UTC(2026, 2, 1, 12, 34, 56);
		const fields = { visitTime: new Date(visitTime).toISOString(), firstVisitTime: '2025-11-30T23:59:58Z' };
		for (const query of ['2026', 'Mar 1, 2026', '1 mar', '2026-03-01', '2026-03', formatExact(visitTime), '2025']) {
			assert.ok(finds(query, fields), query);
		}
		// A month alone would find everybody who came in it, and is a name: "Jan".
		for (const query of ['17', String(visitTime), '2024', 'apr 1', 'march 1', 'mar', 'nov', '2026-03-02', '2026-04']) {
			assert.ok(!finds(query, fields), query);
		}
	});

	it('finds an instant by every word of its date, in the language of the texts', () => {
		try {
			for (const tag of ['en', 'de', 'zh-CN', 'fr', 'ja', 'ar-EG']) {
				l10n.config({ contents: { 'en/Language tag': tag } });
				fc.assert(
					fc.property(fc.date({ noInvalidDate: true }), (date) => {
						const row = { ...visitor('v1', {}), visitTime: date.getTime() };
						const shown = formatExact(date.getTime());
						for (const word of shown.split(/\s+/u)) {
							const isAlone = /\p{Nd}/u.test(word) || !/\p{Nd}/u.test(shown);
							const query = isAlone ? word : `${word} ${shown}`;
							assert.ok(visitorMatcher(query, noDepartment)(row), `${tag}: ${word}`);
						}
					}),
				);
			}
		} finally {
			l10n.config({ contents: {} });
		}
	});

	it('finds a date that nobody can read, a number and an unknown field as the panel shows them', () => {
		assert.ok(finds('yesterday', { visitTime: 'yesterday' }));
		assert.ok(finds('4711', { visits: 4711 }));
		assert.ok(finds('loyalty true', { loyalty: true }));
		assert.ok(finds('"level": 3', { loyalty: { level: 3 } }));
	});

	it('finds a status and a department in the words that are shown, and by no word of the service behind them', () => {
		const fields = { status: 'preChat', departmentId: 'D1' };
		const names = (id: string) => (id === 'd1' ? 'Billing' : undefined);
		for (const query of ['pre-chat form', 'billing', 'd1']) {
			assert.ok(finds(query, fields, names), query);
		}
		assert.ok(!finds('prechat', fields, names));
		assert.ok(finds('levitating', { status: 'levitating' }), 'a status that nobody knows is shown as it came');
	});

	it('follows the name of a department that changes', () => {
		let name = 'Billing';
		const row = visitor('v1', { departmentId: 'd1' });
		const matches = () => visitorMatcher('billing', () => name)(row);
		assert.ok(matches());
		name = 'Sales';
		assert.ok(!matches());
	});

	it('finds a visitor by the label of the row and the title of the panel', () => {
		assert.ok(finds('Visitor 3d59f909', {}));
		assert.ok(finds('Visitor 3d59f909', { name: 'Jane' }));
	});

	it('finds no department and no never: they are not shown', () => {
		const fields = { departmentId: '00000000-0000-0000-0000-000000000000', firstVisitTime: '0001-01-01T00:00:00Z' };
		assert.ok(!finds('00000000', fields));
		assert.ok(!finds('0001', fields));
	});
});

describe('A search text', () => {
	const pairs: readonly (readonly [query: string, shown: string])[] = [
		['jose', 'JOSÉ'],
		['José', 'Jose'],
		['Lodz', 'Łódź'],
		['ŁÓDŹ', 'Lodz'],
		['Malmo', 'Malmö'],
		['Koge', 'Køge'],
		['strasse', 'Straße'],
		['STRASSE', 'straße'],
		['aero', 'Ærø'],
		['istanbul', 'İstanbul'],
		['diyarbakir', 'Diyarbakır'],
		['Dokovic', 'Đoković'],
		['thor', 'Þór'],
		['ΟΔΟΣ', 'οδος'],
		['οδοσ', 'ΟΔΟΣ'],
		['123', '\uff11\uff12\uff13'],
		['office', 'o\ufb03ce'],
		['John', 'Jo\u200bhn'],
		['Jo\u200bhn', 'John'],
		['admin', 'ad\u00admin'],
		['secret', 's\u2060e\ufeffcret'],
		['secret', 'SE\ufeffCRET'],
		['a.b', 'A.B'],
		['a|b', 'xA|By'],
		["O'Brien", 'O\u2019Brien'],
		['"Al"', '\u201cAl\u201d'],
		["'okina", '\u02bbokina'],
		['555-1234', '555\u20111234'],
		['two words', 'two\u00a0words'],
	];
	for (const [query, shown] of pairs) {
		it(`${JSON.stringify(query)} is found in ${JSON.stringify(shown)}`, () => assert.ok(finds(query, { name: shown })));
	}

	it('in a script without case or accents is found as it stands', () => {
		for (const name of ['張偉', 'أحمد', 'สมชาย', 'Иванов']) {
			assert.ok(finds(name, { name }), name);
		}
		assert.ok(!finds('張三', { name: '張偉' }));
	});
});
