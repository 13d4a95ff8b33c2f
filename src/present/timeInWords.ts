// Spans and ages in whole words, as they are read out: "2 minutes 10 seconds", "4 minutes ago".
import * as l10n from '@vscode/l10n';
import { perLanguage } from './language';
import { shownSpan, waitStep } from './time';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units = [
	['day', day],
	['hour', hour],
	['minute', minute],
	['second', second],
] as const;

const formats = /* @__PURE__ */ perLanguage((tag) => ({
	units: units.map(
		([unit]) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long', useGrouping: false }),
	),
	list: new Intl.ListFormat(tag, { type: 'unit', style: 'narrow' }),
	age: new Intl.RelativeTimeFormat(tag),
}));

/** "45 seconds", "2 minutes 10 seconds", "1 hour 5 minutes", "2 days": the largest unit, and the next one if it isn't 0. */
export function spanInWords(ms: number): string {
	const { units: unitFormats, list } = formats();
	let left = shownSpan(ms);
	const parts = units.map(([, length], at) => {
		const count = Math.floor(left / length);
		left %= length;
		return { count, text: unitFormats[at]?.format(count) ?? '' };
	});
	const largest = parts.findIndex(({ count }) => count > 0);
	const shown = parts.slice(largest).filter(({ count }, at) => at === 0 || (at === 1 && count > 0));
	return list.format(shown.map(({ text }) => text));
}

/** A wait, in the steps of `formatWait`: "1 minute 50 seconds", "3 minutes". */
export function waitInWords(ms: number): string {
	return spanInWords(waitStep(ms));
}

/** "just now", "4 minutes ago", "1 hour ago", "3 days ago", "2 years ago". */
export function agoInWords(ms: number): string {
	const span = shownSpan(ms);
	if (span < minute) {
		return l10n.t('just now');
	}
	const { age } = formats();
	if (span < hour) {
		return age.format(-Math.floor(span / minute), 'minute');
	}
	if (span < day) {
		return age.format(-Math.floor(span / hour), 'hour');
	}
	const days = Math.floor(span / day);
	if (days < 60) {
		return age.format(-days, 'day');
	}
	// Rounded, so that 60 days are two months and 730 days two years.
	return days < 730
		? age.format(-Math.round(days / 30.44), 'month')
		: age.format(-Math.floor(days / 365.25 + 0.01), 'year');
}
