// The settings editor accepts the working hours that Frontdesk understands, and no others.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseWorkingHours } from '../../src/desk/status/workingHours';

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
	contributes: { configuration: { properties: Record<string, { pattern?: string }> }[] };
};
const all = [contributes.configuration].flat().map(({ properties }) => properties['frontdesk.status.workingHours']);
const pattern = new RegExp(all.find((each) => each !== undefined)?.pattern ?? 'no pattern', 'u');

const agrees = (text: string) =>
	assert.equal(pattern.test(text), parseWorkingHours(text) !== undefined, JSON.stringify(text));

describe('The pattern of the working hours', () => {
	it('accepts the usual ways to write them', () => {
		for (const text of [
			'',
			' ',
			'Mon-Fri 09:00-17:00',
			'Mon-Fri 16:00-24:00',
			'mon wed 9-17.30',
			'Sat-Tue 9am-5:30pm, Wed 9-12;',
		]) {
			assert.ok(pattern.test(text) && parseWorkingHours(text), text);
		}
	});

	it('refuses what is not understood', () => {
		for (const text of [
			'Mon-Fri 9-25:00',
			'Foo-Bar 9-17',
			'Mon-Tue-Wed 9-17',
			'Mon-Fri',
			'24:00-08:00',
			'9-17',
			'Mon 9 17',
		]) {
			assert.ok(!pattern.test(text) && !parseWorkingHours(text), text);
		}
	});

	it('agrees with the parser about any text', () => {
		const pieces = [
			'Mon',
			'fri',
			'Foo',
			'Mon-Fri',
			'-',
			' ',
			' - ',
			',',
			';',
			'9',
			'09:00',
			'17',
			'24:00',
			'2400',
			'24:01',
			'1730',
			'9am',
			'13pm',
			'5 pm',
			'8h30',
			'930',
			'0am',
			'12:60',
		];
		const text = fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((parts) => parts.join(''));
		const part = fc
			.tuple(...[0, 0, 0].map(() => fc.constantFrom(...pieces)))
			.map(([days = '', start = '', end = '']) => `${days} ${start}-${end}`);
		fc.assert(fc.property(fc.oneof(text, part), agrees), { numRuns: 5_000 });
	});

	it('takes no long time for a long text', () => {
		assert.equal(pattern.test(`${'Mon '.repeat(2_000)}x`), false);
		assert.equal(pattern.test(`${' '.repeat(5_000)}x`), false);
	});
});
