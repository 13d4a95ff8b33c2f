// What is kept of sites between sessions: names and ids in the global state, each secret in SecretStorage as one value. Never visitor data.
import type * as vscode from 'vscode';
import type { Site } from '../desk/state';
import type { Credentials } from '../service/credentials';
import type { Log } from '../service/ports';
import type { OrderedMemento } from './orderedMemento';

/** What the user settled on a site; ids and status words only. */
export interface SiteMemory {
	readonly myAgentId?: string;
	readonly lastAway?: string;
}

/** A secret together with the one origin it may be sent to (DESIGN.md, decision 11). */
interface StoredSecret {
	readonly baseUrl: string;
	readonly credentials: Credentials;
}

export interface SiteStore {
	sites(): readonly Site[];
	currentSiteId(): string | undefined;
	setCurrent(siteId: string | undefined): Promise<void>;
	/** Adds the site, or renews it where the id is known. */
	save(site: Site): Promise<void>;
	/** Removes everything kept for the site. */
	wipe(siteId: string): Promise<void>;
	memory(siteId: string): SiteMemory;
	remember(siteId: string, change: SiteMemory): Promise<void>;
	saveCredentials(site: Site, credentials: Credentials): Promise<void>;
	/** Undefined where there is none, or where it is bound to another base URL than the site's. */
	credentials(site: Site): Promise<Credentials | undefined>;
}

const sitesKey = 'frontdesk.sites';
const currentKey = 'frontdesk.currentSite';
const memoryKey = (siteId: string) => `frontdesk.site.${siteId}`;
const secretKey = (siteId: string) => `frontdesk.credentials.${siteId}`;

export function createSiteStore(memento: OrderedMemento, secrets: vscode.SecretStorage, log: Log): SiteStore {
	const sites = (): readonly Site[] => memento.get<readonly Site[]>(sitesKey, []);
	const memory = (siteId: string): SiteMemory => memento.get<SiteMemory>(memoryKey(siteId), {});
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
			await secrets.delete(secretKey(siteId));
		},
		memory,
		remember: async (siteId, change) => memento.update(memoryKey(siteId), { ...memory(siteId), ...change }),
		async saveCredentials({ id, baseUrl }, credentials) {
			const secret: StoredSecret = { baseUrl, credentials };
			await secrets.store(secretKey(id), JSON.stringify(secret));
		},
		async credentials({ id, baseUrl }) {
			const text = await secrets.get(secretKey(id));
			const secret = text === undefined ? undefined : parseSecret(text);
			if (text !== undefined && secret?.baseUrl !== baseUrl) {
				log.warn('The stored secret does not belong to this site; it is not used.');
				return undefined;
			}
			return secret?.credentials;
		},
	};
}

function parseSecret(text: string): StoredSecret | undefined {
	try {
		return JSON.parse(text) as StoredSecret;
	} catch {
		return undefined; // written by nobody we know: treated like a secret of another site
	}
}
