// Rows that are read into the model: visitors, their statuses and instants.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseInstant } from '../../src/service/instant';
import { visitorStatuses } from '../../src/service/model';
import { readAgent, readVisitor, visitorStatus } from '../../src/service/schema';
import { referenceVisitor } from '../fixtures/referenceVisitor';

function visitorFrom(raw: unknown) {
	const result = readVisitor(raw);
	assert.ok(result.ok, result.ok ? '' : result.problem);
	return result.row;
}

const id = '3d59f909-24cd-43bc-89cb-00a320617c0a';

describe('A visitor row', () => {
	it('of the reference is read completely; the zero GUID means no department', () => {
		const visitor = visitorFrom(referenceVisitor);
		assert.equal(visitor.id, id);
		assert.equal(visitor.browser, 'Google Chrome 86.0.4240.75');
		assert.equal(visitor.visitTime, Date.UTC(2021, 4, 26, 10, 30, 16, 36));
		assert.ok((visitor.firstVisitTime ?? 0) > (visitor.visitTime ?? 0), 'later than the visit, as the sample is');
		assert.equal(visitor.departmentId, '');
		assert.deepEqual(visitor.customVariableResults, [
			{ name: 'CARLZHOU222SHENTI', value: '11123123123', url: '' },
			{ name: 'fccc', value: '520', url: '' },
		]);
		assert.deepEqual(visitor.more, {});
	});

	it('with nothing but an id is a visitor', () => {
		const visitor = visitorFrom({ id });
		assert.equal(visitor.name, '');
		assert.equal(visitor.status, '');
		assert.equal(visitor.visits, undefined);
		assert.deepEqual(visitor.customFields, []);
	});

	it('may hold null in every field but the id', () => {
		const raw = Object.fromEntries(Object.keys(referenceVisitor).map((field) => [field, null]));
		assert.deepEqual(visitorFrom({ ...raw, id }), visitorFrom({ id }));
	});

	it('reads its id in any case as one', () => {
		assert.equal(visitorFrom({ id: id.toUpperCase() }).id, id);
	});

	it('keeps unknown fields, __proto__ among them, without touching any prototype', () => {
		const visitor = visitorFrom(JSON.parse(`{"id":"${id}","mood":{"a":1},"__proto__":{"polluted":true}}`));
		assert.deepEqual(Object.keys(visitor.more).sort(), ['__proto__', 'mood']);
		assert.equal(Reflect.get({}, 'polluted'), undefined);
		assert.equal(Reflect.get(visitor, 'polluted'), undefined);
	});

	it('keeps a date that can’t be read as it came, and drops one that means never', () => {
		const visitor = visitorFrom({ id, visitTime: 'yesterday', firstVisitTime: '0001-01-01T00:00:00Z' });
		assert.equal(visitor.visitTime, undefined);
		assert.equal(visitor.firstVisitTime, undefined);
		assert.deepEqual(visitor.more, { visitTime: 'yesterday' });
	});

	it('takes a value of 20,000 characters and makes lone surrogates harmless', () => {
		const visitor = visitorFrom({ id, name: `a\ud800b`, company: 'x'.repeat(20_000), email: '😀' });
		assert.equal(visitor.name, 'a\ufffdb');
		assert.equal(visitor.company.length, 20_000);
		assert.equal(visitor.email, '😀');
		assert.doesNotThrow(() => encodeURIComponent(visitor.name));
	});

	for (const raw of [null, 7, 'visitor', [], {}, { id: null }, { id: '' }, { id: '../agents' }]) {
		it(`${JSON.stringify(raw)} is refused with the field and without its value`, () => {
			const result = readVisitor(raw);
			assert.ok(!result.ok);
			assert.match(result.problem, /^[\w.]+: \w+$/);
		});
	}

	it('needs no more than an id and a status: a field that can’t be read goes to More as it came', () => {
		const odd = {
			name: { first: 'Jane' },
			visits: 'many',
			pageViews: {},
			customFields: [
				{ name: 'Topics', value: ['Billing', 'Sales'] },
				{ name: 'Tier', value: 'Gold' },
			],
			customVariableResults: 'none',
			departmentId: ['d1'],
			visitTime: [2026],
		};
		const visitor = visitorFrom({ id, status: 'waitingForChat', city: 'Hangzhou', ...odd });
		assert.equal(visitor.status, 'waitingForChat');
		assert.equal(visitor.city, 'Hangzhou');
		assert.deepEqual(
			[visitor.name, visitor.visits, visitor.pageViews, visitor.departmentId, visitor.visitTime],
			['', undefined, undefined, '', undefined],
		);
		assert.deepEqual(visitor.customFields, [{ name: 'Tier', value: 'Gold', url: '' }]);
		assert.deepEqual(visitor.customVariableResults, []);
		assert.deepEqual(visitor.more, { ...odd, customFields: [{ name: 'Topics', value: ['Billing', 'Sales'] }] });
	});

	it('of an agent needs no more either', () => {
		const result = readAgent({ id, status: 'Online', ongoingChats: [1] });
		assert.ok(result.ok);
		assert.deepEqual(result.row, { id, status: 'Online', ongoingChats: 0, more: { ongoingChats: [1] } });
	});

	it('with a status that is no text keeps it in More', () => {
		const visitor = visitorFrom({ id, status: { code: 0 } });
		assert.equal(visitor.status, '');
		assert.deepEqual(visitor.more, { status: { code: 0 } });
	});

	it('reads a status that came as a number', () => {
		assert.equal(visitorFrom({ id, status: 0 }).status, 'waitingForChat');
	});

	it('reads an id and a department in braces', () => {
		const visitor = visitorFrom({
			id: `{${id.toUpperCase()}}`,
			departmentId: '{00000000-0000-0000-0000-000000000000}',
		});
		assert.equal(visitor.id, id);
		assert.equal(visitor.departmentId, '');
	});

	it('keeps the texts of custom variables exactly as they came: they are sent back with a save', () => {
		const variables = [{ name: 'half \ud83d', value: ' a\u200bb\ud800 ', url: '' }];
		assert.deepEqual(visitorFrom({ id, customVariableResults: variables }).customVariableResults, variables);
	});

	it('with a deeply nested field is read without it', () => {
		const deep = JSON.parse(`${'[{"a":'.repeat(20_000)}1${'}]'.repeat(20_000)}`);
		const visitor = visitorFrom({ id, status: 'inSite', mood: deep, name: deep });
		assert.ok(JSON.stringify(visitor).length < 2_000);
	});

	it('never throws, whatever JSON it is', () => {
		fc.assert(fc.property(fc.jsonValue(), (raw) => void readVisitor(raw)));
		fc.assert(
			fc.property(fc.dictionary(fc.constantFrom(...Object.keys(referenceVisitor)), fc.jsonValue()), (raw) => {
				readVisitor({ ...raw, id });
				readAgent({ ...raw, id });
			}),
		);
	});
});

