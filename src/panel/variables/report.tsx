// What went wrong with the last save, undo or restore, with the buttons that help.
import * as l10n from '@vscode/l10n';
import type { WriteReport } from '../../present/details/detailsModel';
import { visibleText } from '../../present/details/detailsText';
import type { ReportAction } from '../../present/variables/saveReport';
import { Button } from '../elements/button';
import { Icon } from '../elements/icon';

type ReportActs = Readonly<Record<ReportAction | 'dismiss', () => void>>;

interface ReportProps {
	readonly report: WriteReport | undefined;
	readonly acts: ReportActs;
}

/** Each report has elements of its own. The editing bar announces it. */
export function Report({ report, acts }: ReportProps) {
	return report?.tone === 'problem' && <Problem key={report.id} report={report} acts={acts} />;
}

function Problem({ report, acts }: { readonly report: WriteReport; readonly acts: ReportActs }) {
	const offered: readonly (readonly [ReportAction, string])[] = [
		['saveAgain', l10n.t('Save Again')],
		['restore', l10n.t('Restore Previous')],
		['undoAnyway', l10n.t('Undo Anyway')],
	];
	return (
		<div class="loud">
			<Icon name="warning" />
			<div class="words">
				<p class="title">{visibleText(report.title)}</p>
				{report.lines.length > 0 && (
					<ul
						// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach it
						tabIndex={0}
						aria-label={l10n.t({ message: 'Details', comment: 'Heading: what a save did' })}
					>
						{report.lines.map((line) => (
							<li key={line} dir="auto">
								{visibleText(line)}
							</li>
						))}
					</ul>
				)}
			</div>
			<div class="buttons">
				{offered
					.filter(([action]) => report.actions.includes(action))
					.map(([action, words]) => (
						<Button key={action} class={action === 'restore' ? 'first' : 'second'} onClick={acts[action]}>
							{words}
						</Button>
					))}
				<Button class="second" onClick={acts.dismiss}>
					{l10n.t({ message: 'Dismiss', comment: 'Verb: closes a message' })}
				</Button>
			</div>
		</div>
	);
}
