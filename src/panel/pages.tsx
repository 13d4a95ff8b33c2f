// The pages that the visitor was seen on since the panel was opened, the newest first, each with its time.
import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { DetailsPage } from '../present/details/detailsModel';
import { instantWords } from '../present/details/detailsWords';
import { usePanel } from './context';
import { Button } from './elements/button';
import { StrangerText } from './rows/strangerText';

/** More than these are shown when asked for. */
const few = 5;

export function Pages({ pages }: { readonly pages: readonly DetailsPage[] }) {
	const { now } = usePanel();
	const [open, setOpen] = useState(false);
	if (pages.length === 0) {
		return null;
	}
	return (
		<div class="pages">
			<h3>{l10n.t('Pages seen')}</h3>
			<ol>
				{(open ? pages : pages.slice(0, few)).map(({ text, link, at }) => {
					const { ago, exact } = instantWords(at, now);
					return (
						<li key={`${at} ${text}`}>
							<div>
								<StrangerText class="address" text={text} link={link} />
							</div>{' '}
							<time title={exact} dateTime={new Date(at).toISOString()}>
								{ago}
							</time>
						</li>
					);
				})}
			</ol>
			{pages.length > few && (
				<Button aria-expanded={open} onClick={() => setOpen(!open)}>
					{open ? l10n.t('Show less') : l10n.t('Show all {0} pages', pages.length)}
				</Button>
			)}
		</div>
	);
}
