// Finds out which agent the user is by watching whose status changes when they change theirs in the console.
import { type ApiErrorKind, isApiError } from '../service/errors';
import { type Agent, type Id, sameStatus } from '../service/model';
import type { Clock } from '../service/ports';
import type { Desk } from './desk';

/** Maximum duration (ms) of one watch, and the interval (ms) of its reads. */
const watchTimeout = 60_000;
const refreshEvery = 3_000;

interface Watch extends Pick<Clock, 'setTimer'> {
	readonly cancelled: AbortSignal;
	/** Agents known not to be the user. */
	readonly others: readonly Id[];
}

/**
 * Resolves with the agents whose status differs from the first reading, as soon as there are any; with none after a minute or when
 * cancelled, however slow the service is. Rejects with an `ApiError`.
 */
export async function watchStatuses(
	desk: Pick<Desk, 'refreshAgents'> & { readonly state: Pick<Desk['state'], 'agents'> },
	{ setTimer, cancelled, others }: Watch,
): Promise<readonly Id[]> {
	const time = new AbortController();
	const cancelEnd = setTimer(() => time.abort(), watchTimeout);
	const over = AbortSignal.any([time.signal, cancelled]);
	const none = new Promise<readonly Id[]>((resolve) => over.addEventListener('abort', () => resolve([])));

	async function watch(): Promise<readonly Id[]> {
		if (over.aborted) {
			return [];
		}
		await desk.refreshAgents();
		const before = desk.state.agents ?? [];
		for (;;) {
			await new Promise<void>((resolve) => setTimer(resolve, refreshEvery));
			if (over.aborted) {
				return [];
			}
			await refreshTolerantly(desk);
			const changed = changedAgents(before, desk.state.agents ?? []).filter((id) => !others.includes(id));
			if (changed.length > 0) {
				return changed;
			}
		}
	}

	return await Promise.race([watch(), none]).finally(cancelEnd);
}

const endsWatch: readonly ApiErrorKind[] = ['unauthorized', 'aborted', 'throttled'];

/** A read that fails now may succeed the next time. Only an expired sign-in, throttling and an abort end the watch. */
async function refreshTolerantly(desk: Pick<Desk, 'refreshAgents'>): Promise<void> {
	try {
		await desk.refreshAgents();
	} catch (error) {
		if (!isApiError(error) || endsWatch.includes(error.kind)) {
			throw error;
		}
	}
}

/** Agents whose status differs, and agents that are in only one of the lists: a list may leave out who is offline. */
export function changedAgents(before: readonly Agent[], after: readonly Agent[]): readonly Id[] {
	const statusIn = (agents: readonly Agent[], id: Id) => agents.find((agent) => agent.id === id)?.status ?? '';
	const ids = new Set([...before, ...after].map(({ id }) => id));
	return [...ids].filter((id) => !sameStatus(statusIn(before, id), statusIn(after, id)));
}

/** Candidates after another change of status: those who changed each time, or if there are none, those who changed now. */
export function narrowCandidates(candidates: readonly Id[], changed: readonly Id[]): readonly Id[] {
	const both = candidates.filter((id) => changed.includes(id));
	return both.length > 0 ? both : changed;
}
