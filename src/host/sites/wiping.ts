// Removes everything that is kept for a site after a sign-out, and tries again later what could not be removed.
import type { Log } from '../../service/ports';
import type { SerializedMemento } from './serializedMemento';
import { restKey } from './storedKeys';

export interface Wiping {
	/** Registers what removes one thing that is kept for a site; it may be called again for the same site. */
	onSignOut(remove: (siteId: string) => unknown): void;
	/** Removes everything kept for the site. Rejects with the first failure after everything was tried; `wipeRest` tries the rest again. */
	wipe(siteId: string): Promise<void>;
	/** Tries again what is left of earlier sign-outs. Returns false if there was nothing. Rejects as `wipe` does. */
	wipeRest(): Promise<boolean>;
}

/** @param isSite whether a site is signed in to: of that one nothing is removed */
export function createWiping(memento: SerializedMemento, isSite: (siteId: string) => boolean, log: Log): Wiping {
	const removers: ((siteId: string) => unknown)[] = [];
	const rest = () => memento.get<readonly string[]>(restKey, []);

	async function wipe(siteId: string): Promise<void> {
		// Before anything is removed: a window that closes in between leaves nothing behind for good.
		await memento.update(restKey, [...rest().filter((id) => id !== siteId), siteId]);
		const outcomes = await Promise.allSettled(removers.map(async (remove) => await remove(siteId)));
		const failed = outcomes.find((outcome) => outcome.status === 'rejected');
		if (failed) {
			log.warn('not everything kept for a site could be removed: it is tried again with the next start or sign-out');
			throw failed.reason;
		}
		await settle(siteId);
	}

	async function settle(siteId: string): Promise<void> {
		await memento.update(
			restKey,
			rest().filter((id) => id !== siteId),
		);
	}

	return {
		onSignOut: (remove) => void removers.push(remove),
		wipe,
		async wipeRest() {
			const left = rest().filter((id) => !isSite(id));
			const outcomes = await Promise.allSettled(left.map(wipe));
			const failed = outcomes.find((outcome) => outcome.status === 'rejected');
			if (failed) {
				throw failed.reason;
			}
			return left.length > 0;
		},
	};
}
