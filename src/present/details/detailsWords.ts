// What the visitor panel says with the present time in it: waits, ages, notices. Plain functions that the page calls as time goes by.
import * as l10n from '@vscode/l10n';
import { formatAgo, formatExact, formatWait, visitorLocalTime } from '../time';
import type { DetailsHeader, DetailsNotice, DetailsRow } from './detailsModel';

/** Below this (ms) a wait is not worth a number, and "at least 0 s" says nothing. */
const worthSaying = 10_000;

/** '' where there is nothing to say yet. */
export function waitWords(wait: NonNullable<DetailsHeader['wait']>, now: number): string {
	const waited = now - wait.since;
	if (waited < worthSaying) {
		return wait.atLeast ? '' : l10n.t('since just now');
	}
	return wait.atLeast ? l10n.t('for at least {0}', formatWait(waited)) : l10n.t('for {0}', formatWait(waited));
}

/** The sentence of a notice. */
export function noticeWords(notice: DetailsNotice, now: number): string {
	switch (notice.kind) {
		case 'loading':
			return l10n.t('Reading this visitor…');
		case 'signedOut':
			return l10n.t('Sign in to {0} to see this visitor.', notice.site);
		case 'otherSite':
			return l10n.t('This visitor belongs to {0}. Switch to that site to see the visitor.', notice.site);
		case 'unread':
			return notice.problem === 'notFound'
				? l10n.t('The service does not know this visitor. The visit may be over.')
				: l10n.t('This visitor could not be read. {0}', notice.what);
		case 'left':
			return notice.at === undefined ? l10n.t('Left') : l10n.t('Left · last seen {0}', formatAgo(now - notice.at));
		case 'stale':
			return notice.at === undefined
				? l10n.t('Not up to date. {0}', notice.what)
				: l10n.t('Not up to date: last read {0}. {1}', formatAgo(now - notice.at), notice.what);
	}
}

/** An instant as it is read: its age first, the exact time beside it. */
export function instantWords(at: number, now: number): { readonly ago: string; readonly exact: string } {
	return { ago: formatAgo(now - at), exact: formatExact(at) };
}

/** The time at the visitor's place first, the zone as it came beside it; undefined where the zone means nothing. */
export function zoneWords(row: DetailsRow, now: number): string | undefined {
	return row.kind === 'zone' ? visitorLocalTime(now, row.text) : undefined;
}
