// The sites that the user signed in to, and which of them is open in this window: sign-in, sign-out, switch, and the return after a reload. Asks the user nothing.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { isOtherSite, siteName } from '../../desk/siteName';
import type { Site } from '../../desk/state';
import { createUndoStack, type UndoStack } from '../../desk/variables/undoStack';
import { signedOutText } from '../../desk/windows/shared';
import { type Credentials, tokenClaims } from '../../service/credentials';
import { isApiError } from '../../service/errors';
import type { UserInfo } from '../../service/oauth';
import type { CurrentDesk } from '../currentDesk';
import { contextKeys } from '../ids';
import { type OpenSite, type OpenSiteOptions, openSite } from './openSite';

export interface SitesOptions extends OpenSiteOptions {
	/** Forgets what others keep for a site. */
	readonly onSignOut: (siteId: string) => Promise<void>;
}

/** Where a secret may be sent: nowhere else (DESIGN.md, decision 11). */
export interface Origins {
	readonly baseUrl: string;
	readonly controlPanelUrl: string | undefined;
}

/** A sign-in that was proved by a real call. */
export interface Verified {
	readonly origins: Origins;
	readonly credentials: Credentials;
	/** Whose it is, as far as anybody says. */
	readonly owner: UserInfo;
}

export interface Sites extends CurrentDesk, vscode.Disposable {
	/** The sites signed in to, in the order in which they were added. */
	list(): readonly Site[];
	/** Fires after `list` changed. */
	readonly onDidChangeList: vscode.Event<void>;
	/** Proves a secret by a real call, and stores nothing. Rejects with an `ApiError`. */
	verify(origins: Origins, credentials: Credentials, signal?: AbortSignal): Promise<Verified>;
	/** Whether a sign-in may be one to that site. */
	couldBeSameSite(site: Site, verified: Verified): boolean;
	/** Stores a verified site and opens it; `siteId` renews the sign-in of a site already there. Rejects where the secret store does. */
	add(verified: Verified, siteId?: string): Promise<Site>;
	/** What is stored for a site, to sign in again the same way. Undefined where there is nothing, or it can't be read. */
	credentials(site: Site): Promise<Credentials | undefined>;
	openSandbox(scenario: string): Promise<void>;
	/** Gives false where there is no secret for the site: then the one at work stays. Rejects where the secret store does. */
	switchTo(site: Site): Promise<boolean>;
	/** Wipes everything kept for the site, in all windows; the desk closes where it is the current one. */
	signOut(siteId: string): Promise<void>;
	/** Opens the site that was current when the window closed. */
	restore(): Promise<void>;
	/** Lets another window poll: this one goes. */
	leave(): Promise<void>;
}

export const sandboxSiteId = 'sandbox';

/** Who it is can be asked later: a control panel that does not answer for so long (ms) holds nobody up. */
const ownerTimeout = 5_000;

/** Every window looks sooner than after this (ms): then nobody needs to be told any more of a sign-out. */
const tellSignOutFor = 15_000;

