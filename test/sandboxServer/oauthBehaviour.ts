// What the documentation of the service's OAuth server leaves open, as options that a test may change at any time.
import { myAgentId } from '../../src/sandbox/rows';

/** How the OAuth server decides. What it has issued keeps its end. */
export interface OAuthBehaviour {
	consent: 'grant' | 'deny';
	/** The agent who is signed in to the console in the browser: the next code is issued for this one. */
	agentId: string;
	/** Registered client ids; undefined: every one. */
	clients: readonly string[] | undefined;
	/** Required of every client; undefined: not required and not read. */
	clientSecret: string | undefined;
	/** Schemes of redirect addresses that are accepted, such as `https:`; undefined: every one. The service's own aren't documented. */
	redirectSchemes: readonly string[] | undefined;
	/** `checked`: a challenge that was sent must be answered. `ignored`: as a server that doesn't know PKCE. Which one the service is isn't documented. */
	pkce: 'checked' | 'ignored';
	/** Seconds. */
	codeLifetime: number;
	/** Seconds. */
	accessTokenLifetime: number;
	/** Whether the answer has `expires_in`. */
	statesLifetime: boolean;
	/** Whether access tokens are JWTs with agentId, siteId and exp; opaque otherwise. */
	jwt: boolean;
	/** Milliseconds by which the server's own clock, that of `exp`, is ahead of the sandbox's. Negative: behind. */
	clockSkew: number;
	/** Whether a refresh issues another refresh token and uses up the old one; otherwise it answers the same one. */
	rotation: boolean;
	/** Whether a used refresh token is accepted once more, for a client that didn't get the answer. */
	grace: boolean;
}

const usualOAuthBehaviour: OAuthBehaviour = {
	consent: 'grant',
	agentId: myAgentId,
	clients: undefined,
	clientSecret: undefined,
	redirectSchemes: undefined,
	pkce: 'checked',
	codeLifetime: 60,
	accessTokenLifetime: 43_199,
	statesLifetime: true,
	jwt: false,
	clockSkew: 0,
	rotation: true,
	grace: false,
};

export function oauthBehaviourOf(given: Partial<OAuthBehaviour> = {}): OAuthBehaviour {
	return { ...usualOAuthBehaviour, ...given };
}
