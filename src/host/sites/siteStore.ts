// What is kept of sites between sessions: names and ids in the global state, each secret in SecretStorage as one value. Never visitor data.
import type * as vscode from 'vscode';
import { secretStoreFailed } from '../../desk/errorCodes';
import type { Secret } from '../../desk/session';
import type { Site } from '../../desk/state';
import type { Credentials } from '../../service/credentials';
import { ApiError } from '../../service/errors';
import type { Log } from '../../service/ports';
import type { SerializedMemento } from './serializedMemento';

/** What the user settled on a site; ids and status words only. */
export interface SiteMemory {
	readonly myAgentId?: string;
	readonly lastAway?: string;
}

/** A secret together with the origins that it may be sent to (DESIGN.md, decision 11). */
interface StoredSecret extends Secret {
	readonly baseUrl: string;
	readonly controlPanelUrl?: string;
}

export interface SiteStore {
	sites(): readonly Site[];
	currentSiteId(): string | undefined;
	setCurrent(siteId: string | undefined): Promise<void>;
	/** Adds the site, or renews it where the id is known. */
	save(site: Site): Promise<void>;
	/** Removes everything kept for the site; what is still being written for it is removed with it. */
	wipe(siteId: string): Promise<void>;
	memory(siteId: string): SiteMemory;
	remember(siteId: string, change: SiteMemory): Promise<void>;
	/** Both tokens and their number replace the old ones as one value. Rejects with an `ApiError` where the secret store does. */
	saveSecret(site: Site, secret: Secret): Promise<void>;
	/** Stores what the user has just signed in with, with a higher number than what is there. Rejects with an `ApiError` where the secret store does. */
	saveSignIn(site: Site, credentials: Credentials, now: number): Promise<void>;
	/** Undefined where there is none, or where it is bound to other addresses than the site's. Rejects with an `ApiError` where the secret store does. */
	secret(site: Site): Promise<Secret | undefined>;
}

const sitesKey = 'frontdesk.sites';
const currentKey = 'frontdesk.currentSite';
const memoryKey = (siteId: string) => `frontdesk.site.${siteId}`;
const secretKey = (siteId: string) => `frontdesk.credentials.${siteId}`;

export function createSiteStore(memento: SerializedMemento, secrets: vscode.SecretStorage, log: Log): SiteStore {
	const sites = (): readonly Site[] => memento.get<readonly Site[]>(sitesKey, []);
	const memory = (siteId: string): SiteMemory => memento.get<SiteMemory>(memoryKey(siteId), {});
	let lastWrite: Promise<unknown> = Promise.resolve();

	/** One after the other: a token that is being stored must not come after the wiping of its site. */
	function inOrder(write: () => Thenable<void>): Promise<void> {
		const written = fromStore(lastWrite.then(write));
		lastWrite = written.catch(() => undefined); // its caller hears of it; the next write goes on
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
			await memento.update(memoryKey(siteId), undefined);
			await memento.update(
				sitesKey,
				sites().filter(({ id }) => id !== siteId),
			);
			if (memento.get(currentKey) === siteId) {
				await memento.update(currentKey, undefined);
			}
			// Last, for it may be refused: the site is gone from the list all the same, and the failure is said.
			await inOrder(() => secrets.delete(secretKey(siteId)));
		},
		memory,
		remember: async (siteId, change) => memento.update(memoryKey(siteId), { ...memory(siteId), ...change }),
		saveSecret,
		async saveSignIn(site, credentials, now) {
			// By the clock, so that it is newer than what another window has that this one can't read; and than what is here, for clocks are set back.
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

/** Undefined for what is written by nobody we know. */
function parseSecret(text: string): StoredSecret | undefined {
	try {
		// The number came later than the first sign-ins.
		return { secretVersion: 0, ...(JSON.parse(text) as object) } as StoredSecret;
	} catch {
		return undefined;
	}
}

/** A secret store that is locked or broken has a code of its own (present/problems.ts); its own reason may hold anything. */
export async function fromStore<Answer>(work: PromiseLike<Answer>): Promise<Answer> {
	try {
		return await work;
	} catch {
		throw new ApiError('network', { code: secretStoreFailed });
	}
}
