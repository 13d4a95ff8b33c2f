// Sets my status: one write after the other, in the order in which the user asked for them.
import type { ChatClient } from '../service/chatClient';
import { ApiError, isApiError } from '../service/errors';
import { type Agent, type Id, sameStatus } from '../service/model';
import type { Clock } from '../service/ports';
import type { DeskStore } from './deskStore';
import { mayBeCarriedOut } from './errorCodes';
import { applyShared } from './reads/applyShared';
import { withUnlisted, withWrite } from './reads/sharedChanges';
import type { WriteOrder } from './reads/writeOrder';
import type { RateLimiter } from './windows/rateLimiter';
import type { Share } from './windows/share';

interface StatusWritesOptions {
	readonly store: DeskStore;
	readonly share: Share;
	readonly client: Pick<ChatClient, 'setAgentStatus' | 'getAgent'>;
	readonly clock: Pick<Clock, 'now'>;
	readonly rateLimiter: RateLimiter;
	readonly writes: WriteOrder;
	readonly signal: AbortSignal;
	/** Called when a write has ended, with whether it is known what became of it. */
	readonly onWrite: (isKnown: boolean) => void;
}

/** What became of a write that was sent, and not refused. */
export type StatusOutcome =
	| { readonly kind: 'set'; readonly agent: Agent }
	/** The service still has another status. `error` is how it answered the write. */
	| { readonly kind: 'notSet'; readonly error: ApiError }
	/** Neither the write nor the read after it was answered. */
	| { readonly kind: 'unknown'; readonly error: ApiError };

interface StatusWrites {
	/** Sets the status of that agent, who is me: pending until it is known. Rejects with an `ApiError` if nothing was set. */
	setStatus(id: Id, status: string): Promise<StatusOutcome>;
}

export function createStatusWrites(options: StatusWritesOptions): StatusWrites {
	const { store, share, client, clock, rateLimiter, writes, signal, onWrite } = options;
	let lastWrite: Promise<unknown> = Promise.resolve();
	let askedFor = 0;

	async function write(id: Id, status: string): Promise<StatusOutcome> {
		try {
			// The one before may have taught a Retry-After: the rate limiter is asked only now.
			const agent = await rateLimiter.call(() => client.setAgentStatus(id, status, signal));
			writes.end(id);
			if (agent.id !== id || agent.status === '') {
				return await readBack(id, status, new ApiError('notChatServer'));
			}
			recordAnswer(agent);
			return { kind: 'set', agent };
		} catch (reason) {
			writes.end(id);
			if (!isApiError(reason) || !mayBeCarriedOut(reason) || signal.aborted) {
				throw reason;
			}
			return await readBack(id, status, reason);
		}
	}

	/** It may have been set all the same: only a read tells. */
	async function readBack(id: Id, status: string, error: ApiError): Promise<StatusOutcome> {
		try {
			const agent = await rateLimiter.call(() => client.getAgent(id, signal));
			if (agent.id === id && sameStatus(agent.status, status)) {
				recordAnswer(agent);
				return { kind: 'set', agent };
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

	/** No window may show what it read before, and this machine's own change is none from elsewhere. */
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

	/** It may be carried out later: then it is no change from elsewhere. */
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
			const number = ++askedFor;
			store.update({ me: { ...store.state.me, pending: status } });
			const written = lastWrite
				.then(() => write(id, status))
				.finally(() => {
					// An answer to an earlier one says nothing of what was asked for last.
					if (number === askedFor) {
						store.update({ me: { ...store.state.me, pending: undefined } });
					}
				});
			lastWrite = written.catch(() => undefined); // its caller hears of it; the next write goes on
			return await written;
		},
	};
}