export function createSites(options: SitesOptions): Sites {
	const { store, clients, clock, log } = options;
	const changed = new vscode.EventEmitter<Desk | undefined>();
	const listChanged = new vscode.EventEmitter<void>();
	const undoStacks = new Map<string, UndoStack>();
	let current: OpenSite | undefined;
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

	function setCurrent(next: OpenSite | undefined, keeps = true): Promise<void> {
		const left = current?.close(keeps) ?? Promise.resolve();
		current = next;
		setContext(next ? 'signedIn' : 'signedOut');
		setRefused(false);
		changed.fire(next?.desk);
		return left;
	}

	function setContext(session: 'signedOut' | 'opening' | 'signedIn'): void {
		void vscode.commands.executeCommand('setContext', contextKeys.session, session);
	}

	function setRefused(refused: boolean): void {
		void vscode.commands.executeCommand('setContext', contextKeys.refused, refused);
	}

	/** Gives false where there is no secret for the site. Rejects where the secret store does. */
	async function open(site: Site, { scenario = '', isNewSignIn = false } = {}): Promise<boolean> {
		const mine = ++opening;
		openingSite = site.id;
		const next = await openSite(options, site, scenario, {
			isNewSignIn,
			undoStack: undoStackOf(site.id),
			onGone: (why) => {
				if (current === next) {
					const act = why === 'signedOut' ? forget(site.id) : open(site);
					act.catch((reason: unknown) => log.error(`the site could not be left or opened again: ${nameOf(reason)}`));
				}
			},
		});
		if (mine !== opening) {
			void next?.close(true);
			return true;
		}
		if (!next) {
			if (!current || current.site.id === site.id) {
				await setCurrent(undefined); // who has another site open keeps it
			}
			return false;
		}
		await store.setCurrent(site.id);
		if (mine !== opening) {
			void next.close(true);
			return true;
		}
		next.desk.onChange(({ me, pollError }, before) => {
			if ((pollError?.kind === 'unauthorized') !== (before.pollError?.kind === 'unauthorized')) {
				setRefused(pollError?.kind === 'unauthorized');
			}
			if (me.id !== before.me.id || me.lastAway !== before.me.lastAway) {
				const memory = { lastAway: me.lastAway, ...(me.id !== undefined && { myAgentId: me.id }) };
				store.remember(site.id, memory).catch(() => log.warn('Which agent is me could not be kept.'));
			}
		});
		const left = setCurrent(next);
		if (current === next) {
			next.desk.start();
		}
		await left;
		return true;
	}

	/** Everything that this window keeps for the site; with `tell`, so that the others hear of it. */
	async function forget(siteId: string, tell = false): Promise<void> {
		leaving.add(siteId);
		let left: Promise<void> | undefined;
		if (openingSite === siteId) {
			opening++; // it may still be on its way, and must not come back from it
		}
		if (current?.site.id === siteId) {
			left = setCurrent(undefined, false);
		}
		try {
			undoStacks.delete(siteId);
			await Promise.all([left, store.wipe(siteId), options.onSignOut(siteId)]);
		} finally {
			leaving.delete(siteId);
			listChanged.fire();
		}
		await (tell && tellSignOut(siteId));
		setContext(current ? 'signedIn' : 'signedOut');
	}

	/** A browser-hosted VS Code shares neither secrets nor mementos between its windows: each wipes its own (DESIGN.md, decision 7). */
	async function tellSignOut(siteId: string): Promise<void> {
		const { shared } = options;
		try {
			await shared.update(siteId, () => signedOutText);
			clock.setTimer(() => {
				shared.remove(siteId).catch(() => log.warn('what told of a sign-out could not be removed'));
			}, tellSignOutFor);
		} catch {
			// A folder that nobody can write is no reason to stay signed in.
			log.warn('the other windows could not be told of the sign-out');
		}
	}

	return {
		get desk() {
			return current?.desk;
		},
		onDidChange: changed.event,
		onDidChangeList: listChanged.event,
		list: () => store.sites().filter(({ id }) => !leaving.has(id)),
		async verify(origins, credentials, signal = new AbortController().signal) {
			const session = { credentials: async () => credentials, afterRefusal: async () => undefined };
			const server = await clients.createClient(origins.baseUrl, session);
			await server.listAgents(signal);
			return { origins, credentials, owner: await ownerOf(origins, credentials, signal) };
		},
		couldBeSameSite: (site, { origins, owner }) => !site.sandbox && !isOtherSite(site, origins.baseUrl, owner.siteId),
		async add({ origins, credentials, owner }, siteId) {
			// One that was signed out of meanwhile is over: its id would still be told to the other windows.
			const id = (store.sites().some((site) => site.id === siteId) ? siteId : undefined) ?? crypto.randomUUID();
			const { baseUrl, controlPanelUrl } = origins;
			const site: Site = {
				id,
				name: siteName(baseUrl, owner.siteId),
				baseUrl,
				...(controlPanelUrl !== undefined && { controlPanelUrl }),
				sandbox: false,
			};
			await store.saveSignIn(site, credentials, clock.now());
			await store.save(site);
			if (owner.agentId !== undefined) {
				await store.remember(id, { myAgentId: owner.agentId });
			}
			listChanged.fire();
			await open(site, { isNewSignIn: true });
			return site;
		},
		async credentials(site) {
			try {
				return (await store.secret(site))?.credentials;
			} catch {
				log.warn('the secret store could not be read'); // its reason is the store's own text
				return undefined;
			}
		},
		async openSandbox(scenario) {
			const site: Site = {
				id: sandboxSiteId,
				name: l10n.t('Sample data'),
				baseUrl: 'https://sandbox.invalid/v4',
				sandbox: true,
			};
			await store.save(site);
			listChanged.fire();
			await open(site, { scenario });
		},
		switchTo: (site) => open(site),
		signOut: (siteId) => forget(siteId, siteId !== sandboxSiteId),
		async restore() {
			const site = store.sites().find(({ id }) => id === store.currentSiteId());
			if (!site) {
				setContext('signedOut');
				return;
			}
			setContext('opening');
			try {
				if (!(await open(site))) {
					log.warn('The site that was open last has no secret any more: sign in again.');
				}
			} catch (reason) {
				setContext('signedOut');
				throw reason;
			}
		},
		async leave() {
			opening++;
			await current?.close(true);
		},
		dispose() {
			opening++;
			void current?.close(true);
			current = undefined;
			changed.dispose();
			listChanged.dispose();
		},
	};

	/** Whose a secret is: what it says itself, and what the control panel says where it answers. */
	async function ownerOf(
		{ controlPanelUrl }: Origins,
		credentials: Credentials,
		signal: AbortSignal,
	): Promise<UserInfo> {
		if (credentials.kind === 'apiKey') {
			return { agentId: undefined, siteId: credentials.siteId };
		}
		const { accessToken } = credentials;
		const claims = tokenClaims(accessToken);
		const siteId = credentials.kind === 'oauth' ? credentials.siteId : claims.siteId;
		const said = { agentId: claims.agentId, siteId };
		if (controlPanelUrl === undefined) {
			return said;
		}
		try {
			const authority = await clients.createOAuthClient();
			const inTime = AbortSignal.any([signal, AbortSignal.timeout(ownerTimeout)]);
			const info = await authority.userInfo(controlPanelUrl, { accessToken, siteId }, inTime);
			return { agentId: info.agentId ?? said.agentId, siteId: said.siteId ?? info.siteId };
		} catch (reason) {
			log.debug(`the control panel does not say who this is: ${nameOf(reason)}`);
			return said;
		}
	}
}

function nameOf(reason: unknown): string {
	return isApiError(reason) ? reason.message : reason instanceof Error ? reason.name : 'unknown failure';
}
