// The sign-in of one site as all windows of this VS Code share it: reads the secret, has it renewed once, and knows when it is refused.
import type { Credentials, OAuthTokens } from '../service/credentials';
import { ApiError, isApiError } from '../service/errors';
import type { Clock, Log } from '../service/ports';
import type { Session } from '../service/session';
import { secretStoreFailed } from './errorCodes';
import { isHeldByAnother } from './windows/lease';
import type { Share } from './windows/share';
import type { Shared } from './windows/shared';

/** A secret with its number: each one that is stored for a site has a higher one, so that a window can tell whether it has the newest. */
export interface Secret {
	readonly credentials: Credentials;
	readonly secretVersion: number;
}

/** Where the secret of the site is kept. Both may reject: a secret store can be locked or broken. */
export interface SecretPort {
	read(): Promise<Secret | undefined>;
	write(secret: Secret): Promise<void>;
}

export interface DeskSession extends Session {
	/** Whether the service refused what this window has: it polls for nobody until there is something newer. */
	isRefused(shared: Shared): boolean;
	/** Whether another window has signed in since, and this one can't read that before it is reloaded (DESIGN.md, decision 7). */
	readonly isOutdated: boolean;
	/** Notes that the service refused, or accepted, what this window has; all that have the same hear of it. */
	note(isAccepted: boolean): Promise<void>;
	/** After each look at what the windows share. Never rejects. */
	follow(): Promise<void>;
	/** Ends it. With `keeps` what is being renewed is still stored, for the old tokens are dead by then; without, it is dropped. */
	close(keeps: boolean): Promise<void>;
}

export interface SessionOptions {
	readonly share: Share;
	/** This window, among all. */
	readonly windowId: string;
	readonly secret: SecretPort;
	/** As it was read from the store. */
	readonly first: Secret;
	readonly refresh: (tokens: OAuthTokens, signal: AbortSignal) => Promise<OAuthTokens>;
	readonly clock: Clock;
	readonly log: Log;
	/** New tokens could not be stored: they are good until this window closes. */
	readonly onUnstored: () => void;
}

/** Between two looks at whether another window has renewed, and after which such a window counts as gone (ms). */
const lookEvery = 500;
const renewalLife = 30_000;

/** A desktop VS Code shows the other windows a secret some 200 ms after it was stored: after so many looks more it counts as never shown. */
const looksInVain = 2;

/** So long (ms) the window that polls has to renew for another one, and so long one waits in all. */
const patience = 4_000;
const longestWait = 25_000;

/** A renewal ahead of time that came to nothing is tried again after so long (ms). */
const restAfterFailure = 60_000;

/** A refusal older than this (ms) is not believed by a window that has just been opened: it asks once itself. */
const refusalLife = 600_000;

