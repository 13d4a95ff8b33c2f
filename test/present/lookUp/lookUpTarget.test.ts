// What a selection, a word or the clipboard is taken for.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPhone, isSamePhone } from '../../../src/present/find/phone';
import { guidsIn } from '../../../src/present/lookUp/guids';
import { createLookedUpVisitors } from '../../../src/present/lookUp/lookedUpVisitors';
import { type LookUpTarget, lookUpTarget } from '../../../src/present/lookUp/lookUpTarget';
import { wordAt } from '../../../src/present/lookUp/wordAt';
import type { Visitor } from '../../../src/service/model';
import { hostileText, visitor } from '../worlds';

const id = '3d59f909-24cd-43bc-89cb-00a320617c0a';
const other = '4d59f909-24cd-43bc-89cb-00a320617c0a';

function kindAndText(text: string): string | undefined {
	const target = lookUpTarget(text);
	return target && `${target.kind} ${target.kind === 'id' ? target.id : target.text}`;
}

describe('A text that is looked up', () => {
	for (const text of [
		id,
		id.toUpperCase(),
		`{${id.toUpperCase()}}`,
		` "${id}" `,
		`visitor_${id}: left`,
		`GET /visitors/${id}?x=1 ${id.toUpperCase()}`,
	]) {
		it(`is an ID: ${text}`, () => assert.equal(kindAndText(text), `id ${id}`));
	}

	for (const [text, expected] of [
		['Jane.Doe@Example.com', 'email jane.doe@example.com'],
		['Jane Doe <jane@example.com>', 'email jane@example.com'],
		['192.0.2.17', 'ip 192.0.2.17'],
		['client 192.0.2.17:8080 closed', 'ip 192.0.2.17'],
		['[2001:DB8::17]:443', 'ip 2001:db8::17'],
		['+1 (555) 010-9999', 'phone +1 (555) 010-9999'],
		['tel:5550109999', 'phone 5550109999'],
		['12:30:45', 'text 12:30:45'],
		['2026-03-01 12:30', 'text 2026-03-01 12:30'],
		['999.1.1.1', 'text 999.1.1.1'],
		['"ACC-0042"', 'text ACC-0042'],
		[`${id} ${other}`, `text ${id} ${other}`],
		['two\n  lines', 'text two lines'],
		['', undefined],
		[' \u200b\n', undefined],
	] as const) {
		it(`is ${expected ?? 'nothing'}: ${JSON.stringify(text)}`, () => assert.equal(kindAndText(text), expected));
	}

	it('is cut, however large the selection, and has no character that nobody sees', () => {
		fc.assert(
			fc.property(hostileText, fc.nat(2000), (text, times) => {
				const target = lookUpTarget(text.repeat(times));
				const sought = target?.kind === 'id' ? '' : (target?.text ?? '');
				assert.ok(sought.length <= 330 && !/[\p{Cc}\u202e\u200b]/u.test(sought));
			}),
		);
	});
});

describe('The word at the cursor', () => {
	const line = `at={"visitor":"{${id.toUpperCase()}}"} by jane@example.com, see foo.bar(baz).`;
	for (const [at, word] of [
		[id.slice(9, 13).toUpperCase(), id],
		['jane', 'jane@example.com'],
		['bar', 'foo.bar'],
		['baz', 'baz'],
		['"visitor', ''],
	] as const) {
		it(`at ${at} is ${word || 'none'}`, () => assert.equal(wordAt(line, line.indexOf(at)), word));
	}

	it('is a part of the line, however long that is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.nat(20_000), fc.nat(300), (text, cursor, times) => {
				const whole = text.repeat(times);
				const word = wordAt(whole, Math.min(cursor, whole.length));
				assert.ok(word.length <= 400 && whole.includes(word) && !/\s/.test(word));
			}),
		);
	});
});

describe('The GUIDs in a line', () => {
	it('are found wherever they stand, with their places, and only they', () => {
		const blank = fc.stringMatching(/^[ _="'{},:/.-]{1,5}$/);
		fc.assert(
			fc.property(fc.array(fc.tuple(blank, fc.uuid()), { maxLength: 5 }), blank, (parts, end) => {
				const line = `${parts.map(([before, guid]) => before + guid.toUpperCase()).join('')}${end}`;
				assert.deepEqual(
					guidsIn(line).map((found) => found.id),
					parts.map(([, guid]) => guid),
				);
				for (const found of guidsIn(line)) {
					assert.equal(line.slice(found.start, found.end).toLowerCase(), found.id);
				}
			}),
		);
		assert.deepEqual(guidsIn(`f${id} ${id}0 ${id.slice(1)} ${id.replaceAll('-', '')}`), []);
	});

	it('are those in the first 4,000 characters', () => {
		assert.deepEqual(guidsIn(`${' '.repeat(4000)}${id}`), []);
		assert.equal(guidsIn(`${'a-'.repeat(1900)} ${id}`).length, 1);
	});
});

describe('A phone number', () => {
	it('is the same in every notation, with or without the code of the country', () => {
		for (const shown of ['+49 30 1234567', '0049 (0)30 1234567', '030/123 45 67', '30-1234567']) {
			assert.ok(isSamePhone(shown, '(030) 1234567'), shown);
		}
		assert.ok(!isSamePhone('+49 30 1234568', '(030) 1234567'));
		assert.ok(!isSamePhone('', '0000000'));
		assert.ok(!isSamePhone('12', '5550012'));
	});

	it('is no date, no address and no other number', () => {
		for (const text of ['2026-03-01', '2026-03-01 12.30', '192.0.2.17', '12345', '1'.repeat(16), '+1 (555) 010-99x9']) {
			assert.ok(!isPhone(text), text);
		}
	});
});

describe('The visitors that are looked up', () => {
	const jane = visitor('a', 'inSite', { email: 'Jane@example.com', ip: '192.0.2.1', phone: '+1 555 010 9999' });
	const bob = visitor('b', 'inSite', {
		name: 'Bob (jane@example.com)',
		referrerUrl: 'https://x.example/?ip=192.0.2.1',
	});
	const ids = (text: string, visitors: readonly Visitor[] = [bob, jane, jane]) => {
		const target = lookUpTarget(text) as Exclude<LookUpTarget, { kind: 'id' }>;
		const lookedUp = createLookedUpVisitors(target, () => undefined);
		visitors.forEach(lookedUp.visit);
		return lookedUp.found();
	};

	it('are those whose address it is, else those that have it anywhere', () => {
		assert.deepEqual(ids('jane@example.com'), ['a']);
		assert.deepEqual(ids('192.0.2.1'), ['a']);
		assert.deepEqual(ids('jane@example.com', [bob]), ['b']);
		assert.deepEqual(ids('(555) 010-9999'), ['a']);
		assert.deepEqual(ids('example'), ['b', 'a']);
		assert.deepEqual(ids('nobody@example.com'), []);
	});
});
