// The line below the header that says what is wrong with the data, with a button for the next step.
import * as l10n from '@vscode/l10n';
import type { DetailsNotice } from '../present/details/detailsModel';
import { noticeWords } from '../present/details/detailsWords';
import { attempt, type PanelContext } from './context';
import { el, setText } from './elements/dom';
import { icon } from './elements/icons';
import type { TimedView } from './rows/valueView';

/** The host's notices, and the page's own: that the host is silent. */
export type PanelNotice = DetailsNotice | { readonly kind: 'silent' };

export function createNoticeView(context: PanelContext, askForState: () => void): TimedView<PanelNotice | undefined> {
	const text = el('span', 'text');
	const button = el('button', 'act');
	button.type = 'button';
	const element = el('div', 'notice', icon('info'), icon('warning'), text, button);
	let notice: PanelNotice | undefined;

	button.addEventListener('click', () => {
		const action = notice && actionOf(notice);
		if (action === 'ask') {
			askForState();
		} else if (action) {
			void attempt(context, context.host.call('act', { action }));
		}
	});

	function tick(): void {
		if (notice) {
			setText(
				text,
				notice.kind === 'silent' ? l10n.t("Frontdesk doesn't respond.") : noticeWords(notice, context.now()),
			);
		}
	}

	return {
		element,
		update(item) {
			notice = item;
			element.hidden = item === undefined;
			element.dataset.kind = item?.kind ?? '';
			const action = item && actionOf(item);
			button.hidden = action === undefined;
			setText(button, action ? actionWords(action) : '');
			tick();
		},
		tick,
	};
}

/** What helps against a notice; `ask` is the page's own. */
type Help = 'signIn' | 'switchSite' | 'refresh' | 'ask';

function actionOf(notice: PanelNotice): Help | undefined {
	switch (notice.kind) {
		case 'signedOut':
			return 'signIn';
		case 'otherSite':
			return 'switchSite';
		case 'silent':
			return 'ask';
		case 'unread':
		case 'stale':
			if (notice.errorKind === 'unauthorized') {
				return 'signIn';
			}
			return notice.errorKind === 'notFound' || notice.errorKind === 'forbidden' ? undefined : 'refresh';
		case 'left':
		case 'loading':
			return undefined;
	}
}

function actionWords(action: Help): string {
	switch (action) {
		case 'signIn':
			return l10n.t('Sign In…');
		case 'switchSite':
			return l10n.t('Switch Site…');
		case 'refresh':
		case 'ask':
			return l10n.t('Try Again');
	}
}