export function createSession(options: SessionOptions): DeskSession {
	const { share, windowId, secret, clock, log } = options;
	let { credentials, secretVersion } = options.first;
	let underWay: Promise<Credentials | undefined> | undefined;
	let closing: 'no' | 'keeps' | 'drops' = 'no';
	const abort = new AbortController();
	/** The secretVersion whose renewal was refused: it is not asked for again. */
	let unrenewable: number | undefined;
	/** Instant (ms) before which no renewal ahead of time is tried. */
	let restsUntil = 0;
	/** The number of the secret that the store did not have although another window says that there is one, and at how many looks. */
	let missing = 0;
	let looks = 0;

	let hasJoined = false;

	/** A window that has just been opened asks the service once itself, where the refusal that it finds is not of a moment ago. */
	async function join(): Promise<void> {
		hasJoined = true;
		await share.change((shared, now) => {
			const isOld = shared.refused !== undefined && Math.abs(now - shared.refused.at) > refusalLife;
			return [{ ...raised(shared), refused: isOld ? undefined : shared.refused }, undefined];
		});
	}

	/** The file may have been emptied, or this window may be the one that has signed in again. */
	function raised(shared: Shared): Shared {
		return shared.secretVersion < secretVersion ? { ...shared, secretVersion } : shared;
	}

	/** Takes what another window has stored since. */
	async function reread(): Promise<void> {
		const stored = await secret.read();
		if (stored && stored.secretVersion > secretVersion) {
			({ credentials, secretVersion } = stored);
			log.info('the sign-in was renewed in another window');
		}
	}

	function renewOnce(): Promise<Credentials | undefined> {
		underWay ??= renew().finally(() => {
			underWay = undefined;
		});
		return underWay;
	}

	/** Newer credentials than those of now: from another window, or asked for by the one whose turn it is. */
	async function renew(): Promise<Credentials | undefined> {
		const old = credentials;
		for (let waited = 0, behind = 0; waited <= longestWait; waited += lookEvery) {
			await reread();
			if (credentials !== old) {
				return credentials;
			}
			const turn = await share.change((shared, now) => claim(raised(shared), waited >= patience, now));
			behind += turn === 'behind' ? 1 : 0;
			if (turn === 'never' || behind > looksInVain || closing !== 'no') {
				return undefined;
			}
			if (turn === 'mine' && old.kind === 'oauth') {
				return await exchange(old);
			}
			await new Promise<void>((resolve) => clock.setTimer(resolve, lookEvery));
		}
		throw new ApiError('timeout');
	}

	/** Whose turn it is to renew: the window that polls does it for all; another one only where that one does not. `behind`: there is a newer secret than ours. */
	function claim(
		shared: Shared,
		isPatienceOver: boolean,
		now: number,
	): readonly [Shared, 'mine' | 'wait' | 'behind' | 'never'] {
		if (shared.secretVersion > secretVersion) {
			return [shared, 'behind'];
		}
		const isRenewable = credentials.kind === 'oauth' && credentials.refreshToken !== undefined;
		if (!isRenewable || unrenewable === secretVersion || hasRefused(shared)) {
			return [shared, 'never'];
		}
		const { renewal } = shared;
		const isClaimed = renewal?.by !== undefined && renewal.by !== windowId;
		if (isClaimed && Math.abs(now - renewal.at) < renewalLife) {
			return [shared, 'wait'];
		}
		if (isHeldByAnother(shared.lease, windowId, now) && !isPatienceOver) {
			return [{ ...shared, renewal: { by: undefined, at: now } }, 'wait'];
		}
		return [{ ...shared, renewal: { by: windowId, at: now } }, 'mine'];
	}

	async function exchange(old: OAuthTokens): Promise<Credentials | undefined> {
		try {
			const renewed = await options.refresh(old, abort.signal);
			await reread().catch(() => undefined); // the tokens that are there are dead by now
			if (credentials === old) {
				await keep(renewed); // else the user has signed in again meanwhile
			}
			return credentials;
		} catch (reason) {
			if (!isApiError(reason) || !isRefusal(reason)) {
				// A 404 of the control panel says nothing of the agent or visitor that was asked for.
				throw isApiError(reason) && reason.kind === 'notFound' ? new ApiError('server', { status: 404 }) : reason;
			}
			// A window that could not see our claim may have been faster: then our refresh token was used up by it.
			await reread();
			if (credentials !== old) {
				return credentials;
			}
			unrenewable = secretVersion;
			log.warn(`the sign-in could not be renewed: ${reason.message}`);
			return undefined;
		} finally {
			await share.change((shared) => [{ ...shared, renewal: undefined }, undefined]);
		}
	}

	/** Both tokens at once, and before anybody is told: whoever hears of it finds them. */
	async function keep(renewed: OAuthTokens): Promise<void> {
		if (closing === 'drops') {
			throw new ApiError('aborted');
		}
		credentials = renewed;
		secretVersion = Math.max(secretVersion, share.current.secretVersion) + 1;
		try {
			await secret.write({ credentials, secretVersion });
			log.info('the sign-in was renewed');
		} catch {
			// Not the reason: it is the store's own text, and nobody knows what is in it.
			log.warn('the renewed sign-in could not be stored: it is good until this window closes');
			options.onUnstored();
		}
		await share.change((shared) => [{ ...raised(shared), refused: undefined }, undefined]);
	}

	function hasRefused({ refused }: Shared): boolean {
		return refused !== undefined && refused.secretVersion >= secretVersion;
	}

	/** Ahead of its end only the window that polls renews: the old token is still good for the others. */
	async function renewAhead(): Promise<void> {
		const now = clock.now();
		const isDue = credentials.kind === 'oauth' && credentials.renewAt !== undefined && now >= credentials.renewAt;
		if (!isDue || now < restsUntil || isHeldByAnother(share.current.lease, windowId, now)) {
			return;
		}
		try {
			await renewOnce();
		} catch (reason) {
			restsUntil = Math.max(clock.now() + restAfterFailure, (reason as ApiError).retryAt ?? 0);
			log.warn(`the sign-in could not be renewed ahead of its end: ${nameOf(reason)}`);
		}
	}

	return {
		isRefused: hasRefused,
		get isOutdated() {
			return share.current.secretVersion > secretVersion;
		},
		async credentials() {
			if (underWay !== undefined) {
				await underWay.catch(() => undefined); // whoever asked for it hears of it; the old token may still do
			} else {
				await renewAhead();
			}
			return credentials;
		},
		async afterRefusal(refused) {
			if (credentials !== refused) {
				return credentials;
			}
			try {
				return await renewOnce();
			} catch (reason) {
				log.warn(`the sign-in could not be renewed: ${nameOf(reason)}`);
				throw isApiError(reason) ? reason : new ApiError('network', { code: secretStoreFailed });
			}
		},
		async note(isAccepted) {
			const isKnown = hasRefused(share.current);
			if (isAccepted === isKnown) {
				await share.change((shared, now) => {
					const refused = isAccepted
						? undefined
						: { secretVersion: Math.max(secretVersion, shared.refused?.secretVersion ?? 0), at: now };
					return [{ ...shared, refused }, undefined];
				});
			}
		},
		async follow() {
			if (closing !== 'no') {
				return;
			}
			await (hasJoined ? undefined : join());
			const { secretVersion: newest, renewal, lease } = share.current;
			try {
				if (newest > secretVersion && (missing !== newest || looks <= looksInVain)) {
					await reread();
					looks = missing === newest ? looks + 1 : 1;
					missing = newest;
				} else if (newest < secretVersion) {
					await share.change((shared) => [raised(shared), undefined]);
				}
			} catch {
				log.warn('the secret store could not be read'); // its reason is the store's own text
			}
			if (renewal && renewal.by === undefined && lease?.holder === windowId && !underWay) {
				void renewOnce().catch((reason: unknown) => log.warn(`the sign-in could not be renewed: ${nameOf(reason)}`));
			}
		},
		async close(keeps) {
			closing = keeps ? 'keeps' : 'drops';
			if (!keeps) {
				abort.abort();
			}
			await underWay?.catch(() => undefined); // nobody waits for it any more
		},
	};
}

/** The authority said no to the tokens or to the client; anything else may be otherwise in a minute. */
function isRefusal({ kind }: ApiError): boolean {
	return kind === 'badRequest' || kind === 'unauthorized' || kind === 'forbidden';
}

function nameOf(reason: unknown): string {
	return isApiError(reason) ? reason.message : reason instanceof Error ? reason.name : 'unknown failure';
}
