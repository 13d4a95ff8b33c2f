// Applies visitors that this window has read to its state: they are never shared between windows.
import type { List } from '../../service/chatClient';
import type { Visitor } from '../../service/model';
import type { DeskState } from '../state';
import { gapsOf } from './listGaps';
import { watchedAfterList } from './watched';

/** @param asOf instant (ms) of the answer */
export function applyVisitors(
	state: DeskState,
	list: List<Visitor>,
	asOf: number,
): Pick<DeskState, 'visitors' | 'visitorsAsOf' | 'visitorsGaps' | 'watched'> {
	return {
		visitors: list.rows,
		visitorsAsOf: asOf,
		visitorsGaps: gapsOf(list, state.visitorsGaps),
		watched: watchedAfterList(state.watched, list.rows, asOf),
	};
}
