// The sign-in of one site, shared by all windows of this VS Code: tokens are renewed once for all, and a refusal counts for all.
import type { Credentials, OAuthTokens } from '../service/credentials';
import { ApiError, isApiError, isRefusalCode, isTokenRefusal } from '../service/errors';
import type { Clock, Log } from '../service/ports';
import type { Session } from '../service/session';
import { secretStoreFailed } from './errorCodes';
import { failureName } from './failureLog';
import { createRenewalBackoff } from './renewalBackoff';
import { isHeldByAnother } from './windows/lease';
import { afterUnauthorized, type Refusal, recentRefusal } from './windows/refusal';
import { claimRenewal, endClaim, isAsked } from './windows/renewalClaim';
import type { Share } from './windows/share';
import type { Shared } from './windows/shared';

/** A secret with its version: each one stored for a site has a higher one, so that a window knows whether it has the newest. */
export interface Secret {
	readonly credentials: Credentials;
	readonly secretVersion: number;
}

/** Secret storage of the site. Both may reject: it can be locked or broken. */
interface SecretPort {
	read(): Promise<Secret | undefined>;
	write(secret: Secret): Promise<void>;
}

export interface DeskSession extends Session {
	/** Whether the service refused the credentials of this window. It doesn't poll until they are accepted, or there are newer ones. */
	isRefused(shared: Shared): boolean;
	/** The refusal of the credentials of this window, confirmed or not. Undefined if there are newer credentials. */
	refusal(shared: Shared): Refusal | undefined;
	/** Whether another window has stored a newer secret that this one can't read yet: a browser-hosted VS Code shows it only after a reload. */
	readonly isOutdated: boolean;
	/** Records whether the service accepted the credentials of this window, for all windows that have the same. @param sentAt instant (ms) of the request */
	recordAnswer(isAccepted: boolean, sentAt: number): Promise<void>;
	/** Applies what the windows share; called after each sync of the shared file. Never rejects. */
	sync(): Promise<void>;
	/** @param keeps true: a renewal under way is still stored, because the old tokens are invalid by then; false: it is dropped */
	close(keeps: boolean): Promise<void>;
}

interface SessionOptions {
	readonly share: Share;
	readonly windowId: string;
	readonly secret: SecretPort;
	/** As read from secret storage. */
	readonly first: Secret;
	/** Rejects with an `ApiError` that `isTokenRefusal` can judge. */
	readonly refresh: (tokens: OAuthTokens, signal: AbortSignal) => Promise<OAuthTokens>;
	readonly clock: Clock;
	readonly log: Log;
	/** Called when new tokens could not be stored: they are lost when this window closes. */
	readonly onUnstored: () => void;
}

/** How often (ms) a window checks whether another one has renewed. */
const checkEvery = 500;

/** A desktop VS Code shows other windows a new secret after about 200 ms. After this many more reads it counts as not readable here. */
const maxRereads = 2;

/** How long (ms) a window waits for the polling window to renew before it renews itself, and how long it waits in all. */
const holderTimeout = 4_000;
const renewalTimeout = 25_000;

/** How long (ms) after a failure a renewal ahead of expiry is tried again. */
const retryAheadAfter = 60_000;

/** How long (ms) after a 401 without an OAuth error no renewal is tried: calls at the same time would fail the same way, a later check may not. */
const renewalRefusalLasts = 4_000;

