// Rules for the texts of times.
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import fc from 'fast-check';
import {
	clockTime,
	formatAgo,
	formatExact,
	formatSpan,
	formatTime,
	formatWait,
	visitorLocalTime,
	zoneOffset,
} from '../../src/present/time';
import { agoInWords, spanInWords, waitInWords } from '../../src/present/timeInWords';

const s = 1000;
const min = 60 * s;
const h = 60 * min;
const d = 24 * h;

describe('time', () => {
	it('a span has its two largest units', () => {
		const texts: [number, string][] = [
			[0, '0 s'],
			[45 * s, '45 s'],
			[min, '1 min'],
			[3 * min + 59 * s, '3 min'],
			[h + 5 * min, '1 h 05 min'],
			[23 * h + 59 * min, '23 h 59 min'],
			[d + 2 * h, '1 day 2 h'],
			[2 * d + 3 * h, '2 days 3 h'],
		];
		for (const [ms, text] of texts) {
			assert.equal(formatSpan(ms), text);
		}
	});

	it('a wait steps by ten seconds under two minutes, then by the minute', () => {
		const texts: [number, string][] = [
			[9 * s, '0 s'],
			[19 * s, '10 s'],
			[59 * s, '50 s'],
			[60 * s, '1 min'],
			[69 * s, '1 min'],
			[70 * s, '1 min 10 s'],
			[119 * s, '1 min 50 s'],
			[120 * s, '2 min'],
			[179 * s, '2 min'],
			[65 * min, '1 h 05 min'],
		];
		for (const [ms, text] of texts) {
			assert.equal(formatWait(ms), text);
		}
	});

	it('in words, a span has its two largest units and no abbreviation', () => {
		const texts: [number, string][] = [
			[0, '0 seconds'],
			[s, '1 second'],
			[min, '1 minute'],
			[2 * min + 10 * s, '2 minutes 10 seconds'],
			[h, '1 hour'],
			[h + 5 * min + 59 * s, '1 hour 5 minutes'],
			[d + 59 * min, '1 day'],
			[2 * d + 3 * h, '2 days 3 hours'],
		];
		for (const [ms, text] of texts) {
			assert.equal(spanInWords(ms), text);
		}
	});

	it('in words, a wait is as long as the wait that is shown', () => {
		const short = (text: string) =>
			text
				.replace(/ hours?/, ' h')
				.replace(/ minutes?/, ' min')
				.replace(/ seconds?/, ' s')
				.replace(/\bh (\d) min/, 'h 0$1 min');
		fc.assert(
			fc.property(fc.integer({ min: 0, max: d - 1 }), (ms) => {
				assert.equal(short(waitInWords(ms)), formatWait(ms).replace(/ 00 min$/, ''));
			}),
		);
	});

	it('in words, spans and ages are in the language of the other texts, also where that is not the language of VS Code', () => {
		const key = 'en/Language tag';
		try {
			l10n.config({ contents: { [key]: 'de', 'just now': 'gerade eben' } });
			assert.equal(spanInWords(h + 5 * min), '1 Stunde, 5 Minuten');
			assert.deepEqual([agoInWords(0), agoInWords(4 * min)], ['gerade eben', 'vor 4 Minuten']);
			l10n.config({ contents: { [key]: 'no tag' } });
			assert.equal(spanInWords(min), '1 minute');
		} finally {
			l10n.config({ contents: {} });
		}
	});

	it('a wait changes at most every ten seconds', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 10 * 360 }), (tens) => {
				assert.equal(formatWait(tens * 10 * s), formatWait(tens * 10 * s + 9999));
			}),
		);
	});

	it('an age is one unit', () => {
		const texts: [number, string][] = [
			[0, 'just now'],
			[59 * s, 'just now'],
			[4 * min + 59 * s, '4 min ago'],
			[h, '1 h ago'],
			[d, '1 day ago'],
			[3 * d, '3 days ago'],
			[59 * d, '59 days ago'],
			[60 * d, '2 months ago'],
			[365 * d, '12 months ago'],
			[729 * d, '24 months ago'],
			[730 * d, '2 years ago'],
			[5 * 365.25 * d, '5 years ago'],
		];
		for (const [ms, text] of texts) {
			assert.equal(formatAgo(ms), text);
			assert.equal(agoInWords(ms), text.replace('min', 'minutes').replace('1 h', '1 hour'));
		}
	});

	it('no text is negative or invalid, for any number', () => {
		fc.assert(
			fc.property(fc.oneof(fc.double(), fc.integer()), fc.string(), (ms, zone) => {
				for (const text of [formatSpan(ms), formatWait(ms), spanInWords(ms), agoInWords(ms), formatExact(ms)]) {
					assert.doesNotMatch(text, /invalid|nan|infinity/i);
				}
				for (const text of [formatSpan(ms), formatWait(ms), formatAgo(ms), spanInWords(ms), agoInWords(ms)]) {
					assert.doesNotMatch(text, /-/);
				}
				assert.doesNotMatch(visitorLocalTime(ms, zoneOffset(zone)) ?? '', /invalid|nan|undefined/i);
			}),
		);
	});

	it('an exact time is the local date and time, with the month in letters', () => {
		assert.equal(formatExact(new Date(2021, 4, 6, 8, 3, 9).getTime()), 'May 6, 2021, 08:03:09');
	});

	it('a time of day has the date where that is another one, and the year where that is another one', () => {
		const at = new Date(2025, 11, 31, 23, 58, 59).getTime();
		assert.equal(formatTime(at), '23:58:59');
		assert.equal(clockTime(at, at), '23:58');
		assert.equal(clockTime(at, at - d), 'Dec 31, 23:58');
		assert.equal(clockTime(at, at + 2 * min), 'Dec 31, 2025, 23:58');
		assert.equal(clockTime(at, Number.NaN), 'Dec 31, 2025, 23:58');
	});

	it('an hour is one of 00 to 23: midnight is 00:00', () => {
		const hours = Array.from({ length: 24 }, (_, hour) => [hour, `${String(hour).padStart(2, '0')}:30`] as const);
		for (const [hour, text] of [...hours, [24, '00:30'] as const]) {
			const at = new Date(2026, 0, 14, hour, 30).getTime();
			assert.equal(clockTime(at, at), text);
			assert.equal(formatTime(at), `${text}:00`);
			assert.equal(formatExact(at), `Jan ${hour === 24 ? 15 : 14}, 2026, ${text}:00`);
			assert.equal(visitorLocalTime(Date.UTC(2026, 0, 14, hour, 30), zoneOffset('GMT'))?.slice(-5), text);
		}
	});

	it('an instant is in the time zone that the user has now, also beside one of half an hour', () => {
		const { TZ } = process.env;
		try {
			const written = (zone: string, instant: number) => {
				process.env.TZ = zone;
				return formatExact(instant);
			};
			const at = Date.UTC(2026, 0, 14, 18, 29, 59);
			assert.equal(written('Etc/UTC', at), 'Jan 14, 2026, 18:29:59');
			assert.equal(written('Asia/Kolkata', at), 'Jan 14, 2026, 23:59:59');
			assert.equal(written('Asia/Kolkata', at + s), 'Jan 15, 2026, 00:00:00');
			assert.equal(written('America/St_Johns', at), 'Jan 14, 2026, 14:59:59');
			// A clock that goes back at the end of daylight saving time.
			assert.equal(written('Europe/Oslo', Date.UTC(2026, 9, 25, 0, 50)), 'Oct 25, 2026, 02:50:00');
			assert.equal(written('Europe/Oslo', Date.UTC(2026, 9, 25, 1, 0)), 'Oct 25, 2026, 02:00:00');
		} finally {
			if (TZ === undefined) {
				delete process.env.TZ;
			} else {
				process.env.TZ = TZ;
			}
		}
	});

	it('an invalid instant is unknown, and so is a year that does not have four digits', () => {
		const ofYear = (year: number) => new Date(0, 0, 1).setFullYear(year);
		const texts = (instant: number) => [formatExact(instant), formatTime(instant), clockTime(instant, instant)];
		for (const instant of [Number.NaN, Number.POSITIVE_INFINITY, 9e15, ofYear(1), ofYear(999), ofYear(10_000)]) {
			assert.deepEqual(texts(instant), ['unknown', 'unknown', 'unknown']);
		}
		assert.equal(formatExact(ofYear(1000)), 'Jan 1, 1000, 00:00:00');
		assert.equal(formatExact(ofYear(9999)), 'Jan 1, 9999, 00:00:00');
	});

	it('a format is made once, however many texts it writes', () => {
		const { DateTimeFormat } = Intl;
		let made = 0;
		const write = (instant: number, now: number) => [
			formatExact(instant),
			formatTime(instant),
			clockTime(instant, now),
			visitorLocalTime(instant, zoneOffset('GMT')),
		];
		for (const now of [0, 2 * d, 800 * d]) {
			write(0, now);
		}
		try {
			Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
				construct(target, options) {
					made += 1;
					return Reflect.construct(target, options);
				},
			});
			fc.assert(fc.property(fc.integer(), fc.integer(), (instant, now) => void write(instant, now)));
			assert.equal(made, 0);
			l10n.config({ contents: { 'en/Language tag': 'de' } });
			fc.assert(fc.property(fc.integer(), fc.integer(), (instant, now) => void write(instant, now)));
			assert.ok(made > 0 && made <= 6, String(made));
		} finally {
			Intl.DateTimeFormat = DateTimeFormat;
			l10n.config({ contents: {} });
		}
	});

	it('a time zone is understood as the service writes it, also without a sign', () => {
		const zones: [string, number | undefined][] = [
			['GMT +08:00', 480],
			['GMT 06:00', 360],
			['GMT -03:30', -210],
			['gmt-3', -180],
			['UTC+0530', 330],
			['GMT', 0],
			['GMT +00:00', 0],
			['GMT +14:00', 840],
			['GMT +15:00', undefined],
			['GMT -12:30', undefined],
			['GMT +08:75', undefined],
			['', undefined],
			['Europe/Berlin', undefined],
			['GMT +08:00 <b>', undefined],
		];
		for (const [zone, minutes] of zones) {
			assert.equal(zoneOffset(zone), minutes, zone);
		}
	});

	it("the visitor's local time has its weekday, for it may be another day there", () => {
		const now = Date.UTC(2021, 4, 26, 22, 30);
		assert.equal(visitorLocalTime(now, zoneOffset('GMT +08:00')), 'Thu 06:30');
		assert.equal(visitorLocalTime(now, zoneOffset('GMT -03:30')), 'Wed 19:00');
		assert.equal(visitorLocalTime(now, zoneOffset('Mars')), undefined);
	});
});
