// The clients that the host uses: of a Chat Server, of a control panel that issues tokens, and of the sandbox.
import type { ChatClient } from '../../service/chatClient';
import type { OAuthTokens } from '../../service/credentials';
import type { AuthorizationRequest, UserInfo } from '../../service/oauth';
import type { Session } from '../../service/session';

export interface Clients {
	/** @param onRequest called for each request that is sent */
	createClient(baseUrl: string, session: Session, onRequest?: () => void): Promise<ChatClient>;
	createOAuthClient(onRequest?: () => void): Promise<OAuthApi>;
	/** @param scenario the name of a sandbox scenario; an unknown one opens `calm` */
	createSandboxClient(scenario: string): Promise<{ readonly client: ChatClient; readonly myAgentId: string }>;
}

/** The control panel of a site as an OAuth 2 server (service/oauth.ts). Every call rejects with an `ApiError`. */
interface OAuthApi {
	/** A request to authorize, with a random state and verifier. */
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
