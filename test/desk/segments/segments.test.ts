// Rules for segments: which visitors are in them, and what of the setting isn't used.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { createBadgeCount } from '../../../src/desk/segments/badgeCount';
import { ruleFields } from '../../../src/desk/segments/rule';
import { createSegments, noSegments, readSegments, type Segments } from '../../../src/desk/segments/segments';
import type { Visitor } from '../../../src/service/model';
import { finish } from '../../../src/service/slices';
import { urgencyOf } from '../../../src/service/urgency';
import { histories, hostileText, visitor } from '../../present/worlds';

const names = (id: string) => ({ d1: 'Sales' })[id];

function segmentsOf(...setting: readonly unknown[]): Segments {
	const { segments, errors } = readSegments(setting);
	assert.deepEqual(errors, []);
	return createSegments(segments, names);
}

function isIn(rule: object, fields: Partial<Visitor>): boolean {
	const segments = segmentsOf({ name: 'Test', rules: [rule] });
	return segments.of(visitor('v', 'inSite', fields)) !== undefined;
}

/** "2/1 code": the positions of the segment and of the rule. */
function errorsOf(setting: unknown): readonly string[] {
	return readSegments(setting).errors.map(
		({ segment, rule, error }) => `${segment}${rule === undefined ? '' : `/${rule}`} ${error.code}`,
	);
}

describe('A segment', () => {
	it('has the visitors to whom all of its rules apply, and each visitor is in the first one', () => {
		const segments = segmentsOf(
			{
				name: 'Both',
				rules: [
					{ field: 'country', is: 'Chile' },
					{ field: 'email', contains: '@acme.' },
				],
			},
			{ name: 'Chile', rules: [{ field: 'country', is: 'chile ' }] },
			{ name: 'Acme', rules: [{ field: 'email', matches: '@acme\\.(com|org)$' }] },
		);
		const nameOf = (fields: Partial<Visitor>) => segments.of(visitor('v', 'inSite', fields))?.name;
		assert.equal(nameOf({ country: 'Chile', email: 'a@ACME.com' }), 'Both');
		assert.equal(nameOf({ country: 'CHILE' }), 'Chile');
		assert.equal(nameOf({ email: 'a@acme.org' }), 'Acme');
		assert.equal(nameOf({ email: 'a@acme.org.evil' }), undefined);
	});

	it('compares every field that a rule can name, numbers as digits', () => {
		for (const field of ruleFields) {
			if (field !== 'department' && field !== 'status') {
				const value = ['visits', 'chats', 'pageViews'].includes(field) ? 4711 : 'x4711';
				assert.ok(isIn({ field, contains: '4711' }, { [field]: value }), field);
				assert.ok(!isIn({ field, contains: '4711' }, {}), field);
			}
		}
		assert.ok(isIn({ field: 'status', is: 'inSite' }, {}));
	});

	it('knows a department by its ID and by its name', () => {
		assert.ok(isIn({ field: 'department', is: 'd1' }, { departmentId: 'd1' }));
		assert.ok(isIn({ field: 'department', is: 'sales' }, { departmentId: 'd1' }));
		assert.ok(!isIn({ field: 'department', is: 'sales' }, { departmentId: 'd2' }));
	});

	it('compares a custom variable or field by its name, and takes a missing one for an empty one', () => {
		const customVariableResults = [
			{ name: 'Plan', value: 'free', url: '' },
			{ name: 'plan', value: 'Enterprise', url: '' },
		];
		assert.ok(isIn({ field: 'variable:PLAN', is: 'enterprise' }, { customVariableResults }));
		assert.ok(!isIn({ field: 'customField:plan', is: 'enterprise' }, { customVariableResults }));
		assert.ok(isIn({ field: 'customField:plan', is: '' }, { customVariableResults }));
		assert.ok(!isIn({ field: 'variable:plan', is: '' }, { customVariableResults }));
	});

	it('is computed once for each row', () => {
		let looks = 0;
		const { segments } = readSegments([{ name: 'Sales', rules: [{ field: 'department', is: 'Sales' }] }]);
		const counted = createSegments(segments, () => {
			looks++;
			return 'Sales';
		});
		const row = visitor('v', 'inSite');
		assert.deepEqual([counted.of(row)?.name, counted.of(row)?.name, looks], ['Sales', 'Sales', 1]);
		counted.of({ ...row });
		assert.equal(looks, 2);
	});
});