describe('A visitor status', () => {
	it('is read in any case, as a number and misspelled', () => {
		visitorStatuses.forEach((status, index) => {
			assert.equal(visitorStatus(status.toUpperCase()), status);
			assert.equal(visitorStatus(String(index)), status);
		});
		assert.equal(visitorStatus('mannullyInvitedByWindow'), 'manuallyInvitedByWindow');
	});

	it('that is unknown stays as it came', () => {
		assert.equal(visitorStatus('levitating'), 'levitating');
		assert.equal(visitorStatus('15'), '15');
		assert.equal(visitorStatus('-1'), '-1');
	});
});

describe('An instant', () => {
	const noon = Date.UTC(2026, 2, 1, 12);
	for (const text of [
		'2026-03-01T12:00:00Z',
		'2026-03-01T12:00:00',
		'2026-03-01 12:00:00',
		'2026-03-01T13:00:00+01:00',
		'2026-03-01 12:00:00+00',
		'2026-03-01 13:00:00+01',
		'2026-03-01 13:00:00 +0100',
		'2026-03-01T10:30:00.0000000-01:30',
		'2026-03-01 12:00:00.000Z',
		'2026-03-01 12:00:00 UTC',
		'2026-03-01 12:00',
		'2026-03-01T13:00+01',
		`/Date(${noon})/`,
	]) {
		it(`${text} is noon UTC`, () => assert.equal(parseInstant(text), noon));
	}
	for (const text of [
		'',
		'0001-01-01T00:00:00Z',
		'yesterday',
		'2026-13-45T99:00:00Z',
		'/Date()/',
		'1',
		'12/03/2026',
		'2026-03-01 25:00:00',
		'2026-03-01 12:00:00+99',
		'2026-03-01 12:00:00 noon',
		'2026-02-30T12:00:00Z',
		'2025-02-29',
	]) {
		it(`${JSON.stringify(text)} is none`, () => assert.equal(parseInstant(text), undefined));
	}
	it('in the usual form is what Date.parse says, if there is such a day', () => {
		const part = (length: number) =>
			fc.integer({ min: 0, max: 10 ** length - 1 }).map((number) => String(number).padStart(length, '0'));
		const near = fc.constantFrom('1970', '1989', '1990', '2021', '2024', '2100');
		const low = fc.constantFrom('00', '01', '02', '12', '13', '23', '24', '28', '29', '30', '31', '32', '59', '60');
		const two = fc.oneof(low, part(2));
		const fraction = fc.constantFrom('', '.0', '.25', '.036', '.999');
		const form = fc.tuple(fc.oneof(near, part(4)), two, two, two, two, two, fraction);
		fc.assert(
			fc.property(form, ([year, month, day, hour, minute, second, fraction]) => {
				const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
				const instant = Date.parse(text);
				// Date.parse takes 30 February for a day in March.
				const exists = new Date(Date.parse(text.slice(0, 10))).getUTCDate() === Number(day);
				assert.equal(parseInstant(text), exists && instant >= Date.UTC(1990, 0, 1) ? instant : undefined, text);
			}),
			{ numRuns: 3_000 },
		);
	});
	it('is never NaN', () => {
		fc.assert(fc.property(fc.string(), (text) => assert.ok(!Number.isNaN(parseInstant(text) ?? 0))));
	});
});
