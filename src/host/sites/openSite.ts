// Opens one site: reads its secret and makes the client, the session and the desk that work with it.
import type { Activity } from '../../desk/activity';
import type { ChangeLog } from '../../desk/changes/changeLog';
import { createDesk } from '../../desk/createDesk';
import type { Desk } from '../../desk/desk';
import type { Env } from '../../desk/env';
import type { NamesStorage } from '../../desk/names/names';
import { createSession, type DeskSession, type Secret } from '../../desk/session';
import type { Site } from '../../desk/state';
import type { UndoStack } from '../../desk/variables/undoStack';
import type { WriteMode } from '../../desk/variables/writeMode';
import { createCallRecord } from '../../desk/windows/callRecord';
import { createShare, type Share } from '../../desk/windows/share';
import { createUseRecord } from '../../desk/windows/useRecord';
import type { ChatClient } from '../../service/chatClient';
import type { Store } from '../../service/ports';
import type { Clients } from './clients';
import type { SiteStore } from './siteStore';

interface OpenSiteOptions {
	readonly env: Env;
	readonly activity: Activity;
	readonly store: SiteStore;
	readonly clients: Clients;
	/** What all windows of this VS Code share. */
	readonly shared: Store;
	/** What a save of custom variables sends. */
	readonly variableWriteMode: () => WriteMode;
	/** Where the names of a site are stored for all windows. */
	readonly storedNames: (siteId: string) => NamesStorage;
	/** New tokens could not be stored: they are lost when this window closes. */
	readonly onUnstored: (site: Site) => void;
}

export interface OpenSite {
	readonly site: Site;
	readonly desk: Desk;
	/** Ends it. If `keeps` is true, tokens that are just being renewed are still stored. */
	close(keeps: boolean): Promise<void>;
}

interface OpenRequest {
	/** The scenario of the sandbox; a real site has none. */
	readonly scenario: string;
	/** Whether the user has just signed in. */
	readonly isNewSignIn: boolean;
	readonly undoStack: UndoStack;
	readonly changeLog: ChangeLog;
	/** The user signed out of the site in another window, or the shared file was removed. */
	readonly onGone: (why: 'signedOut' | 'removed') => void;
}

/** Returns undefined if no secret is stored for the site. Rejects with an `ApiError` if secret storage fails. */
export type SiteOpener = (site: Site, request: OpenRequest) => Promise<OpenSite | undefined>;

export function siteOpener(options: OpenSiteOptions): SiteOpener {
	return async (site, request) => {
		const requests = { sent: 0 };
		// The sample data belongs to one window: there is nothing to share.
		const shared = { store: site.sandbox ? undefined : options.shared, clock: options.env.clock, log: options.env.log };
		const share = createShare({ ...shared, name: site.id, onEnd: request.onGone });
		const connection = await connect(options, site, request.scenario, share, () => requests.sent++).catch(
			(reason: unknown) => {
				share.close();
				throw reason;
			},
		);
		if (!connection) {
			share.close();
			return undefined;
		}
		const { client, session } = connection;
		const { store } = options;
		const { myAgentId, lastAway = 'Away', seenStatuses, pins } = store.memory(site.id);
		const desk = createDesk({
			site,
			client,
			session,
			share,
			callRecord: createCallRecord(shared),
			// A window with the sample data is in use too.
			useRecord: createUseRecord({ ...shared, store: options.shared }),
			env: options.env,
			activity: options.activity,
			isNewSignIn: request.isNewSignIn,
			namesStorage: site.sandbox ? undefined : options.storedNames(site.id),
			sent: () => requests.sent,
			myAgentId,
			lastAway,
			seenStatuses,
			pins,
			undoStack: request.undoStack,
			changeLog: request.changeLog,
			writeMode: {
				mode: options.variableWriteMode,
				mark: () => store.partialWrites(site.id),
				setMark: (mark) => store.markPartialWrites(site.id, mark),
				log: options.env.log,
			},
		});
		return {
			site,
			desk,
			async close(keeps) {
				// The lease is given back while the tokens are still on their way.
				await Promise.all([session.close(keeps), desk.dispose()]);
			},
		};
	};
}

interface Connection {
	readonly client: ChatClient;
	readonly session: DeskSession;
}

async function connect(
	options: OpenSiteOptions,
	site: Site,
	scenario: string,
	share: Share,
	onRequest: () => void,
): Promise<Connection | undefined> {
	const { store, clients } = options;
	if (site.sandbox) {
		const { client, myAgentId } = await clients.createSandboxClient(scenario);
		if (store.memory(site.id).myAgentId === undefined) {
			await store.remember(site.id, { myAgentId });
		}
		const sample: Secret = { credentials: sampleCredentials, secretVersion: 1 };
		return { client, session: sessionOf(options, site, share, sample, onRequest) };
	}
	const secret = await store.secret(site);
	if (!secret) {
		return undefined;
	}
	const session = sessionOf(options, site, share, secret, onRequest);
	return { client: await clients.createClient(site.baseUrl, session, onRequest), session };
}

function sessionOf(
	{ env, store, clients, onUnstored }: OpenSiteOptions,
	site: Site,
	share: Share,
	first: Secret,
	onRequest: () => void,
): DeskSession {
	return createSession({
		share,
		windowId: env.windowId,
		first,
		clock: env.clock,
		log: env.log,
		secret: { read: () => store.secret(site), write: (secret) => store.saveSecret(site, secret) },
		refresh: async (tokens, signal) => (await clients.createOAuthClient(onRequest)).refresh(tokens, signal),
		onUnstored: () => onUnstored(site),
	});
}

/** The sandbox has its own; these are never sent. */
const sampleCredentials = { kind: 'accessToken', accessToken: 'sample' } as const;
