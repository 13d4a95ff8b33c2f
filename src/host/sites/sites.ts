// The sites that the user signed in to, and which of them is open in this window: sign-in, sign-out, switch, and restore after a reload.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type ChangeLog, createChangeLog } from '../../desk/changes/changeLog';
import type { Desk } from '../../desk/desk';
import type { Env } from '../../desk/env';
import { failureName } from '../../desk/failureLog';
import { storedPins } from '../../desk/pins/pins';
import { siteName } from '../../desk/siteName';
import type { Site } from '../../desk/state';
import { createUndoStack, type UndoStack } from '../../desk/variables/undoStack';
import { signedOutText } from '../../desk/windows/shared';
import type { Credentials } from '../../service/credentials';
import { sameJson } from '../../service/json';
import type { Store } from '../../service/ports';
import type { CurrentDesk } from '../currentDesk';
import { contextKeys } from '../ids';
import type { Clients } from './clients';
import type { OpenSite, SiteOpener } from './openSite';
import type { SiteStore } from './siteStore';
import { type Origins, type Verified, verifySignIn } from './verifySignIn';
import type { Wiping } from './wiping';

interface SitesOptions {
	readonly env: Env;
	readonly store: SiteStore;
	readonly clients: Clients;
	readonly open: SiteOpener;
	readonly wiping: Wiping;
	/** What all windows of this VS Code share. */
	readonly shared: Store;
}

export interface Sites extends CurrentDesk, vscode.Disposable {
	/** The sites signed in to, in the order in which they were added. */
	list(): readonly Site[];
	/** Fires after `list` changed. */
	readonly onDidChangeList: vscode.Event<void>;
	/** Proves a sign-in by a real call, and stores nothing. Rejects with an `ApiError`. */
	verify(origins: Origins, credentials: Credentials, signal?: AbortSignal): Promise<Verified>;
	/** Stores a verified site and opens it; `siteId` renews the sign-in of a known site. Rejects with an `ApiError` if secret storage fails. */
	add(verified: Verified, siteId?: string): Promise<Site>;
	/** What is stored for a site, to sign in again the same way. Undefined if there is nothing, or it can't be read. */
	credentials(site: Site): Promise<Credentials | undefined>;
	openSandbox(scenario: string): Promise<void>;
	/** Returns false if there is no secret for the site: the site that is open stays. Rejects with an `ApiError` if secret storage fails. */
	switchTo(site: Site): Promise<boolean>;
	/**
	 * Signs out in all windows: closes the desk and removes everything kept for the site.
	 * Rejects with an `ApiError` if something could not be removed; the sign-out holds, and `wipeRest` tries the rest again.
	 */
	signOut(siteId: string): Promise<void>;
	/** Removes what is left of earlier sign-outs. Returns false if there was nothing. Rejects with an `ApiError` if it can't be removed yet. */
	wipeRest(): Promise<boolean>;
	/** Opens the site that was current when the window closed. */
	restore(): Promise<void>;
	/** Closes the site, so that another window polls. */
	leave(): Promise<void>;
}

const sandboxId = 'sandbox';

/** How long (ms) the sign-out marker is kept. Every window reads the file more often than this. */
const markerLife = 15_000;

