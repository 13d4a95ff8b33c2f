// The message for rows of a list that could not be read or didn't come.
import * as l10n from '@vscode/l10n';
import type { ListGaps } from '../../desk/state';
import { pluralText } from '../countText';
import { sentences } from './treeMessage';

/** How many rows the service has, where some didn't come and that is known. */
export function totalRows(shown: number, gaps: ListGaps | undefined): number | undefined {
	return typeof gaps?.missing === 'number' ? shown + gaps.skipped + gaps.missing : undefined;
}

interface GapsTexts {
	readonly unread: (count: number) => string;
	/** For a list whose total is known. */
	readonly endedAt: (shown: number, total: number) => string;
	readonly ended: () => string;
}

/** @param shown how many rows could be read */
function gapsMessage(shown: number, gaps: ListGaps, texts: GapsTexts): string | undefined {
	const total = totalRows(shown, gaps);
	return sentences(
		gaps.skipped > 0 ? texts.unread(gaps.skipped) : undefined,
		total !== undefined ? texts.endedAt(shown, total) : gaps.missing === 'unknown' ? texts.ended() : undefined,
	);
}

/** @param shown how many rows could be read */
export function visitorsGapsMessage(shown: number, gaps: ListGaps): string | undefined {
	return gapsMessage(shown, gaps, {
		unread: (count) =>
			pluralText(count, {
				one: l10n.t("{0} visitor couldn't be read.", count),
				other: l10n.t("{0} visitors couldn't be read.", count),
			}),
		endedAt: (rows, total) => l10n.t('The list ended early: {0} of {1} visitors.', rows, total),
		ended: () => l10n.t('The list ended early: there are more visitors.'),
	});
}

/** @param shown how many rows could be read */
export function agentsGapsMessage(shown: number, gaps: ListGaps): string | undefined {
	return gapsMessage(shown, gaps, {
		unread: (count) =>
			pluralText(count, {
				one: l10n.t("{0} agent couldn't be read.", count),
				other: l10n.t("{0} agents couldn't be read.", count),
			}),
		endedAt: (rows, total) => l10n.t('The list ended early: {0} of {1} agents.', rows, total),
		ended: () => l10n.t('The list ended early: there are more agents.'),
	});
}
