// Finding out which agent is me by watching whose status changes when I flip mine in the console. It reads and writes nothing.
import { type ApiErrorKind, isApiError } from '../service/errors';
import { type Agent, type Id, sameStatus } from '../service/model';
import type { Clock } from '../service/ports';
import type { Desk } from './desk';

/** One watch takes so long at most, with a look every so often (ms). */
const longest = 60_000;
const lookEvery = 3_000;

export interface Watch extends Pick<Clock, 'setTimer'> {
	readonly cancelled: AbortSignal;
	/** Who is known not to be me. */
	readonly others: readonly Id[];
}

/**
 * Ends with the first look at which somebody's status is another one than at the beginning; with nobody after a minute or where it is
 * cancelled, however slow a look is. Rejects with an `ApiError`.
 */
export async function watchStatuses(
	desk: Pick<Desk, 'refreshAgents'> & { readonly state: Pick<Desk['state'], 'agents'> },
	{ setTimer, cancelled, others }: Watch,
): Promise<readonly Id[]> {
	const time = new AbortController();
	const cancelEnd = setTimer(() => time.abort(), longest);
	const over = AbortSignal.any([time.signal, cancelled]);
	const nobody = new Promise<readonly Id[]>((resolve) => over.addEventListener('abort', () => resolve([])));

	async function watch(): Promise<readonly Id[]> {
		await desk.refreshAgents();
		const before = desk.state.agents ?? [];
		for (;;) {
			await new Promise<void>((resolve) => setTimer(resolve, lookEvery));
			if (over.aborted) {
				return [];
			}
			await look(desk);
			const changed = changedAgents(before, desk.state.agents ?? []).filter((id) => !others.includes(id));
			if (changed.length > 0) {
				return changed;
			}
		}
	}

	return await Promise.race([watch(), nobody]).finally(cancelEnd);
}

const endsWatch: readonly ApiErrorKind[] = ['unauthorized', 'aborted', 'throttled'];

/** A look that fails now may succeed with the next one; only a sign-in that is over, and silence asked for, end the watch. */
async function look(desk: Pick<Desk, 'refreshAgents'>): Promise<void> {
	try {
		await desk.refreshAgents();
	} catch (error) {
		if (!isApiError(error) || endsWatch.includes(error.kind)) {
			throw error;
		}
	}
}

/** The agents whose status is another one, and who stand in one list alone: a list may leave out who is offline. */
export function changedAgents(before: readonly Agent[], after: readonly Agent[]): readonly Id[] {
	const statusIn = (agents: readonly Agent[], id: Id) => agents.find((agent) => agent.id === id)?.status ?? '';
	const ids = new Set([...before, ...after].map(({ id }) => id));
	return [...ids].filter((id) => !sameStatus(statusIn(before, id), statusIn(after, id)));
}

/** Who can still be me after another flip: those who changed each time, or whoever changed now where nobody did. */
export function narrowed(candidates: readonly Id[], changed: readonly Id[]): readonly Id[] {
	const both = candidates.filter((id) => changed.includes(id));
	return both.length > 0 ? both : changed;
}