export function createSites({ env, store, clients, open, wiping, shared }: SitesOptions): Sites {
	const { clock, log } = env;
	const changed = new vscode.EventEmitter<Desk | undefined>();
	const listChanged = new vscode.EventEmitter<void>();
	const undoStacks = new Map<string, UndoStack>();
	/** What changed on the site that was opened last; another site starts a new log. */
	let changes: { readonly siteId: string; readonly log: ChangeLog } | undefined;
	let current: OpenSite | undefined;
	/** Counts openings: one that was overtaken by another (a switch during a slow start) is dropped. */
	let opening = 0;
	let openingSite: string | undefined;
	/** Sites that are being signed out of: removing takes a while, and nothing may be stored for them meanwhile. */
	const leaving = new Set<string>();

	wiping.onSignOut(store.wipe);
	wiping.onSignOut((siteId) => undoStacks.delete(siteId));
	wiping.onSignOut((siteId) => {
		changes = changes?.siteId === siteId ? undefined : changes;
	});

	function undoStackOf(siteId: string): UndoStack {
		const stack = undoStacks.get(siteId) ?? createUndoStack();
		undoStacks.set(siteId, stack);
		return stack;
	}

	function changeLogOf(siteId: string): ChangeLog {
		changes = changes?.siteId === siteId ? changes : { siteId, log: createChangeLog() };
		return changes.log;
	}

	function setCurrent(next: OpenSite | undefined, keeps = true): Promise<void> {
		const closed = current?.close(keeps) ?? Promise.resolve();
		current = next;
		setSessionContext(next ? 'signedIn' : 'signedOut');
		setRefusedContext(false);
		changed.fire(next?.desk);
		return closed;
	}

	/** Returns false if there is no secret for the site. Rejects with an `ApiError` if secret storage fails. */
	async function openDesk(site: Site, { scenario = 'calm', isNewSignIn = false } = {}): Promise<boolean> {
		const mine = ++opening;
		openingSite = site.id;
		const next = await open(site, {
			scenario,
			isNewSignIn,
			undoStack: undoStackOf(site.id),
			changeLog: changeLogOf(site.id),
			onGone: (why) => {
				if (current === next) {
					const act = why === 'signedOut' ? forget(site.id) : openDesk(site);
					act.catch((reason: unknown) =>
						log.error(`the site could not be left or opened again: ${failureName(reason)}`),
					);
				}
			},
		});
		if (mine !== opening) {
			void next?.close(true);
			return true;
		}
		if (!next) {
			if (!current || current.site.id === site.id) {
				await setCurrent(undefined); // another site that is open stays open
			}
			return false;
		}
		await store.setCurrent(site.id);
		if (mine !== opening) {
			void next.close(true);
			return true;
		}
		next.desk.onChange(({ me, pollError, seenStatuses, pins }, before) => {
			if ((pollError?.kind === 'unauthorized') !== (before.pollError?.kind === 'unauthorized')) {
				setRefusedContext(pollError?.kind === 'unauthorized');
			}
			if (me.id !== before.me.id || me.lastAway !== before.me.lastAway) {
				const memory = { lastAway: me.lastAway, ...(me.id !== undefined && { myAgentId: me.id }) };
				store.remember(site.id, memory).catch(() => log.warn('the agent that the user selected could not be stored'));
			}
			if (pins !== before.pins && !sameJson(storedPins(pins), storedPins(before.pins))) {
				store
					.remember(site.id, { pins: storedPins(pins) })
					.catch(() => log.warn('the pins of the site could not be stored'));
			}
			if (seenStatuses !== before.seenStatuses) {
				store.remember(site.id, { seenStatuses }).catch(() => log.warn('the statuses of the site could not be stored'));
			}
		});
		const closed = setCurrent(next);
		if (current === next) {
			next.desk.start();
		}
		await closed;
		return true;
	}

	/** Closes the site and removes everything that this window keeps for it. Rejects if something could not be removed. */
	async function forget(siteId: string): Promise<void> {
		leaving.add(siteId);
		if (openingSite === siteId) {
			opening++; // it may still be opening, and must not come back
		}
		const closed = current?.site.id === siteId ? setCurrent(undefined, false) : undefined;
		const outcomes = await Promise.allSettled([wiping.wipe(siteId), closed]);
		leaving.delete(siteId);
		listChanged.fire();
		setSessionContext(current ? 'signedIn' : 'signedOut');
		const failed = outcomes.find((outcome) => outcome.status === 'rejected');
		if (failed) {
			throw failed.reason;
		}
	}

	/** The other windows then forget the site too: a browser-hosted VS Code shares neither secrets nor mementos between windows (docs/decisions/13-one-renewal-for-all-windows.md). */
	async function markSignedOut(siteId: string): Promise<void> {
		try {
			await shared.update(siteId, () => signedOutText);
			clock.setTimer(() => {
				shared.remove(siteId).catch(() => log.warn('the marker of a sign-out could not be removed'));
			}, markerLife);
		} catch {
			// The sign-out goes on even if the folder is read-only.
			log.warn('the other windows could not be told about the sign-out');
		}
	}

	return {
		get desk() {
			return current?.desk;
		},
		onDidChange: changed.event,
		onDidChangeList: listChanged.event,
		list: () => store.sites().filter(({ id }) => !leaving.has(id)),
		verify: (origins, credentials, signal = new AbortController().signal) =>
			verifySignIn({ clients, log }, origins, credentials, signal),
		async add({ origins, credentials, owner }, siteId) {
			// A site that was signed out of meanwhile gets a new id: the marker of its sign-out may still be there.
			const renewed = store.sites().find((site) => site.id === siteId);
			const { baseUrl, controlPanelUrl } = origins;
			const siteNumber = owner.siteId ?? renewed?.siteNumber;
			const site: Site = {
				id: renewed?.id ?? crypto.randomUUID(),
				name: siteName(baseUrl, siteNumber),
				baseUrl,
				...(controlPanelUrl !== undefined && { controlPanelUrl }),
				...(siteNumber !== undefined && { siteNumber }),
				sandbox: false,
			};
			await store.saveSignIn(site, credentials, clock.now());
			await store.save(site);
			if (owner.agentId !== undefined) {
				await store.remember(site.id, { myAgentId: owner.agentId });
			}
			listChanged.fire();
			await openDesk(site, { isNewSignIn: true });
			return site;
		},
		async credentials(site) {
			try {
				return (await store.secret(site))?.credentials;
			} catch {
				log.warn('secret storage could not be read'); // its own message could contain anything
				return undefined;
			}
		},
		async openSandbox(scenario) {
			const site: Site = {
				id: sandboxId,
				name: l10n.t('Sample data'),
				baseUrl: 'https://sandbox.invalid/v4',
				sandbox: true,
			};
			await store.save(site);
			listChanged.fire();
			await openDesk(site, { scenario });
		},
		switchTo: (site) => openDesk(site),
		async signOut(siteId) {
			try {
				await forget(siteId);
			} finally {
				if (siteId !== sandboxId) {
					await markSignedOut(siteId);
				}
			}
			await wiping.wipeRest().catch(() => undefined); // logged there, and tried again with the next start
		},
		wipeRest: wiping.wipeRest,
		async restore() {
			const site = store.sites().find(({ id }) => id === store.currentSiteId());
			if (!site) {
				setSessionContext('signedOut');
				return;
			}
			setSessionContext('opening');
			try {
				if (!(await openDesk(site))) {
					log.warn('The site that was open last has no secret any more: sign in again.');
				}
			} catch (reason) {
				setSessionContext('signedOut');
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
}

function setSessionContext(session: 'signedOut' | 'opening' | 'signedIn'): void {
	void vscode.commands.executeCommand('setContext', contextKeys.session, session);
}

function setRefusedContext(isRefused: boolean): void {
	void vscode.commands.executeCommand('setContext', contextKeys.refused, isRefused);
}
