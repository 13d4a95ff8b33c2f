// Opens one site: its secret, its share of what the windows know, its connection and the desk that works with them. Which site is open is sites.ts.
import type { Visibility } from '../../desk/activity';
import { createDesk } from '../../desk/createDesk';
import type { Desk } from '../../desk/desk';
import type { KeptNames } from '../../desk/names/names';
import type { Attention, Intervals } from '../../desk/polling/pace';
import { createSession, type DeskSession, type Secret } from '../../desk/session';
import type { Site } from '../../desk/state';
import type { UndoStack } from '../../desk/variables/undoStack';
import { createCallRecord } from '../../desk/windows/callRecord';
import { createShare, type Share } from '../../desk/windows/share';
import type { ChatClient } from '../../service/chatClient';
import type { Clock, Log, Store } from '../../service/ports';
import type { Clients } from './clients';
import type { SiteStore } from './siteStore';

export interface OpenSiteOptions {
	readonly store: SiteStore;
	readonly clients: Clients;
	readonly clock: Clock;
	readonly random: () => number;
	readonly log: Log;
	readonly attention: () => Attention;
	readonly intervals: () => Intervals;
	readonly visibility: () => Visibility;
	/** Whether who waits is to be known while no list is in visibility. */
	readonly alerts: () => boolean;
	/** Calls per 5 minutes that polls keep to. */
	readonly budget: () => number;
	/** What all windows of this VS Code share. */
	readonly shared: Store;
	/** Where the names of a site are kept for all windows. */
	readonly keptNames: (siteId: string) => KeptNames;
	/** This window, among all. */
	readonly windowId: string;
	/** New tokens could not be stored: they are good until this window closes. */
	readonly onUnstored: (site: Site) => void;
}

export interface OpenSite {
	readonly site: Site;
	readonly desk: Desk;
	/** Ends it. With `keeps`, tokens that are just being renewed are still stored; without, nothing is. */
	close(keeps: boolean): Promise<void>;
}

export interface OpenSiteEvents {
	/** Whether the user has just signed in. */
	readonly isNewSignIn: boolean;
	readonly undoStack: UndoStack;
	/** The user signed out of the site in another window, or what the windows share was removed. */
	readonly onGone: (why: 'signedOut' | 'removed') => void;
}

/** Gives undefined where there is no secret for the site. Rejects where the secret store does. */
export async function openSite(
	options: OpenSiteOptions,
	site: Site,
	scenario: string,
	{ isNewSignIn, undoStack, onGone }: OpenSiteEvents,
): Promise<OpenSite | undefined> {
	const { store, clients, clock, log, windowId } = options;
	let sent = 0;
	const onRequest = () => {
		sent++;
	};
	// The sample data of each window are a world of their own: there is nothing to share.
	const shared = { store: site.sandbox ? undefined : options.shared, clock, log };
	const share = createShare({ ...shared, name: site.id, onEnd: onGone });
	const connection = await (site.sandbox ? toSandbox() : toService());
	if (!connection) {
		share.close();
		return undefined;
	}
	const { client, session } = connection;
	const memory = store.memory(site.id);
	const desk = createDesk({
		site,
		client,
		session,
		share,
		callRecord: createCallRecord(shared),
		env: options,
		activity: options,
		isNewSignIn,
		keptNames: site.sandbox ? undefined : options.keptNames(site.id),
		sent: () => sent,
		myAgentId: memory.myAgentId,
		lastAway: memory.lastAway ?? 'Away',
		undoStack,
	});
	return {
		site,
		desk,
		async close(keeps) {
			// The lease is given back while the tokens are still on their way.
			await Promise.all([session.close(keeps), desk.dispose()]);
		},
	};

	async function toSandbox(): Promise<Connection> {
		const { client, myAgentId } = await clients.createSandboxClient(scenario);
		if (store.memory(site.id).myAgentId === undefined) {
			await store.remember(site.id, { myAgentId });
		}
		return { client, session: sessionOf(share, { credentials: sampleCredentials, secretVersion: 1 }) };
	}

	async function toService(): Promise<Connection | undefined> {
		const first = await store.secret(site);
		if (!first) {
			return undefined;
		}
		const session = sessionOf(share, first);
		return { client: await clients.createClient(site.baseUrl, session, onRequest), session };
	}

	function sessionOf(share: Share, first: Secret): DeskSession {
		return createSession({
			share,
			windowId,
			first,
			clock,
			log,
			secret: { read: () => store.secret(site), write: (secret) => store.saveSecret(site, secret) },
			refresh: async (tokens, signal) => (await clients.createOAuthClient(onRequest)).refresh(tokens, signal),
			onUnstored: () => options.onUnstored(site),
		});
	}
}

interface Connection {
	readonly client: ChatClient;
	readonly session: DeskSession;
}

/** The sandbox has its own; these are never sent. */
const sampleCredentials = { kind: 'accessToken', accessToken: 'sample' } as const;
