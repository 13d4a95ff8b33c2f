// The content of the visitors view: the tree, and the texts around it.
import * as l10n from '@vscode/l10n';
import type { DeskState } from '../../desk/state';
import { waitingCountText, waitingSummary } from '../waiting';
import { totalRows, visitorsGapsMessage } from './gapsMessage';
import { joinParts, type ViewContent } from './tree';
import {
	errorContent,
	errorMessage,
	filterMessage,
	limitMessage,
	noMatchDescription,
	sentences,
	staleMessage,
} from './treeMessage';
import type { VisitorsTree, VisitorsTreeOptions } from './visitorsTree';

export interface VisitorsContent extends ViewContent {
	/** Undefined while there are few enough visitors to show all of them. */
	readonly highLoad: 'limited' | 'all' | undefined;
}

/** @param tree the same object in every call for a view */
export function visitorsContent(tree: VisitorsTree, state: DeskState, options: VisitorsTreeOptions): VisitorsContent {
	const nothing = errorContent(state.visitorsError ?? state.pollError, state.visitors && state.visitorsAsOf);
	if (nothing) {
		return { ...nothing, highLoad: undefined };
	}
	const { nodes, count, isHighLoad, isLimited } = tree.show(state, options);
	const all = state.visitors?.length ?? 0;
	const highLoad = isHighLoad ? (options.showsAll ? 'all' : 'limited') : undefined;
	const message = sentences(
		visitorsMessage(state, options.now),
		state.visitorsGaps && visitorsGapsMessage(all, state.visitorsGaps),
		isLimited ? limitMessage(count, all) : undefined,
	);
	if (options.filter && all > 0 && nodes.length === 0 && message === undefined) {
		const description = noMatchDescription(options.filter.text, all);
		return { nodes: [], highLoad, description, message, welcome: 'noMatch' };
	}
	if (isNobodyThere(state) && nodes.length === 0 && message === undefined) {
		return { nodes: [], highLoad, description: '', message, welcome: 'empty' };
	}
	const total = totalRows(all, state.visitorsGaps);
	const of = (shown: number, whole: number) =>
		l10n.t({ message: '{0} of {1}', comment: 'Numbers of visitors: shown of all', args: [shown, whole] });
	return {
		nodes,
		highLoad,
		description:
			options.filter || isLimited ? of(count, all) : total !== undefined ? of(all, total) : all > 0 ? String(all) : '',
		message: sentences(
			message,
			options.filter && all > 0 ? filterMessage(options.filter.text, count, all) : emptyMessage(state),
		),
	};
}

function visitorsMessage(state: DeskState, now: number): string | undefined {
	const error = state.visitorsError ?? state.pollError;
	return error ? errorMessage(error, state.visitorsAsOf, now) : staleMessage(state.missed, state.visitorsAsOf, now);
}

function isNobodyThere({ visitors, visitorsGaps }: DeskState): boolean {
	return visitors?.length === 0 && !visitorsGaps;
}

function emptyMessage(state: DeskState): string | undefined {
	if (state.visitors) {
		return isNobodyThere(state) ? l10n.t('No visitors on the site.') : undefined;
	}
	return state.visitorsError || state.pollError ? undefined : l10n.t('Loading visitors…');
}

/** The number of waiting visitors, and of those whose segment counts; of all and not only the filtered ones. Undefined if there are none. */
export function waitingBadge(state: DeskState): { readonly value: number; readonly tooltip: string } | undefined {
	const { count } = waitingSummary(state);
	const { segmentCount } = state;
	const tooltip = joinParts(
		count > 0 ? waitingCountText(count) : '',
		segmentCount > 0 ? l10n.t({ message: '{0} in segments', comment: 'Number of visitors', args: [segmentCount] }) : '',
	);
	return tooltip === '' ? undefined : { value: count + segmentCount, tooltip };
}
