// The texts of the visitor panel that contain the time: waits, ages, notices.
import * as l10n from '@vscode/l10n';
import { formatExact } from '../time';
import { agoInWords, waitInWords } from '../timeInWords';
import type { DetailsHeader, NoticeFacts } from './detailsModel';

/** Shorter waits (ms) are shown without a number. */
const worthSaying = 10_000;

/** `''` while there is nothing to show. */
export function waitWords(wait: NonNullable<DetailsHeader['wait']>, now: number): string {
	const waited = now - wait.since;
	if (waited < worthSaying) {
		return wait.atLeast ? '' : l10n.t('· just now');
	}
	return wait.atLeast
		? l10n.t('for at least {0}', waitInWords(waited))
		: l10n.t({
				message: 'for {0}',
				comment: 'How long a visitor has been waiting, like "3 minutes"',
				args: [waitInWords(waited)],
			});
}

/** The sentence of a notice. */
export function noticeWords(notice: NoticeFacts, now: number): string {
	switch (notice.kind) {
		case 'loading':
			return l10n.t('Reading this visitor…');
		case 'signedOut':
			return notice.site === undefined
				? l10n.t('Sign in to the site of this visitor to see the data.')
				: l10n.t('Sign in to {0} to see this visitor.', notice.site);
		case 'otherSite':
			return l10n.t('This visitor belongs to {0}. Switch to that site to see the visitor.', notice.site);
		case 'unread':
			return notice.errorKind === 'notFound'
				? l10n.t("The service doesn't know this visitor. The visit may be over.")
				: l10n.t("This visitor couldn't be read. {0}", notice.what);
		case 'left':
			// The header says already that the visitor left.
			return notice.at === undefined
				? l10n.t('The visit is over.')
				: l10n.t({
						message: 'Last seen {0}',
						comment: '{0} is how long ago, like "3 minutes ago"',
						args: [agoInWords(now - notice.at)],
					});
		case 'stale':
			return notice.at === undefined
				? l10n.t('Not up to date. {0}', notice.what)
				: l10n.t('Not up to date: last read {0}. {1}', agoInWords(now - notice.at), notice.what);
	}
}

/** An instant as age and exact time. */
export function instantWords(at: number, now: number): { readonly ago: string; readonly exact: string } {
	return { ago: agoInWords(now - at), exact: formatExact(at) };
}
