// What is left uncovered if I go away now: my open chats, and visitors who wait while nobody else is online.
import { sameStatus } from '../../service/model';
import { type DeskState, isStale, staleAfter } from '../state';

export interface CoverageLoss {
	readonly chats: number;
	readonly waiting: number;
	/** Agents who are online, apart from me; undefined if none is known and the list isn't complete. */
	readonly othersOnline: number | undefined;
	/** Instant (ms) of the oldest data, if some is stale. */
	readonly staleSince: number | undefined;
}

/** Undefined if the status doesn't take me from Online to another one, or if no open chat and no waiting visitor would be left alone. */
export function coverageLoss(state: DeskState, status: string): CoverageLoss | undefined {
	const { me, agents = [], waits } = state;
	const current = me.pending ?? me.agent?.status ?? '';
	if (!sameStatus(current, 'online') || sameStatus(status, 'online')) {
		return undefined;
	}
	const chats = me.agent?.ongoingChats ?? 0;
	const known = agents.filter((agent) => agent.id !== me.id && sameStatus(agent.status, 'online')).length;
	const isComplete = state.agents !== undefined && state.agentsGaps === undefined;
	const othersOnline = known === 0 && !isComplete ? undefined : known;
	const isMissed = chats > 0 || (waits.size > 0 && known === 0);
	return isMissed ? { chats, waiting: waits.size, othersOnline, staleSince: staleSince(state) } : undefined;
}

function staleSince(state: DeskState): number | undefined {
	const { agentsAsOf, visitorsAsOf, visitorsError, waits } = state;
	const instants = [
		isStale(state) ? agentsAsOf : undefined,
		waits.size > 0 && (visitorsError?.missed ?? 0) >= staleAfter ? visitorsAsOf : undefined,
	].filter((instant) => instant !== undefined);
	return instants.length === 0 ? undefined : Math.min(...instants);
}

/** Whether the user who confirmed the loss `before` has confirmed this one too: it is of nobody else. */
export function isNoWorse(loss: CoverageLoss, before: CoverageLoss): boolean {
	return (
		loss.chats <= before.chats &&
		loss.waiting <= before.waiting &&
		(loss.othersOnline ?? -1) >= (before.othersOnline ?? -1)
	);
}
