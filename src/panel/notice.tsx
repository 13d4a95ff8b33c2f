// The line below the header that says what is wrong with the data, with a button for the next step.
import * as l10n from '@vscode/l10n';
import type { DetailsNotice } from '../present/details/detailsModel';
import { noticeWords } from '../present/details/detailsWords';
import { noResponseText, usePanel } from './context';
import { Button } from './elements/button';
import { Icon } from './elements/icon';

export function Notice({ notice }: { readonly notice: DetailsNotice }) {
	const panel = usePanel();
	const { kind, help } = notice;
	return (
		<div class="notice" data-kind={kind}>
			<Icon name={kind === 'stale' || kind === 'unread' ? 'warning' : 'info'} />
			<span class="text">{noticeWords(notice, panel.now)}</span>{' '}
			{help && (
				<Button class="act" onClick={() => void panel.run('act', { action: help.action })}>
					{help.title}
				</Button>
			)}
		</div>
	);
}

/** The page's own notice. */
export function SilentHost({ onAsk }: { readonly onAsk: () => void }) {
	return (
		<div class="notice" data-kind="silent">
			<Icon name="warning" />
			<span class="text">{noResponseText()}</span>{' '}
			<Button class="act" onClick={onAsk}>
				{l10n.t('Try Again')}
			</Button>
		</div>
	);
}
