// The header of the page: name, status, wait and current page of the visitor, the commands for the visitor, the switch for empty rows, and what keeps a preview.
import * as l10n from '@vscode/l10n';
import type { DetailsHeader, VisitorDetails } from '../present/details/detailsModel';
import { waitWords } from '../present/details/detailsWords';
import type { PanelAction } from '../protocol/visitorPanel';
import { usePanel } from './context';
import { Button } from './elements/button';
import { StrangerText } from './rows/strangerText';

interface HeaderProps {
	readonly details: VisitorDetails;
	readonly isPreview: boolean;
	readonly onToggleEmpty: () => void;
}

export function Header({ details: { header, sections }, isPreview, onToggleEmpty }: HeaderProps) {
	const panel = usePanel();
	const empty = sections.flatMap(({ rows }) => rows).filter((row) => row.empty).length;
	const act = (action: PanelAction) => () => void panel.run('act', { action });
	return (
		<header>
			<h1>
				{/* Only the words take their own direction: the line itself begins where all lines begin. */}
				<span dir="auto">{header.label}</span>
			</h1>
			{header.status !== '' && (
				<p class="now">
					<span class="status" data-urgency={header.urgency}>
						{header.status}
					</span>
					{header.wait && <span class="wait"> {waitWords(header.wait, panel.now)}</span>}
				</p>
			)}
			<CurrentPage {...header} />
			<div class="acts">
				{sections.length > 0 && (
					<>
						<Button onClick={act('openConsole')}>{l10n.t('Open Agent Console')}</Button>{' '}
						<Button onClick={act('copyVisitor')}>{l10n.t('Copy Visitor As…')}</Button>{' '}
						<Button onClick={act('compareVisitor')}>{l10n.t('Compare With Snapshot')}</Button>{' '}
					</>
				)}
				{empty > 0 && (
					<Button aria-pressed={panel.showEmpty} onClick={onToggleEmpty}>
						{panel.showEmpty ? l10n.t('Hide empty fields') : l10n.t('Show empty fields ({0})', empty)}
					</Button>
				)}{' '}
				{isPreview && sections.length > 0 && (
					<Button
						title={l10n.t('This is a preview: a click on another visitor replaces it')}
						onClick={() => void panel.run('keep', null)}
					>
						{l10n.t({ message: 'Keep Open', comment: 'Button: this tab is not replaced by the next visitor' })}
					</Button>
				)}
			</div>
		</header>
	);
}

/** The page that the visitor is on: the address in it as a link, a title before it as text. */
function CurrentPage({ page, urgency }: DetailsHeader) {
	return (
		page && (
			<p class="page">
				<span class="where">{urgency === 'left' ? l10n.t('Last page') : l10n.t('On page')}</span>{' '}
				<StrangerText class="address" text={page.text} link={page.link} row="currentBrowsing" />
			</p>
		)
	);
}
