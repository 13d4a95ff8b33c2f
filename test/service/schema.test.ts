import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseInstant } from '../../src/service/instant';
import { visitorStatuses } from '../../src/service/model';
import { readAgent, readVisitor, visitorStatus } from '../../src/service/schema';
import { referenceVisitor } from '../fixtures/referenceVisitor';

function visitorFrom(raw: unknown) {
	const result = readVisitor(raw);
	assert.ok(result.ok, result.ok ? '' : result.fault);
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

	for (const raw of [
		null,
		7,
		'visitor',
		[],
		{},
		{ id: null },
		{ id: '' },
		{ id: '../agents' },
		{ id, name: {} },
		{ id, customFields: 'x' },
	]) {
		it(`${JSON.stringify(raw)} is refused with the field and without its value`, () => {
			const result = readVisitor(raw);
			assert.ok(!result.ok);
			assert.match(result.fault, /^[\w.]+: \w+$/);
		});
	}

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
			assert.equal(visitorStatus(index), status);
			assert.equal(visitorStatus(String(index)), status);
		});
		assert.equal(visitorStatus('mannullyInvitedByWindow'), 'manuallyInvitedByWindow');
	});

	it('that is unknown stays as it came', () => {
		assert.equal(visitorStatus('levitating'), 'levitating');
		assert.equal(visitorStatus(15), '15');
		assert.equal(visitorStatus(-1), '-1');
	});
});

describe('An instant', () => {
	const noon = Date.UTC(2026, 2, 1, 12);
	for (const text of [
		'2026-03-01T12:00:00Z',
		'2026-03-01T12:00:00',
		'2026-03-01 12:00:00',
		'2026-03-01T13:00:00+01:00',
		`/Date(${noon})/`,
	]) {
		it(`${text} is noon UTC`, () => assert.equal(parseInstant(text), noon));
	}
	for (const text of ['', '0001-01-01T00:00:00Z', 'yesterday', '2026-13-45T99:00:00Z', '/Date()/', '1', '12/03/2026']) {
		it(`${JSON.stringify(text)} is none`, () => assert.equal(parseInstant(text), undefined));
	}
	it('is never NaN', () => {
		fc.assert(fc.property(fc.string(), (text) => assert.ok(!Number.isNaN(parseInstant(text) ?? 0))));
	});
});
