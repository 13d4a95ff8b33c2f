// Proves a sign-in by a real call, before anything of it is stored.
import { type Credentials, tokenClaims } from '../../service/credentials';
import { isApiError } from '../../service/errors';
import type { UserInfo } from '../../service/oauth';
import type { Log } from '../../service/ports';
import type { Clients } from './clients';

/** The only origins that a secret may be sent to (docs/decisions/11-a-site-owns-its-data.md). */
export interface Origins {
	readonly baseUrl: string;
	readonly controlPanelUrl: string | undefined;
}

/** A sign-in that was proved by a real call. */
export interface Verified {
	readonly origins: Origins;
	readonly credentials: Credentials;
	/** The agent and the site that the credentials belong to, as far as they are known. */
	readonly owner: UserInfo;
}

/** Timeout (ms) of the question to the control panel whose token it is. Sign-in works without an answer. */
const ownerTimeout = 5_000;

/** Rejects with an `ApiError`. */
export async function verifySignIn(
	{ clients, log }: { readonly clients: Clients; readonly log: Log },
	origins: Origins,
	credentials: Credentials,
	signal: AbortSignal,
): Promise<Verified> {
	const session = { credentials: async () => credentials, afterRefusal: async () => undefined };
	const client = await clients.createClient(origins.baseUrl, session);
	await client.listAgents(signal);
	if (credentials.kind === 'apiKey') {
		return { origins, credentials, owner: { agentId: undefined, siteId: credentials.siteId } };
	}
	const { accessToken } = credentials;
	const claims = tokenClaims(accessToken);
	const siteId = credentials.kind === 'oauth' ? credentials.siteId : claims.siteId;
	const info = await userInfo();
	return {
		origins,
		credentials,
		owner: { agentId: info?.agentId ?? claims.agentId, siteId: siteId ?? info?.siteId },
	};

	async function userInfo(): Promise<UserInfo | undefined> {
		if (origins.controlPanelUrl === undefined) {
			return undefined;
		}
		try {
			const authority = await clients.createOAuthClient();
			const inTime = AbortSignal.any([signal, AbortSignal.timeout(ownerTimeout)]);
			return await authority.userInfo(origins.controlPanelUrl, { accessToken, siteId }, inTime);
		} catch (reason) {
			// Many control panels don't answer this call; the user says who they are instead.
			log.debug(
				`the control panel does not say who this is: ${isApiError(reason) ? reason.message : 'unknown failure'}`,
			);
			return undefined;
		}
	}
}
