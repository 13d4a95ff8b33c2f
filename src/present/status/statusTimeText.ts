// The texts of the time that an agent has had a status: from the minute on, in steps of a minute, so that lists stay calm.
import * as l10n from '@vscode/l10n';
import type { StatusTime } from '../../desk/status/statusTimes';
import { sameStatus } from '../../service/model';
import { clockTime, formatSpan, shownSpan } from '../time';
import { spanInWords } from '../timeInWords';

const minute = 60_000;

/** "12 min", "~12 min" if it is only observed, "12 min+" if it may be longer; empty under a minute, and if the time belongs to another status. */
export function statusTimeText(time: StatusTime | undefined, status: string, now: number): string {
	const span = wholeMinutes(time, status, now);
	const text = span === 0 ? '' : formatSpan(span);
	if (text === '' || time?.known === 'set') {
		return text;
	}
	return time?.known === 'seen'
		? l10n.t({ message: '~{0}', comment: '{0} is a span, like "3 min"; it is about that long', args: [text] })
		: l10n.t({ message: '{0}+', comment: '{0} is a span, like "3 min"; it may be longer', args: [text] });
}

/** The same in words: "12 minutes", "about 12 minutes", "at least 12 minutes". */
export function statusTimePhrase(time: StatusTime | undefined, status: string, now: number): string {
	const span = wholeMinutes(time, status, now);
	const text = span === 0 ? '' : spanInWords(span);
	if (text === '' || time?.known === 'set') {
		return text;
	}
	return time?.known === 'seen'
		? l10n.t({ message: 'about {0}', comment: '{0} is a span, like "3 minutes"', args: [text] })
		: l10n.t('at least {0}', text);
}

/** "since 10:42", "since 10:42, as observed", "since 10:42 or earlier, as observed"; empty if the time belongs to another status. */
export function statusSinceText(time: StatusTime | undefined, status: string, now: number): string {
	if (!time || !sameStatus(time.status, status)) {
		return '';
	}
	const since = clockTime(time.since, now);
	switch (time.known) {
		case 'set':
			return l10n.t({
				message: 'since {0}',
				comment: '{0} is a time: an agent has had a status since then',
				args: [since],
			});
		case 'seen':
			return l10n.t({
				message: 'since {0}, as observed',
				comment: '{0} is a time: since then an agent has had a status, as far as Frontdesk could see',
				args: [since],
			});
		case 'earlier':
			return l10n.t({
				message: 'since {0} or earlier, as observed',
				comment: '{0} is a time: since then an agent has had a status, as far as Frontdesk could see',
				args: [since],
			});
	}
}

/** As of the last whole minute, so that all surfaces say the same and all rows step together (docs/rules.md#rule-10). In ms; 0 under a minute. */
function wholeMinutes(time: StatusTime | undefined, status: string, now: number): number {
	const span = time && sameStatus(time.status, status) ? shownSpan(now - (now % minute) - time.since) : 0;
	return span - (span % minute);
}

/** The span (ms) until the next whole minute, at which the texts of all times are made again; undefined if there are none. */
export function untilTimesChange(times: ReadonlyMap<string, StatusTime>, now: number): number | undefined {
	return times.size === 0 ? undefined : minute - (now % minute);
}
