// Opens and closes the desk of the current site: sign-in, sign-out, switch, and the return after a reload. Asks the user nothing.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createDesk } from '../desk/createDesk';
import type { Desk } from '../desk/desk';
import type { Attention, Intervals } from '../desk/pace';
import type { Site } from '../desk/state';
import { createUndoStack, type UndoStack } from '../desk/undoStack';
import type { ChatServer } from '../service/chatServer';
import { type Credentials, tokenClaims } from '../service/credentials';
import type { Clock, Log } from '../service/ports';
import type { CurrentDesk } from './currentDesk';
import { contextKeys } from './ids';
import type { SiteStore } from './siteStore';

/** Where the calls of a site go: the service, or the embedded sandbox. */
export interface Connections {
	toService(baseUrl: string, credentials: Credentials): Promise<ChatServer>;
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

	function setDesk(next: Desk | undefined): void {
		desk?.dispose();
		desk = next;
		setContext(next ? 'signedIn' : 'signedOut');
		setRefused(false);
		changed.fire(next);
	}

	function setContext(session: 'signedOut' | 'opening' | 'signedIn'): void {
		void vscode.commands.executeCommand('setContext', contextKeys.session, session);
	}

	function setRefused(refused: boolean): void {
		void vscode.commands.executeCommand('setContext', contextKeys.refused, refused);
	}

	async function connect(site: Site, scenario: string): Promise<ChatServer | undefined> {
		if (site.sandbox) {
			const { server, myAgentId } = await connections.toSandbox(scenario);
			if (store.memory(site.id).myAgentId === undefined) {
				await store.remember(site.id, { myAgentId });
			}
			return server;
		}
		const credentials = await store.credentials(site);
		return credentials && (await connections.toService(site.baseUrl, credentials));
	}

	/** Gives false where there is no secret for the site. */
	async function open(site: Site, scenario = ''): Promise<boolean> {
		const mine = ++opening;
		openingSite = site.id;
		const server = await connect(site, scenario);
		if (mine !== opening) {
			return true;
		}
		if (!server) {
			setDesk(undefined);
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
		setDesk(next);
		next.refresh().catch(() => undefined); // the desk has logged it and shows it in its state
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
			await open(site);
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
			await open(site, scenario);
		},
		async switchTo(site) {
			await open(site);
		},
		async signOut(siteId) {
			leaving.add(siteId);
			if (openingSite === siteId) {
				opening++; // it may still be on its way, and must not come back from it
			}
			if (desk?.state.site.id === siteId) {
				setDesk(undefined);
			}
			try {
				undoStacks.delete(siteId);
				await Promise.all([store.wipe(siteId), options.onSignOut(siteId)]);
			} finally {
				leaving.delete(siteId);
			}
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
		dispose() {
			opening++;
			desk?.dispose();
			desk = undefined;
			changed.dispose();
		},
	};
}
