// Rules for what Intl writes: in the language of the texts, not in that of the machine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { pluralText } from '../../src/present/countText';
import { decimalText } from '../../src/present/language';
import { clockTime, formatExact, formatTime, visitorLocalTime, zoneOffset } from '../../src/present/time';
import { quotedNames } from '../../src/present/variables/quotedNames';
import { waitingCountText } from '../../src/present/waiting';

const wednesday = Date.UTC(2026, 0, 7, 10, 30);
const january = new Date(2026, 0, 14, 9, 35, 11).getTime();
const day = 86_400_000;

const written = () => [
	quotedNames(['a', 'b', 'c']),
	quotedNames(['a', 'b']),
	quotedNames(['a']),
	decimalText(1.46),
	visitorLocalTime(wednesday, zoneOffset('GMT +08:00')),
];

const dates = () => [
	formatExact(january),
	formatTime(january),
	clockTime(january, january),
	clockTime(january, january + day),
	clockTime(january, january + 365 * day),
];

/** What a date has in each month, beside the digits of day, year and time, which tell no month. */
const months = () =>
	Array.from({ length: 12 }, (_, month) =>
		formatExact(new Date(2001, month, 22, 22, 22, 22).getTime())
			.replace(/2001|22/g, '')
			.replace(/^[\s.,:年日]+|[\s,:年日]+$/g, ''),
	);

/** The categories in which there are two texts. */
const categories = () => [0, 1, 2, 1.5, 21].map((count) => pluralText(count, { one: 'one', other: 'other' }));

interface Expected {
	readonly lists: readonly string[];
	readonly dates: readonly string[];
	readonly months: readonly string[];
	readonly categories: readonly string[];
	readonly counts: readonly string[];
}

const expected: Readonly<Record<'en' | 'de' | 'zh-cn', Expected>> = {
	en: {
		lists: ['“a”, “b”, “c”', '“a”, “b”', '“a”', '1.5', 'Wed 18:30'],
		dates: ['Jan 14, 2026, 09:35:11', '09:35:11', '09:35', 'Jan 14, 09:35', 'Jan 14, 2026, 09:35'],
		months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
		categories: ['other', 'one', 'other', 'other', 'other'],
		counts: ['0 visitors waiting', '1 visitor waiting', '2 visitors waiting', '21 visitors waiting'],
	},
	de: {
		lists: ['„a“, „b“ und „c“', '„a“ und „b“', '„a“', '1,5', 'Mi., 18:30'],
		dates: ['14. Jan. 2026, 09:35:11', '09:35:11', '09:35', '14. Jan., 09:35', '14. Jan. 2026, 09:35'],
		months: 'Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.'.split(' '),
		categories: ['other', 'one', 'other', 'other', 'other'],
		counts: ['0 Besucher warten', '1 Besucher wartet', '2 Besucher warten', '21 Besucher warten'],
	},
	'zh-cn': {
		lists: ['“a”、“b”、“c”', '“a”、“b”', '“a”', '1.5', '周三18:30'],
		dates: ['2026年1月14日 09:35:11', '09:35:11', '09:35', '1月14日 09:35', '2026年1月14日 09:35'],
		months: '1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月'.split(' '),
		categories: ['other', 'other', 'other', 'other', 'other'],
		counts: ['0 位访客在等待', '1 位访客在等待', '2 位访客在等待', '21 位访客在等待'],
	},
};

describe('What Intl writes', () => {
	afterEach(() => l10n.config({ contents: {} }));

	for (const [translation, texts] of Object.entries(expected)) {
		it(`is in the language of the texts: ${translation}`, () => {
			const file = path.resolve(`l10n/bundle.l10n.${translation}.json`);
			// English is also what there is without a translation, whatever language the machine has.
			l10n.config({ contents: translation === 'en' ? {} : JSON.parse(readFileSync(file, 'utf8')) });
			assert.deepEqual(written(), texts.lists);
			assert.deepEqual(dates(), texts.dates);
			assert.deepEqual(months(), texts.months);
			assert.deepEqual(categories(), texts.categories);
			assert.deepEqual([0, 1, 2, 21].map(waitingCountText), texts.counts);
		});
	}

	it('has the plural forms of its language, and that for other numbers where a form has no text', () => {
		const text = (count: number) => pluralText(count, { one: 'one', few: 'few', other: 'other' });
		l10n.config({ contents: { 'en/Language tag': 'pl' } });
		assert.deepEqual([1, 2, 5, 21, 22, 1.5].map(text), ['one', 'few', 'other', 'other', 'few', 'other']);
		l10n.config({ contents: { 'en/Language tag': 'fr' } });
		assert.deepEqual([0, 1, 2].map(text), ['one', 'one', 'other']);
	});
});