export function createSession(options: SessionOptions): DeskSession {
	const { share, windowId, secret, clock, log } = options;
	let { credentials, secretVersion } = options.first;
	let renewing: Promise<Credentials | undefined> | undefined;
	let closing: 'no' | 'keeps' | 'drops' = 'no';
	const abort = new AbortController();
	const attemptRenewal = createRenewalBackoff(clock);
	/** The version whose renewal was refused, and when (ms). An OAuth error is final; any other answer may come from a network in between. */
	let unrenewable: { readonly version: number; readonly at: number; readonly isFinal: boolean } | undefined;
	/** The version that this window got by a renewal. */
	let renewedVersion: number | undefined;
	/** Instant (ms) before which no renewal ahead of expiry is tried. */
	let noRenewalAheadUntil = 0;
	/** A version that another window stored and that could not be read here yet, and how often it was tried. */
	let unreadable = { version: 0, reads: 0 };

	let hasJoined = false;

	/** A window that has just been opened ignores an old refusal and tries once itself. */
	async function join(): Promise<void> {
		hasJoined = true;
		await share.change((shared, now) => [
			{ ...withOurVersion(shared), refused: recentRefusal(shared.refused, now) },
			undefined,
		]);
	}

	/** The shared version is at least ours: the file may have been emptied, or this window has just signed in again. */
	function withOurVersion(shared: Shared): Shared {
		return shared.secretVersion < secretVersion ? { ...shared, secretVersion } : shared;
	}

	/** Takes over a newer secret that another window has stored. */
	async function reread(): Promise<void> {
		const stored = await secret.read();
		if (stored && stored.secretVersion > secretVersion) {
			({ credentials, secretVersion } = stored);
			log.info('the sign-in was renewed in another window');
		}
	}

	function renewOnce(): Promise<Credentials | undefined> {
		renewing ??= renew().finally(() => {
			renewing = undefined;
		});
		return renewing;
	}

	/** Newer credentials: stored by another window, or renewed by this one; undefined if there can't be any. */
	async function renew(): Promise<Credentials | undefined> {
		const old = credentials;
		const version = secretVersion;
		for (let waited = 0, behind = 0; waited <= renewalTimeout; waited += checkEvery) {
			await reread();
			if (credentials !== old) {
				return credentials;
			}
			const hasHolderTimedOut = waited >= holderTimeout;
			const claimed = await share.change((before, now) => {
				const shared = withOurVersion(before);
				// For the secret that was refused: while this window waited for the file, it may have read a newer one.
				const claimant = { windowId, secretVersion: version, canRenew: canRenew(shared, now), hasHolderTimedOut };
				return claimRenewal(shared, claimant, now);
			});
			behind += claimed === 'behind' ? 1 : 0;
			if (claimed === 'impossible' || behind > maxRereads || closing !== 'no') {
				return undefined;
			}
			if (claimed === 'claimed' && old.kind === 'oauth') {
				return await exchange(old, version);
			}
			await new Promise<void>((resolve) => clock.setTimer(resolve, checkEvery));
		}
		throw new ApiError('timeout');
	}

	/** Whether there is a refresh token that was not refused. A window that closes must not claim a renewal: the others would wait for it. */
	function canRenew(shared: Shared, now: number): boolean {
		const isRenewable = credentials.kind === 'oauth' && credentials.refreshToken !== undefined;
		return isRenewable && closing === 'no' && refusalOf(shared)?.isRenewable !== false && !wasRenewalRefused(now);
	}

	async function exchange(old: OAuthTokens, version: number): Promise<Credentials | undefined> {
		try {
			await reread(); // the claim may have taken seconds, and a used refresh token must not be sent again
			if (credentials !== old) {
				return credentials;
			}
			const renewed = await attemptRenewal(() => options.refresh(old, abort.signal));
			await reread().catch(() => undefined); // the stored tokens are invalid by now, so the new ones are stored in any case
			if (credentials === old) {
				await storeTokens(renewed); // else the user has signed in again meanwhile
			}
			return credentials;
		} catch (reason) {
			if (!isApiError(reason) || !isTokenRefusal(reason)) {
				throw reason;
			}
			// A window that didn't see our claim may have been faster and used our refresh token.
			await reread();
			if (credentials !== old) {
				return credentials;
			}
			unrenewable = { version: secretVersion, at: clock.now(), isFinal: isRefusalCode(reason.oauthCode ?? '') };
			log.warn(`the sign-in could not be renewed: ${reason.message}`);
			return undefined;
		} finally {
			await share.change((shared) => [endClaim(shared, windowId, version), undefined]);
		}
	}

	/** Stores both tokens before the other windows learn the new version, so that they find them. */
	async function storeTokens(renewed: OAuthTokens): Promise<void> {
		if (closing === 'drops') {
			throw new ApiError('aborted');
		}
		credentials = renewed;
		secretVersion = Math.max(secretVersion, share.current.secretVersion) + 1;
		renewedVersion = secretVersion;
		try {
			await secret.write({ credentials, secretVersion });
			log.info('the sign-in was renewed');
		} catch {
			// Without the reason: it is a text of the secret storage, and may contain anything.
			log.warn('the renewed sign-in could not be stored: it is lost when this window closes');
			options.onUnstored();
		}
		await share.change((shared) => [{ ...withOurVersion(shared), refused: undefined }, undefined]);
	}

	function refusalOf({ refused }: Shared): Refusal | undefined {
		return refused?.secretVersion === secretVersion ? refused : undefined;
	}

	function wasRenewalRefused(now: number): boolean {
		return (
			unrenewable?.version === secretVersion &&
			(unrenewable.isFinal || Math.abs(now - unrenewable.at) < renewalRefusalLasts)
		);
	}

	/** Before expiry only the polling window renews: the old token is still valid for the others. */
	async function renewAhead(): Promise<void> {
		const now = clock.now();
		const isDue = credentials.kind === 'oauth' && credentials.renewAt !== undefined && now >= credentials.renewAt;
		if (!isDue || now < noRenewalAheadUntil || isHeldByAnother(share.current.lease, windowId, now)) {
			return;
		}
		try {
			const newer = await renewOnce();
			noRenewalAheadUntil = newer ? 0 : clock.now() + retryAheadAfter;
		} catch (reason) {
			noRenewalAheadUntil = Math.max(clock.now() + retryAheadAfter, (reason as ApiError).retryAt ?? 0);
			log.warn(`the sign-in could not be renewed ahead of its end: ${failureName(reason)}`);
		}
	}

	return {
		isRefused: ({ refused }) => refused?.isConfirmed === true && refused.secretVersion >= secretVersion,
		refusal: (shared) => (shared.secretVersion > secretVersion ? undefined : refusalOf(shared)),
		get isOutdated() {
			return share.current.secretVersion > secretVersion;
		},
		async credentials() {
			if (renewing !== undefined) {
				await renewing.catch(() => undefined); // reported by the call that started it; the old token may still be accepted
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
				log.warn(`the sign-in could not be renewed: ${failureName(reason)}`);
				throw isApiError(reason) ? reason : new ApiError('network', { code: secretStoreFailed });
			}
		},
		async recordAnswer(isAccepted, sentAt) {
			if (!isAccepted) {
				const isFinal = unrenewable?.version === secretVersion && unrenewable.isFinal;
				const isRenewable = !isFinal && renewedVersion !== secretVersion;
				const isProven = isFinal || share.current.secretVersion > secretVersion;
				const met = { secretVersion, sentAt, isRenewable, isProven };
				await share.change((shared, now) => [
					{ ...shared, refused: afterUnauthorized(shared.refused, met, now) },
					undefined,
				]);
			} else if (refusalOf(share.current)) {
				await share.change((shared) => [refusalOf(shared) ? { ...shared, refused: undefined } : shared, undefined]);
			}
		},
		async sync() {
			if (closing !== 'no') {
				return;
			}
			await (hasJoined ? undefined : join());
			const { secretVersion: newest } = share.current;
			try {
				const reads = unreadable.version === newest ? unreadable.reads : 0;
				if (newest > secretVersion && reads <= maxRereads) {
					await reread();
					unreadable = { version: newest, reads: reads + 1 };
				} else if (newest < secretVersion) {
					await share.change((shared) => [withOurVersion(shared), undefined]);
				}
			} catch {
				log.warn('the secret storage could not be read'); // without the reason: it is a text of the secret storage
			}
			if (!renewing && isAsked(share.current, windowId, secretVersion, clock.now())) {
				void renewOnce().catch((reason: unknown) =>
					log.warn(`the sign-in could not be renewed: ${failureName(reason)}`),
				);
			}
		},
		async close(keeps) {
			closing = keeps ? 'keeps' : 'drops';
			if (!keeps) {
				abort.abort();
			}
			await renewing?.catch(() => undefined); // reported by the call that started it
		},
	};
}
