// Rules of values as they are shown: nothing in them hides or reorders what stands beside it, and ordinary text of every script stays.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { visibleText } from '../../../src/present/details/detailsText';

describe('visible text', () => {
	it('shows the characters that would deceive', () => {
		assert.equal(visibleText('invoice\u202egnp.exe'), 'invoice‹202E›gnp.exe');
		assert.equal(visibleText('a\u0000b\u001b[31mc\u2066d\u200be'), 'a‹0000›b‹001B›[31mc‹2066›d‹200B›e');
		assert.equal(visibleText('\ufeffa\u2028b\u0085'), '‹FEFF›a‹2028›b‹0085›');
	});

	it('leaves lines, tabs and the spelling of every script', () => {
		for (const text of ['a\n\tb', 'שלום\u200f!', 'می\u200cخواهم', 'क्\u200dष', '👩\u200d💻', 'Kraków', '']) {
			assert.equal(visibleText(text), text);
		}
		assert.equal(visibleText('a\r\nb'), 'a\nb');
	});

	it('never lets one through, and shows the shown unchanged', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const shown = visibleText(text);
				assert.doesNotMatch(shown, /[\u202a-\u202e\u2066-\u2069]|(?![\n\t])\p{Cc}/u);
				assert.equal(visibleText(shown), shown);
			}),
		);
	});
});
