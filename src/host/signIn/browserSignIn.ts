// Browser sign-ins: starts them, stores them until the browser comes back, and finishes them in whichever window the callback reaches.
import * as vscode from 'vscode';
import { type CallbackError, type PendingSignIn, parseCallback, resolveCallback } from '../../service/callback';
import type { Clock, Log } from '../../service/ports';
import type { Clients } from '../sites/clients';
import { fromStore } from '../sites/siteStore';
import type { Sites } from '../sites/sites';
import type { Origins, Verified } from '../sites/verifySignIn';

type CallbackResult =
	| { readonly ok: true; readonly verified: Verified; readonly siteId: string | undefined }
	| { readonly ok: false; readonly error: CallbackError; readonly reason?: string };

interface StartedSignIn {
	readonly state: string;
	/** The address to open. */
	readonly url: string;
	readonly redirectUri: string;
}

export interface BrowserSignIn extends vscode.Disposable {
	/** The redirect URI that an administrator registers. It is the same in every window of a desktop VS Code. */
	redirectUri(): Promise<string>;
	/** Prepares a sign-in. Rejects with an `ApiError` if secret storage fails. @param siteId the site whose sign-in it renews */
	start(origins: Origins, client: RegisteredClient, siteId: string | undefined): Promise<StartedSignIn>;
	/**
	 * Exchanges the code in the address that the browser ended on, and proves the tokens by a real call. Each sign-in can be finished once.
	 * Rejects with an `ApiError`.
	 */
	finish(address: string): Promise<CallbackResult>;
	/** Marks callbacks to this window as awaited, until the returned function is called. */
	awaitCallback(): () => void;
	readonly isAwaited: boolean;
	/** Takes an address that the operating system opened with Frontdesk. */
	handleUri(uri: vscode.Uri): void;
	/** Fires with the address when the browser came back to this window. */
	readonly onCallback: vscode.Event<string>;
	/** Fires when a sign-in may have been finished in another window. */
	readonly onDidChangePending: vscode.Event<void>;
	isPending(state: string): Promise<boolean>;
	/** Deletes every unfinished sign-in, because it contains a client secret. Rejects with an `ApiError` if secret storage fails. */
	forget(): Promise<void>;
}

/** What an administrator registered for Frontdesk. */
interface RegisteredClient {
	readonly clientId: string;
	readonly clientSecret: string | undefined;
	readonly siteId: string;
	/** The registered page that the sign-in ends on, if it isn't VS Code's own redirect URI. */
	readonly customRedirectUri: string | undefined;
}

interface BrowserSignInOptions {
	/** The callback may reach another window, so what it needs is stored where all windows can read it. */
	readonly secrets: vscode.SecretStorage;
	readonly clients: Clients;
	readonly sites: Pick<Sites, 'verify'>;
	readonly clock: Clock;
	readonly log: Log;
	/** `publisher.name` of this extension. */
	readonly extensionId: string;
}

const pendingKey = 'frontdesk.pendingSignIns';

/** How long (ms) after its start a sign-in can be finished. */
const signInLife = 600_000;

/** Maximum number of sign-ins that can be finished; older ones are dropped. */
const maxPending = 5;

export function createBrowserSignIn(options: BrowserSignInOptions): BrowserSignIn {
	const { secrets, clients, clock, log } = options;
	let awaiting = 0;
	/** In a browser, VS Code creates a new one with each call and accepts each once: the one that was shown is the one to send. */
	let redirectUri: string | undefined;
	const callback = new vscode.EventEmitter<string>();
	const pendingChanged = new vscode.EventEmitter<void>();
	const parts = vscode.Disposable.from(
		callback,
		pendingChanged,
		secrets.onDidChange(({ key }) => key === pendingKey && pendingChanged.fire()),
	);

	async function pending(): Promise<readonly PendingSignIn[]> {
		const text = (await fromStore(secrets.get(pendingKey))) ?? '[]';
		try {
			return JSON.parse(text) as readonly PendingSignIn[];
		} catch {
			return []; // written by another version: the user starts those sign-ins again
		}
	}

	async function storePending(list: readonly PendingSignIn[]): Promise<void> {
		await fromStore(list.length > 0 ? secrets.store(pendingKey, JSON.stringify(list)) : secrets.delete(pendingKey));
	}

	return {
		async redirectUri() {
			if (redirectUri === undefined) {
				const own = vscode.Uri.parse(`${vscode.env.uriScheme}://${options.extensionId}/callback`);
				const external = await vscode.env.asExternalUri(own);
				// On a desktop, the external address has the number of the window. A registered one must not, and any window can take the callback.
				redirectUri = (external.scheme === own.scheme ? own : external).toString(true);
			}
			return redirectUri;
		},
		async start({ baseUrl, controlPanelUrl }, client, siteId) {
			if (controlPanelUrl === undefined) {
				throw new Error('browser sign-in without a control panel');
			}
			const authority = await clients.createOAuthClient();
			const request = authority.request({
				...client,
				controlPanelUrl,
				redirectUri: client.customRedirectUri ?? (await this.redirectUri()),
			});
			const now = clock.now();
			const others = (await pending()).filter(({ expiresAt }) => expiresAt > now).slice(1 - maxPending);
			await storePending([...others, { request, baseUrl, siteId, expiresAt: now + signInLife }]);
			return { state: request.state, url: await authority.url(request), redirectUri: request.redirectUri };
		},
		async finish(address) {
			const all = await pending();
			const [taken, left] = resolveCallback(all, parseCallback(address), clock.now());
			if (left !== all) {
				await storePending(left); // before the code is used: a second callback with the same state is not accepted
			}
			if (taken.kind === 'error') {
				return { ok: false, error: taken.error, ...(taken.reason !== undefined && { reason: taken.reason }) };
			}
			const { request, baseUrl, siteId } = taken.pending;
			const authority = await clients.createOAuthClient();
			const credentials = await authority.exchange(request, taken.code, new AbortController().signal);
			return {
				ok: true,
				verified: await options.sites.verify({ baseUrl, controlPanelUrl: request.controlPanelUrl }, credentials),
				siteId,
			};
		},
		awaitCallback() {
			awaiting++;
			return () => {
				awaiting--;
			};
		},
		get isAwaited() {
			return awaiting > 0;
		},
		handleUri(uri) {
			if (uri.path === '/callback') {
				redirectUri = undefined;
				// The query of a `Uri` is decoded already: `%` and `+` are literal, and encoded again here.
				callback.fire(`${uri.path}?${uri.query.replace(/[%+]/g, encodeURIComponent)}`);
			} else {
				log.warn('a link to Frontdesk with an unknown path was opened');
			}
		},
		onCallback: callback.event,
		onDidChangePending: pendingChanged.event,
		isPending: async (state) => (await pending()).some(({ request }) => request.state === state),
		forget: () => storePending([]),
		dispose: () => parts.dispose(),
	};
}
