// Rules for what Intl writes: in the language of the texts, not in that of the machine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { decimalText } from '../../src/present/language';
import { visitorLocalTime } from '../../src/present/time';
import { quotedNames } from '../../src/present/variables/quotedNames';

const wednesday = Date.UTC(2026, 0, 7, 10, 30);

const written = () => [
	quotedNames(['a', 'b', 'c']),
	quotedNames(['a', 'b']),
	quotedNames(['a']),
	decimalText(1.46),
	visitorLocalTime(wednesday, 'GMT +08:00'),
];

describe('What Intl writes', () => {
	afterEach(() => l10n.config({ contents: {} }));

	for (const [translation, expected] of [
		['de', ['„a“, „b“ und „c“', '„a“ und „b“', '„a“', '1,5', 'Mi 18:30']],
		['zh-cn', ['“a”、“b”、“c”', '“a”、“b”', '“a”', '1.5', '周三 18:30']],
	] as const) {
		it(`is in the language of the texts: ${translation}`, () => {
			const file = path.resolve(`l10n/bundle.l10n.${translation}.json`);
			l10n.config({ contents: JSON.parse(readFileSync(file, 'utf8')) });
			assert.deepEqual(written(), expected);
		});
	}

	it('is in English where there is no translation, whatever language the machine has', () => {
		assert.deepEqual(written(), ['“a”, “b”, “c”', '“a”, “b”', '“a”', '1.5', 'Wed 18:30']);
	});
});
