// What the host asks of the outside: a site's Chat Server, the authority that gives its tokens, and the sample data. start.ts makes them.
import type { ChatClient } from '../../service/chatClient';
import type { OAuthTokens } from '../../service/credentials';
import type { AuthorizationRequest, UserInfo } from '../../service/oauth';
import type { Session } from '../../service/session';

/** Where the calls of a site go: the service, or the embedded sandbox. */
export interface Clients {
	/** @param onRequest called for each request that leaves */
	createClient(baseUrl: string, session: Session, onRequest?: () => void): Promise<ChatClient>;
	createOAuthClient(onRequest?: () => void): Promise<OAuthApi>;
	/** `scenario` is one of the sandbox's names; unknown ones give the calm world. */
	createSandboxClient(scenario: string): Promise<{ readonly client: ChatClient; readonly myAgentId: string }>;
}

/** The control panel of a site as an OAuth 2 server (service/oauth.ts). Every call rejects with an `ApiError`. */
export interface OAuthApi {
	/** A request to authorize, with a state and a verifier that nobody can guess. */
	request(client: Omit<AuthorizationRequest, 'state' | 'verifier'>): AuthorizationRequest;
	/** The address to open in the browser. */
	url(request: AuthorizationRequest): Promise<string>;
	exchange(request: AuthorizationRequest, code: string, signal: AbortSignal): Promise<OAuthTokens>;
	refresh(tokens: OAuthTokens, signal: AbortSignal): Promise<OAuthTokens>;
	userInfo(
		controlPanelUrl: string,
		token: { readonly accessToken: string; readonly siteId: string | undefined },
		signal: AbortSignal,
	): Promise<UserInfo>;
}
