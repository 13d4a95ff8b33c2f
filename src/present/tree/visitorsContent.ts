// The content of the visitors view: the tree, and the texts around it.
import * as l10n from '@vscode/l10n';
import type { DeskState } from '../../desk/state';
import { waitingCountText, waitingSummary } from '../waiting';
import { totalRows, visitorsGapsMessage } from './gapsMessage';
import type { ViewContent } from './tree';
import { errorMessage, filterMessage, limitMessage, sentences, staleMessage } from './treeMessage';
import type { VisitorsTree, VisitorsTreeOptions } from './visitorsTree';

export interface VisitorsContent extends ViewContent {
	/** Undefined while there are few enough visitors to show all of them. */
	readonly highLoad: 'limited' | 'all' | undefined;
}

/** @param tree the same one for each content of a view */
export function visitorsContent(tree: VisitorsTree, state: DeskState, options: VisitorsTreeOptions): VisitorsContent {
	const { nodes, count, isHighLoad, isLimited } = tree.show(state, options);
	const all = state.visitors?.length ?? 0;
	const total = totalRows(all, state.visitorsGaps);
	const of = (shown: number, whole: number) =>
		l10n.t({ message: '{0} of {1}', comment: 'Numbers of visitors: shown of all', args: [shown, whole] });
	return {
		nodes,
		highLoad: isHighLoad ? (options.showsAll ? 'all' : 'limited') : undefined,
		description:
			options.filter || isLimited ? of(count, all) : total !== undefined ? of(all, total) : all > 0 ? String(all) : '',
		message: sentences(
			visitorsMessage(state, options.now),
			state.visitorsGaps && visitorsGapsMessage(all, state.visitorsGaps),
			isLimited ? limitMessage(count, all) : undefined,
			options.filter && all > 0 ? filterMessage(options.filter.text, count, all) : emptyMessage(state),
		),
	};
}

function visitorsMessage(state: DeskState, now: number): string | undefined {
	const error = state.visitorsError ?? state.pollError;
	return error ? errorMessage(error, state.visitorsAsOf, now) : staleMessage(state.missed, state.visitorsAsOf, now);
}

function emptyMessage(state: DeskState): string | undefined {
	if (state.visitors) {
		return state.visitors.length === 0 && !state.visitorsGaps ? l10n.t('No visitors on the site.') : undefined;
	}
	return state.visitorsError || state.pollError ? undefined : l10n.t('Loading visitors…');
}

/** The number of waiting visitors, of all and not only the filtered ones; undefined if there are none. */
export function waitingBadge(state: DeskState): { readonly value: number; readonly tooltip: string } | undefined {
	const { count } = waitingSummary(state);
	return count === 0 ? undefined : { value: count, tooltip: waitingCountText(count) };
}