describe('The setting of the segments', () => {
	const good = { name: 'Good', rules: [{ field: 'name', contains: 'a' }] };

	it('names the segment and the rule that are not used, and uses the others', () => {
		const setting = [
			good,
			{
				name: 'Bad',
				rules: [
					{ field: 'name', is: 'x' },
					{ field: 'name', matches: '(a+)+$' },
				],
			},
			{ name: 'Good too', rules: [{ field: 'email', contains: 'b' }] },
		];
		assert.deepEqual(errorsOf(setting), ['2/2 nestedRepetition']);
		assert.deepEqual(
			readSegments(setting).segments.map(({ name }) => name),
			['Good', 'Good too'],
		);
	});

	it('is refused where it makes no sense', () => {
		const rules = (...list: readonly unknown[]) => [{ name: 'Test', rules: list }];
		for (const [setting, ...errors] of [
			[undefined],
			['text', '0 notASegment'],
			[[null], '1 noName'],
			[[{ rules: [] }], '1 noName'],
			[[good, { ...good, name: ' good' }], '2 sameName'],
			[[{ name: 'Test' }], '1 noRules'],
			[rules(), '1 noRules'],
			[rules('x', { field: 'emial', is: '' }), '1/1 notARule', '1/2 unknownField'],
			[rules({ field: 'variable:', is: 'x' }), '1/1 unknownField'],
			[rules({ field: '__proto__', is: 'x' }), '1/1 unknownField'],
			[rules({ field: 'name' }), '1/1 noOperator'],
			[rules({ field: 'name', is: 'x', contains: 'x' }), '1/1 noOperator'],
			[rules({ field: 'name', is: 7 }), '1/1 notText'],
			[rules({ field: 'name', contains: ' ' }), '1/1 empty'],
			[rules({ field: 'name', is: 'x'.repeat(201) }), '1/1 tooLong'],
			[[{ ...good, icon: '$(x)' }], '1 badIcon'],
			[Array.from({ length: 21 }, (_, n) => ({ ...good, name: `n${n}` })), '21 tooMany'],
		] as const) {
			assert.deepEqual(errorsOf(setting), errors, JSON.stringify(setting));
		}
	});

	it('never fails, whatever is in it, and whatever the visitors are (500 random settings)', () => {
		const field = fc.oneof(fc.constantFrom(...ruleFields, 'variable:a'), hostileText);
		const rule = fc.oneof(
			fc.record({ field, is: hostileText }),
			fc.record({ field, contains: hostileText }),
			fc.record({ field, matches: hostileText }),
			fc.jsonValue(),
		);
		const setting = fc.oneof(
			fc.jsonValue(),
			fc.array(fc.record({ name: hostileText, rules: fc.array(rule, { maxLength: 3 }), icon: fc.jsonValue() })),
		);
		fc.assert(
			fc.property(setting, hostileText, (value, text) => {
				const { segments } = readSegments(value);
				createSegments(segments, names).of(visitor('v', text, { name: text, email: text, currentBrowsing: text }));
			}),
			{ numRuns: 500 },
		);
	});
});

describe('The badge', () => {
	const setting = [
		{ name: 'Chile', badge: true, rules: [{ field: 'country', is: 'Chile' }] },
		{ name: 'Norway', rules: [{ field: 'country', is: 'Norway' }] },
	];

	it('counts whose segment says so, neither those who wait nor those who left, from list to list (100 histories)', () => {
		const segments = segmentsOf(...setting);
		fc.assert(
			fc.property(histories, (worlds) => {
				const count = createBadgeCount();
				for (const { visitors = [] } of worlds) {
					const counted = visitors.filter(
						({ country, status }) => country === 'Chile' && !['waiting', 'left'].includes(urgencyOf(status)),
					);
					assert.equal(finish(count(visitors, segments)), counted.length);
				}
			}),
			{ numRuns: 100 },
		);
	});

	it('is counted anew with other segments, and not at all without', () => {
		const count = createBadgeCount();
		const visitors = [visitor('a', 'inSite', { country: 'Chile' }), visitor('b', 'inSite', { country: 'Norway' })];
		const both = segmentsOf(...setting.map((each) => ({ ...each, badge: true })));
		const counts = [segmentsOf(...setting), both, both, noSegments, both].map((segments) =>
			finish(count(visitors, segments)),
		);
		assert.deepEqual(counts, [1, 2, 2, 0, 2]);
	});
});
