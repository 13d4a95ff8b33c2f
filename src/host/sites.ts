// Opens and closes the desk of the current site: sign-in, sign-out, switch, and the return after a reload. Asks the user nothing.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createDesk, type Sight } from '../desk/createDesk';
import type { Desk } from '../desk/desk';
import type { Attention, Intervals } from '../desk/pace';
import type { Site } from '../desk/state';
import { createUndoStack, type UndoStack } from '../desk/undoStack';
import type { ChatServer } from '../service/chatServer';
import { type Credentials, tokenClaims } from '../service/credentials';
import type { Clock, Log, Store } from '../service/ports';
import type { CurrentDesk } from './currentDesk';
import { contextKeys } from './ids';
import type { SiteStore } from './siteStore';

/** Where the calls of a site go: the service, or the embedded sandbox. */
export interface Connections {
	/** @param onRequest called for each request that leaves */
	toService(baseUrl: string, credentials: Credentials, onRequest?: () => void): Promise<ChatServer>;
	/** `scenario` is one of the sandbox's names; unknown ones give the calm world. */
	toSandbox(scenario: string): Promise<{ readonly server: ChatServer; readonly myAgentId: string }>;
}

export interface SitesOptions {
	readonly store: SiteStore;
	readonly connections: Connections;
	readonly clock: Clock;
	readonly random: () => number;
	readonly log: Log;
	readonly attention: () => Attention;
	readonly intervals: () => Intervals;
	readonly sight: () => Sight;
	/** Whether who waits is to be known while no list is in sight. */
	readonly alerts: () => boolean;
	/** Calls per 5 minutes that polls keep to. */
	readonly budget: () => number;
	/** What all windows of this VS Code share. */
	readonly shared: Store;
	/** This window, among all. */
	readonly windowId: string;
	/** Forgets what others keep for a site. */
	readonly onSignOut: (siteId: string) => Promise<void>;
}

export interface Sites extends CurrentDesk, vscode.Disposable {
	/** The sites signed in to, in the order in which they were added. */
	list(): readonly Site[];
	/** Proves a base URL and a secret by a real call, and stores nothing. Rejects with an `ApiError`. */
	verify(baseUrl: string, credentials: Credentials): Promise<void>;
	/** Stores a verified site and opens it; `siteId` renews the sign-in of a site already there. */
	add(baseUrl: string, credentials: Credentials, siteId?: string): Promise<Site>;
	openSandbox(scenario: string): Promise<void>;
	switchTo(site: Site): Promise<void>;
	/** Wipes everything kept for the site; the desk closes where it is the current one. */
	signOut(siteId: string): Promise<void>;
	/** Opens the site that was current when the window closed. */
	restore(): Promise<void>;
	/** Lets another window poll: this one goes. */
	leave(): Promise<void>;
}

export const sandboxSiteId = 'sandbox';

