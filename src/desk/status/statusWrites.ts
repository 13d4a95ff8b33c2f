// Sets statuses: one write after the other, in the order in which the user asked for them.
import type { ChatClient } from '../../service/chatClient';
import { ApiError, isApiError } from '../../service/errors';
import { type Agent, type Id, sameStatus } from '../../service/model';
import type { Clock } from '../../service/ports';
import type { DeskStore } from '../deskStore';
import { mayBeCarriedOut } from '../errorCodes';
import { applyShared } from '../reads/applyShared';
import { withUnlisted, withWrite } from '../reads/sharedChanges';
import type { WriteOrder } from '../reads/writeOrder';
import type { RateLimiter } from '../windows/rateLimiter';
import type { Share } from '../windows/share';

interface StatusWritesOptions {
	readonly store: DeskStore;
	readonly share: Share;
	readonly client: Pick<ChatClient, 'setAgentStatus' | 'getAgent'>;
	readonly clock: Pick<Clock, 'now'>;
	readonly rateLimiter: RateLimiter;
	readonly writes: WriteOrder;
	readonly signal: AbortSignal;
	/** Called when a write has ended, with whether its outcome is known. */
	readonly onWrite: (isKnown: boolean) => void;
}

/** The outcome of a write that was sent and not refused. */
export type StatusOutcome =
	| { readonly kind: 'set'; readonly agent: Agent }
	/** Answered with success, but the service has another status. */
	| { readonly kind: 'other'; readonly agent: Agent }
	/** The service still has another status. `error` is how it answered the write. */
	| { readonly kind: 'notSet'; readonly error: ApiError }
	/** Neither the write nor the read after it was answered. */
	| { readonly kind: 'unknown'; readonly error: ApiError };

interface StatusWrites {
	/** Sets the status of that agent. My own is pending until the outcome is known. Rejects with an `ApiError` if nothing was set. */
	setStatus(id: Id, status: string): Promise<StatusOutcome>;
}

export function createStatusWrites(options: StatusWritesOptions): StatusWrites {
	const { store, share, client, clock, rateLimiter, writes, signal, onWrite } = options;
	let lastWrite: Promise<unknown> = Promise.resolve();
	let askedFor = 0;

	async function write(id: Id, status: string): Promise<StatusOutcome> {
		try {
			// Checked only now, because the write before may have been answered with a Retry-After.
			const agent = await rateLimiter.call(() => client.setAgentStatus(id, status, signal));
			writes.end(id);
			if (agent.id !== id || agent.status === '') {
				return await readBack(id, status, new ApiError('notChatServer'));
			}
			return sameStatus(agent.status, status) ? set(agent) : await readBackOther(id, status, agent);
		} catch (reason) {
			writes.end(id);
			if (!isApiError(reason) || !mayBeCarriedOut(reason) || signal.aborted) {
				throw reason;
			}
			return await readBack(id, status, reason);
		}
	}

	/** Finds out by a read whether the status was set although the write failed. */
	async function readBack(id: Id, status: string, error: ApiError): Promise<StatusOutcome> {
		try {
			const agent = await rateLimiter.call(() => client.getAgent(id, signal));
			if (agent.id === id && sameStatus(agent.status, status)) {
				return set(agent);
			}
			recordUnproven(id, status, true);
			return { kind: 'notSet', error };
		} catch (reason) {
			if (!isApiError(reason) || signal.aborted) {
				throw reason;
			}
			recordUnproven(id, status, false);
			return { kind: 'unknown', error }; // the first failure says more than that of the read
		}
	}

	/** The answer may be older than the write, or the service may have stored another status. */
	async function readBackOther(id: Id, status: string, answered: Agent): Promise<StatusOutcome> {
		const read = await rateLimiter
			.call(() => client.getAgent(id, signal))
			.catch((reason: unknown) => {
				if (!isApiError(reason) || signal.aborted) {
					throw reason;
				}
				return answered; // nothing is known that is newer
			});
		if (sameStatus(read.status, status)) {
			return set(read);
		}
		recordAnswer(read);
		return { kind: 'other', agent: read };
	}

	function set(agent: Agent): StatusOutcome {
		recordAnswer(agent);
		return { kind: 'set', agent };
	}

	/** Records the write for all windows: older reads must not overwrite it, and it must not count as a change from elsewhere. */
	function recordAnswer(agent: Agent): void {
		const { id, status } = agent;
		const at = clock.now();
		void share.change((shared, now) => {
			const next = withWrite(shared, { id, status, at, answered: true }, now);
			return [next === shared ? shared : withUnlisted(next, { id, agent }, now), undefined];
		});
		store.update(applyShared(store.state, share.current, at, [agent]));
		onWrite(true);
	}

	/** Records a write whose outcome is open: if it is carried out later, it must not count as a change from elsewhere. */
	function recordUnproven(id: Id, status: string, isKnown: boolean): void {
		const at = clock.now();
		void share.change((shared, now) => [withWrite(shared, { id, status, at, answered: false }, now), undefined]);
		onWrite(isKnown);
	}

	return {
		async setStatus(id, status) {
			const retryAt = rateLimiter.notBefore();
			if (retryAt !== undefined) {
				throw new ApiError('throttled', { retryAt }); // nothing is pending that will not be sent
			}
			const isMine = id === store.state.me.id;
			const number = isMine ? ++askedFor : 0;
			if (isMine) {
				store.update({ me: { ...store.state.me, pending: status } });
			}
			const written = lastWrite
				.then(() => write(id, status))
				.finally(() => {
					// Only the last write ends the pending mark: an earlier answer doesn't show whether the last one was carried out.
					if (isMine && number === askedFor) {
						store.update({ me: { ...store.state.me, pending: undefined } });
					}
				});
			lastWrite = written.catch(() => undefined); // the caller gets the failure; the next write goes on
			return await written;
		},
	};
}
