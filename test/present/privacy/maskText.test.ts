// Rules for what privacy mode replaces in texts.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskText, ownWords } from '../../../src/present/privacy/maskText';

const all = { email: true, phone: true, ip: true };
const nobody = ownWords({ names: [], phones: [], values: [] });
const mask = (text: string) => maskText(text, all, nobody);

describe('In a text about a visitor', () => {
	it('an e-mail address is masked, encoded in an address of a page too', () => {
		assert.equal(mask('from ann.smith+x@mail.example.co.uk.'), 'from •••.');
		assert.equal(mask('https://shop.example/?email=ann%40example.com&x=1'), 'https://shop.example/?email=•••&x=1');
		assert.equal(mask('https://shop.example/?to=%61nn%2540example.com'), 'https://shop.example/?to=•••');
		assert.equal(mask('a\u200bnn@exam\u2060ple.com'), '•••');
		assert.equal(mask('müller@bücher.example'), '•••');
		for (const text of ['@home', 'me @ work', '50 % @ 3', 'user@localhost']) {
			assert.equal(mask(text), text);
		}
	});

	it('an IP address is masked, but no time and no version of four larger parts', () => {
		for (const address of ['203.0.113.7', '2001:db8::1', '2001:0db8:85a3:0000:0000:8a2e:0370:7334', '::1', 'fe80::']) {
			assert.equal(mask(`is ${address}, then`), 'is •••, then');
		}
		for (const text of ['at 10:42:30', 'Chrome 121.0.6167.85', '1.2.3', 'a::b::c', 'C++ std::x']) {
			assert.equal(mask(text), text);
		}
	});

	it('a phone number is masked in each way of writing it, but no date, no short number and no ID', () => {
		for (const number of [
			...['+49 30 1234567', '(555) 010-4711', '030/1234567', '+1.555.010.4711', '0049301234567', '13800138000'],
			'+86 138 0013 8000',
		]) {
			assert.equal(mask(`call ${number}!`), 'call •••!', number);
		}
		assert.equal(mask('tel=%2B4930123456'), 'tel=•••');
		for (const text of [
			...['2026-01-05', '05.01.2026', '2024/01/15', '1920x1080', '24.90', '12345', 'AC-10482', '10 000'],
			'3d59f909-24cd-43bc-89cb-00a320617c0a',
			'a1b2c3d4-1234-5678-9012-abcdefabcdef',
		]) {
			assert.equal(mask(text), text);
		}
	});

	it('the own name is masked, whole and in parts, whatever is between them and however it is encoded', () => {
		const words = ownWords({ names: ['Ann Smith'], phones: ['+49 30 123456'], values: ['ACME-1'] });
		const own = (text: string) => maskText(text, { email: false, phone: false, ip: false }, words);
		for (const name of ['Ann Smith', 'ANN  SMITH', 'ann.smith', 'ann-smith', 'AnnSmith', 'Ann%20Smith', 'Ann+Smith']) {
			assert.equal(own(`is ${name}!`), 'is •••!', name);
		}
		assert.equal(own('0?4930123456 or 4930 12-34-56'), '••• or •••');
		assert.equal(own('account acme-1, ACME%2D1'), 'account •••, •••');
		const han = ownWords({ names: ['王芳'], phones: [], values: [] });
		assert.equal(maskText('你好王芳，%E7%8E%8B%E8%8A%B3', all, han), '你好•••，•••');
	});

	it('nothing takes long or throws, whatever the text and the name are', () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 300 }),
			fc
				.tuple(
					fc.constantFrom('1-', '@', 'a.', ':1', '%4', '+', '1 ', '(', 'a', '%40', '1.', '٣'),
					fc.integer({ min: 1, max: 20_000 }),
				)
				.map(([unit, times]) => unit.repeat(times)),
		);
		const started = performance.now();
		fc.assert(
			fc.property(text, text, (name, about) => {
				maskText(about, all, ownWords({ names: [name], phones: [name], values: [name] }));
			}),
			{ numRuns: 300, verbose: 0 },
		);
		assert.ok(performance.now() - started < 30_000);
	});
});
