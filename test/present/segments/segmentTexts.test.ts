// Rules for the texts about the setting of the segments.
import { strict as assert } from 'node:assert';
import { readSegments } from '../../../src/desk/segments/segments';
import { segmentErrorsText } from '../../../src/present/segments/segmentTexts';

const text = (setting: unknown) => segmentErrorsText(readSegments(setting).errors);

describe('An error in the setting of the segments', () => {
	it('names the segment, the rule, the reason and the place in the expression', () => {
		assert.equal(
			text([
				{
					name: 'VIP',
					rules: [
						{ field: 'name', is: 'Ann' },
						{ field: 'email', matches: 'x(a+)+$' },
					],
				},
			]),
			'Segment “VIP”, rule 2: A repetition in a repetition can take very long (character 2): x(a+)+$',
		);
		assert.equal(
			text([{ name: 'VIP', rules: [{ field: 'emial', is: 'x' }] }]),
			'Segment “VIP”, rule 1: Unknown field “emial”',
		);
		assert.equal(text([{ rules: [] }, {}]), 'Segment “1”: The name is missing · 1 more');
		assert.equal(text(7), 'The segments must be a list');
		assert.equal(text([]), undefined);
	});

	it('is one short visible line, whatever the setting contains', () => {
		const hostile = `a\u202E\n$(bell)${'x'.repeat(5000)}`;
		for (const setting of [
			[{ name: hostile, rules: [] }],
			[{ name: 'a', rules: [{ field: hostile, is: '' }] }],
			[{ name: 'a', rules: [{ field: 'name', matches: '(?=\n\u202E)' }] }],
		]) {
			const line = text(setting) ?? '';
			assert.ok(line.length < 250 && !/[\n\u202E]/.test(line), line);
		}
	});
});
