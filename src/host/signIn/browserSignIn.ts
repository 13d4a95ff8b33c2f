// Signing in with the browser: what is under way, kept until its answer comes, and the answer itself, whichever window it reaches. Asks nothing.
import * as vscode from 'vscode';
import { type CallbackError, type PendingSignIn, parseCallback, resolveCallback } from '../../service/callback';
import type { Clock, Log } from '../../service/ports';
import type { Clients } from '../sites/clients';
import { fromStore } from '../sites/siteStore';
import type { Origins, Sites, Verified } from '../sites/sites';

export type CallbackResult =
	| { readonly ok: true; readonly verified: Verified; readonly siteId: string | undefined }
	| { readonly ok: false; readonly fault: CallbackError; readonly reason?: string };

export interface Started {
	readonly state: string;
	/** The address to open. */
	readonly url: string;
	readonly redirectUri: string;
}

export interface BrowserSignIn extends vscode.Disposable {
	/** The address that the browser comes back to: what an administrator registers. The same in every window of a desktop VS Code. */
	redirectUri(): Promise<string>;
	/** Prepares a sign-in; `siteId` names the site that it renews. Rejects where the secret store does. */
	start(origins: Origins, client: Client, siteId: string | undefined): Promise<Started>;
	/**
	 * Reads the address that the browser landed on and proves the tokens that its code gives; each sign-in can be finished once.
	 * Rejects with an `ApiError`, or where the secret store does.
	 */
	finish(address: string): Promise<CallbackResult>;
	/** Says that somebody takes the callbacks of this window, until the returned function is called. */
	awaitCallback(): () => void;
	readonly isAwaited: boolean;
	/** Fires when the browser came back to this window. */
	readonly onCallback: vscode.Event<string>;
	/** Fires when a sign-in may have been finished in another window. */
	readonly onDidChangePending: vscode.Event<void>;
	isPending(state: string): Promise<boolean>;
	/** Forgets every sign-in that was begun and not finished: a client secret is in it. */
	forget(): Promise<void>;
}

export interface Client {
	readonly clientId: string;
	readonly clientSecret: string | undefined;
	readonly siteId: string;
	/** The registered page to end on, in place of VS Code's own address. */
	readonly redirectUri: string | undefined;
}

export interface BrowserSignInOptions {
	/** The callback may reach another window: what it needs is kept where all can read it. */
	readonly secrets: vscode.SecretStorage;
	readonly clients: Clients;
	readonly sites: Pick<Sites, 'verify'>;
	readonly clock: Clock;
	readonly log: Log;
	/** `publisher.name` of this extension. */
	readonly extensionId: string;
}

const pendingKey = 'frontdesk.pendingSignIns';

/** So long (ms) after its begin a sign-in can be finished. */
export const signInLife = 600_000;

/** More sign-ins than this at a time nobody has. */
const mostPending = 5;

export function createBrowserSignIn(options: BrowserSignInOptions): BrowserSignIn {
	const { secrets, clients, clock, log } = options;
	let awaiting = 0;
	/** VS Code in a browser makes up another one each time, and takes each once: what is shown to be registered is what is sent. */
	let redirectUri: string | undefined;
	const callback = new vscode.EventEmitter<string>();
	const pendingChanged = new vscode.EventEmitter<void>();
	const parts = vscode.Disposable.from(
		callback,
		pendingChanged,
		vscode.window.registerUriHandler({
			handleUri(uri) {
				if (uri.path === '/callback') {
					redirectUri = undefined;
					// A `Uri` holds its query unescaped; what looks like an escape or a space now was meant as it stands.
					callback.fire(`${uri.path}?${uri.query.replace(/[%+]/g, encodeURIComponent)}`);
				} else {
					log.warn('a link to Frontdesk was opened that leads nowhere');
				}
			},
		}),
		secrets.onDidChange(({ key }) => key === pendingKey && pendingChanged.fire()),
	);

	async function pending(): Promise<readonly PendingSignIn[]> {
		const text = (await fromStore(secrets.get(pendingKey))) ?? '[]';
		try {
			return JSON.parse(text) as readonly PendingSignIn[];
		} catch {
			return []; // written by another version: those sign-ins begin anew
		}
	}

	async function keep(list: readonly PendingSignIn[]): Promise<void> {
		await fromStore(list.length > 0 ? secrets.store(pendingKey, JSON.stringify(list)) : secrets.delete(pendingKey));
	}

	return {
		async redirectUri() {
			if (redirectUri === undefined) {
				const own = vscode.Uri.parse(`${vscode.env.uriScheme}://${options.extensionId}/callback`);
				const external = await vscode.env.asExternalUri(own);
				// A desktop adds the number of the window: an address to register must not change with it, and any window can take the answer.
				redirectUri = (external.scheme === own.scheme ? own : external).toString(true);
			}
			return redirectUri;
		},
		async start({ baseUrl, controlPanelUrl }, client, siteId) {
			if (controlPanelUrl === undefined) {
				throw new Error('a browser sign-in without the address of a control panel');
			}
			const authority = await clients.createOAuthClient();
			const request = authority.request({
				...client,
				controlPanelUrl,
				redirectUri: client.redirectUri ?? (await this.redirectUri()),
			});
			const now = clock.now();
			const others = (await pending()).filter(({ expiresAt }) => expiresAt > now).slice(1 - mostPending);
			await keep([...others, { request, baseUrl, siteId, expiresAt: now + signInLife }]);
			return { state: request.state, url: await authority.url(request), redirectUri: request.redirectUri };
		},
		async finish(address) {
			const all = await pending();
			const [taken, left] = resolveCallback(all, parseCallback(address), clock.now());
			if (left !== all) {
				await keep(left); // before it is used: a second answer with the same state is not ours
			}
			if (taken.kind === 'fault') {
				return { ok: false, fault: taken.fault, ...(taken.reason !== undefined && { reason: taken.reason }) };
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
		onCallback: callback.event,
		onDidChangePending: pendingChanged.event,
		isPending: async (state) => (await pending()).some(({ request }) => request.state === state),
		forget: () => keep([]),
		dispose: () => parts.dispose(),
	};
}