export function createSites(options: SitesOptions): Sites {
	const { store, connections, log } = options;
	const changed = new vscode.EventEmitter<Desk | undefined>();
	const undoStacks = new Map<string, UndoStack>();
	let desk: Desk | undefined;
	/** Counts openings, so that one overtaken by another (switch during a slow start) comes to nothing. */
	let opening = 0;
	let openingSite: string | undefined;
	/** Sites that are being signed out of: wiping takes a while, and nobody shall keep anything for them meanwhile. */
	const leaving = new Set<string>();

	function undoStackOf(siteId: string): UndoStack {
		const stack = undoStacks.get(siteId) ?? createUndoStack();
		undoStacks.set(siteId, stack);
		return stack;
	}

	function setDesk(next: Desk | undefined): Promise<void> {
		const left = desk?.dispose() ?? Promise.resolve();
		desk = next;
		setContext(next ? 'signedIn' : 'signedOut');
		setRefused(false);
		changed.fire(next);
		return left;
	}

	function setContext(session: 'signedOut' | 'opening' | 'signedIn'): void {
		void vscode.commands.executeCommand('setContext', contextKeys.session, session);
	}

	function setRefused(refused: boolean): void {
		void vscode.commands.executeCommand('setContext', contextKeys.refused, refused);
	}

	async function connect(site: Site, scenario: string, onRequest: () => void): Promise<ChatServer | undefined> {
		if (site.sandbox) {
			const { server, myAgentId } = await connections.toSandbox(scenario);
			if (store.memory(site.id).myAgentId === undefined) {
				await store.remember(site.id, { myAgentId });
			}
			return server;
		}
		const credentials = await store.credentials(site);
		return credentials && (await connections.toService(site.baseUrl, credentials, onRequest));
	}

	/** Gives false where there is no secret for the site. */
	async function open(site: Site, { scenario = '', renews = false } = {}): Promise<boolean> {
		const mine = ++opening;
		openingSite = site.id;
		let sent = 0;
		const server = await connect(site, scenario, () => {
			sent++;
		});
		if (mine !== opening) {
			return true;
		}
		if (!server) {
			await setDesk(undefined);
			return false;
		}
		await store.setCurrent(site.id);
		if (mine !== opening) {
			return true;
		}
		const memory = store.memory(site.id);
		const next = createDesk({
			site,
			server,
			clock: options.clock,
			random: options.random,
			log,
			attention: options.attention,
			intervals: options.intervals,
			sight: options.sight,
			alerts: options.alerts,
			budget: options.budget,
			// The sample data of each window are a world of their own: there is nothing to share.
			among: site.sandbox
				? undefined
				: {
						store: options.shared,
						windowId: options.windowId,
						renews,
						onSession: () => {
							if (desk === next) {
								void open(site).catch(() => log.error('the site could not be opened again'));
							}
						},
					},
			sent: () => sent,
			myAgentId: memory.myAgentId,
			lastAway: memory.lastAway ?? 'Away',
			undoStack: undoStackOf(site.id),
		});
		next.onChange(({ me, problem }, before) => {
			if ((problem?.kind === 'unauthorized') !== (before.problem?.kind === 'unauthorized')) {
				setRefused(problem?.kind === 'unauthorized');
			}
			if (me.id !== before.me.id || me.lastAway !== before.me.lastAway) {
				const memory = { lastAway: me.lastAway, ...(me.id !== undefined && { myAgentId: me.id }) };
				store.remember(site.id, memory).catch(() => log.warn('Which agent is me could not be kept.'));
			}
		});
		await setDesk(next);
		if (desk === next) {
			next.start();
		}
		return true;
	}

	return {
		get desk() {
			return desk;
		},
		onDidChange: changed.event,
		list: () => store.sites().filter(({ id }) => !leaving.has(id)),
		async verify(baseUrl, credentials) {
			const server = await connections.toService(baseUrl, credentials);
			await server.listAgents(new AbortController().signal);
		},
		async add(baseUrl, credentials, siteId) {
			const id = siteId ?? crypto.randomUUID();
			const site: Site = { id, name: new URL(baseUrl).host, baseUrl, sandbox: false };
			await store.saveCredentials(site, credentials);
			await store.save(site);
			const { agentId } = tokenClaims(credentials.accessToken);
			if (agentId !== undefined) {
				await store.remember(id, { myAgentId: agentId });
			}
			await open(site, { renews: true });
			return site;
		},
		async openSandbox(scenario) {
			const site: Site = {
				id: sandboxSiteId,
				name: l10n.t('Sample data'),
				baseUrl: 'https://sandbox.invalid/v4',
				sandbox: true,
			};
			await store.save(site);
			await open(site, { scenario });
		},
		async switchTo(site) {
			await open(site);
		},
		async signOut(siteId) {
			leaving.add(siteId);
			let left: Promise<void> | undefined;
			if (openingSite === siteId) {
				opening++; // it may still be on its way, and must not come back from it
			}
			if (desk?.state.site.id === siteId) {
				left = setDesk(undefined);
			}
			try {
				undoStacks.delete(siteId);
				await Promise.all([left, store.wipe(siteId), options.onSignOut(siteId)]);
			} finally {
				leaving.delete(siteId);
			}
			// After the secret: this is how the other windows hear of it.
			await options.shared
				.remove(siteId)
				.catch(() => log.warn('what the windows shared of the site could not be removed'));
			setContext(desk ? 'signedIn' : 'signedOut');
		},
		async restore() {
			const site = store.sites().find(({ id }) => id === store.currentSiteId());
			if (!site) {
				setContext('signedOut');
				return;
			}
			setContext('opening');
			if (!(await open(site))) {
				log.warn('The site that was open last has no secret any more: sign in again.');
			}
		},
		async leave() {
			opening++;
			await desk?.dispose();
		},
		dispose() {
			opening++;
			void desk?.dispose();
			desk = undefined;
			changed.dispose();
		},
	};
}
