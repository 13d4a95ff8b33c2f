// Stores the sites: names and ids in the global state, the secret of each in secret storage as one value.
import type * as vscode from 'vscode';
import { secretStoreFailed } from '../../desk/errorCodes';
import type { Pin } from '../../desk/pins/pins';
import type { Secret } from '../../desk/session';
import { siteName } from '../../desk/siteName';
import type { Site } from '../../desk/state';
import type { PartialWriteMark } from '../../desk/variables/writeMode';
import type { Credentials } from '../../service/credentials';
import { ApiError } from '../../service/errors';
import type { Log } from '../../service/ports';
import type { SerializedMemento } from './serializedMemento';
import { sitesKey } from './storedKeys';

/** What the user has set for a site, and what was seen there; ids, times and status names only. */
interface SiteMemory {
	readonly myAgentId?: string;
	readonly lastAway?: string;
	readonly seenStatuses?: readonly string[];
	readonly pins?: readonly Pin[];
}

/** A secret together with the origins that it may be sent to (docs/decisions/11-a-site-owns-its-data.md). */
interface StoredSecret extends Secret {
	readonly baseUrl: string;
	readonly controlPanelUrl?: string;
}

export interface SiteStore {
	sites(): readonly Site[];
	currentSiteId(): string | undefined;
	setCurrent(siteId: string | undefined): Promise<void>;
	/** Adds the site, or replaces the one with the same id. */
	save(site: Site): Promise<void>;
	/** Removes everything stored for the site, and what is still being written for it. Rejects with an `ApiError` if secret storage fails; only the secret is left then. */
	wipe(siteId: string): Promise<void>;
	memory(siteId: string): SiteMemory;
	/** Does nothing for a site that is not stored, or was wiped. */
	remember(siteId: string, change: SiteMemory): Promise<void>;
	/** What saves of edited variables alone have shown of the service. */
	partialWrites(siteId: string): PartialWriteMark;
	/** Does nothing for a site that is not stored, or was wiped. */
	markPartialWrites(siteId: string, mark: PartialWriteMark): Promise<void>;
	/** Replaces credentials and version as one value. Rejects with an `ApiError` if secret storage fails. */
	saveSecret(site: Site, secret: Secret): Promise<void>;
	/** Stores the credentials of a new sign-in, with a higher version than those stored before. Rejects with an `ApiError` if secret storage fails. */
	saveSignIn(site: Site, credentials: Credentials, now: number): Promise<void>;
	/** Undefined if there is none, or if it is bound to other addresses than the site's. Rejects with an `ApiError` if secret storage fails. */
	secret(site: Site): Promise<Secret | undefined>;
}

const currentKey = 'frontdesk.currentSite';
const memoryKey = (siteId: string) => `frontdesk.site.${siteId}`;
/** Apart from the memory, which another window may overwrite with what it has read earlier. */
const partialWritesKey = (siteId: string) => `frontdesk.partialWrites.${siteId}`;
const secretKey = (siteId: string) => `frontdesk.credentials.${siteId}`;

export function createSiteStore(memento: SerializedMemento, secrets: vscode.SecretStorage, log: Log): SiteStore {
	const sites = (): readonly Site[] => memento.get<readonly Site[]>(sitesKey, []).map(withSiteNumber);
	const isStored = (siteId: string) => sites().some(({ id }) => id === siteId);
	const memory = (siteId: string): SiteMemory => memento.get<SiteMemory>(memoryKey(siteId), {});
	let lastWrite: Promise<unknown> = Promise.resolve();

	/** One after the other: a token that is being stored must not come after the wiping of its site. */
	function inOrder(write: () => Thenable<void>): Promise<void> {
		const written = fromStore(lastWrite.then(write));
		lastWrite = written.catch(() => undefined); // the caller gets the failure; the next write goes on
		return written;
	}

	async function stored(siteId: string): Promise<StoredSecret | undefined> {
		const text = await fromStore(secrets.get(secretKey(siteId)));
		return text === undefined ? undefined : parseSecret(text);
	}

	async function saveSecret(
		{ id, baseUrl, controlPanelUrl }: Site,
		{ credentials, secretVersion }: Secret,
	): Promise<void> {
		const secret: StoredSecret = {
			baseUrl,
			...(controlPanelUrl !== undefined && { controlPanelUrl }),
			secretVersion,
			credentials,
		};
		await inOrder(() => secrets.store(secretKey(id), JSON.stringify(secret)));
	}

	return {
		sites,
		currentSiteId: () => memento.get(currentKey),
		setCurrent: async (siteId) => memento.update(currentKey, siteId),
		save: async (site) => memento.update(sitesKey, [...sites().filter(({ id }) => id !== site.id), site]),
		async wipe(siteId) {
			// First, so that the site doesn't come back if the window closes now; what is left then is wiped with the next start.
			await memento.update(
				sitesKey,
				sites().filter(({ id }) => id !== siteId),
			);
			if (memento.get(currentKey) === siteId) {
				await memento.update(currentKey, undefined);
			}
			await memento.update(memoryKey(siteId), undefined);
			await memento.update(partialWritesKey(siteId), undefined);
			// Last, because it can fail: the site is signed out of all the same.
			await inOrder(() => secrets.delete(secretKey(siteId)));
		},
		memory,
		async remember(siteId, change) {
			if (isStored(siteId)) {
				await memento.update(memoryKey(siteId), { ...memory(siteId), ...change });
			}
		},
		partialWrites: (siteId) => memento.get<PartialWriteMark>(partialWritesKey(siteId)),
		async markPartialWrites(siteId, mark) {
			if (isStored(siteId)) {
				await memento.update(partialWritesKey(siteId), mark);
			}
		},
		saveSecret,
		async saveSignIn(site, credentials, now) {
			// By the clock, so that it is newer than a secret of another window that this window can't read; and higher than the one here, in case the clock was set back.
			const before = (await stored(site.id))?.secretVersion ?? 0;
			await saveSecret(site, { credentials, secretVersion: Math.max(Math.floor(now / 1000), before + 1) });
		},
		async secret({ id, baseUrl, controlPanelUrl }) {
			const secret = await stored(id);
			if (secret && (secret.baseUrl !== baseUrl || secret.controlPanelUrl !== controlPanelUrl)) {
				log.warn('The stored secret does not belong to this site; it is not used.');
				return undefined;
			}
			return secret && { credentials: secret.credentials, secretVersion: secret.secretVersion };
		},
	};
}

/** Early versions stored the number of a site in its name only. */
function withSiteNumber(site: Site): Site {
	const number = site.siteNumber ?? /(\d+)$/.exec(site.name)?.[1];
	const isNamedByIt = number !== undefined && !site.sandbox && site.name === siteName(site.baseUrl, number);
	return isNamedByIt ? { ...site, siteNumber: number } : site;
}

/** Returns undefined for a text that Frontdesk did not write. */
function parseSecret(text: string): StoredSecret | undefined {
	try {
		// Early versions stored no version of the secret.
		return { secretVersion: 0, ...(JSON.parse(text) as object) } as StoredSecret;
	} catch {
		return undefined; // as if nothing were stored: the user signs in again
	}
}

/** Gives a failure of secret storage its own code (present/errorTexts.ts); its message could contain anything and is dropped. */
export async function fromStore<Answer>(work: PromiseLike<Answer>): Promise<Answer> {
	try {
		return await work;
	} catch {
		throw new ApiError('network', { code: secretStoreFailed });
	}
}
