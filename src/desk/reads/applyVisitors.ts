// How visitors that this window has read become its state: they are never shared, so they come straight from the answer.
import type { Visitor } from '../../service/model';
import type { DeskState } from '../state';
import { watchedAfterList } from './watched';

/** @param asOf instant (ms) of the answer */
export function applyVisitors(
	state: DeskState,
	visitors: readonly Visitor[],
	asOf: number,
): Pick<DeskState, 'visitors' | 'visitorsAsOf' | 'watched'> {
	return { visitors, visitorsAsOf: asOf, watched: watchedAfterList(state.watched, visitors, asOf) };
}
