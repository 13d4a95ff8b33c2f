// The message for rows of a list that could not be read or didn't come.
import * as l10n from '@vscode/l10n';
import type { ListGaps } from '../../desk/state';
import { sentences } from './treeMessage';

/** How many rows the service has, where some didn't come and that is known. */
export function totalRows(shown: number, gaps: ListGaps | undefined): number | undefined {
	return typeof gaps?.missing === 'number' ? shown + gaps.skipped + gaps.missing : undefined;
}

/** @param shown how many rows could be read */
export function visitorsGapsMessage(shown: number, gaps: ListGaps): string | undefined {
	const { skipped, missing } = gaps;
	const total = totalRows(shown, gaps);
	return sentences(
		skipped === 1
			? l10n.t("1 visitor couldn't be read.")
			: skipped > 1
				? l10n.t("{0} visitors couldn't be read.", skipped)
				: undefined,
		total !== undefined
			? l10n.t('The list ended early: {0} of {1} visitors.', shown, total)
			: missing === 'unknown'
				? l10n.t('The list ended early: there are more visitors.')
				: undefined,
	);
}

/** @param shown how many rows could be read */
export function agentsGapsMessage(shown: number, gaps: ListGaps): string | undefined {
	const { skipped, missing } = gaps;
	const total = totalRows(shown, gaps);
	return sentences(
		skipped === 1
			? l10n.t("1 agent couldn't be read.")
			: skipped > 1
				? l10n.t("{0} agents couldn't be read.", skipped)
				: undefined,
		total !== undefined
			? l10n.t('The list ended early: {0} of {1} agents.', shown, total)
			: missing === 'unknown'
				? l10n.t('The list ended early: there are more agents.')
				: undefined,
	);
}
