// How this Chat Server decides what its reference leaves open; a test sets what it needs, also in the middle of a run.
import { customAwayStatuses } from './agents';
import { myAgentId } from './rows';

/**
 * What becomes of a write: `accept` it · `forbid` it with 403 (an ordinary agent may lack the right, API.md) · `refuse` it with 400 ·
 * `applyAndHang`: it is done, and the answer never comes.
 */
export type Writes = 'accept' | 'forbid' | 'refuse' | 'applyAndHang';

/** How the OAuth server decides (API.md, Signing in). What is already given out keeps its end. */
export interface OAuthBehaviour {
	consent: 'grant' | 'deny';
	/** Whose console the browser is signed in to: the agent for whom the next code is given out. */
	agentId: string;
	/** Registered client ids; every one without it. */
	clients: readonly string[] | undefined;
	/** Wanted of every client; with undefined none is, and one that comes is not read. */
	clientSecret: string | undefined;
	/** Schemes of redirect addresses that are accepted, as `https:`; every one without it (open in API.md). */
	redirectSchemes: readonly string[] | undefined;
	/** `checked`: a challenge that was sent must be met. `ignored`: as a server that does not know PKCE (open in API.md). */
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
	/** Whether a refresh gives out another refresh token and uses up the old one; otherwise the same is answered again. */
	rotation: boolean;
	/** Whether a refresh token that was used up is taken once more, for a client whom the answer did not reach. */
	grace: boolean;
}

export interface Behaviour {
	oauth: OAuthBehaviour;
	/** Whether PUT visitors adds to the custom variables or takes the place of all of them (open in API.md). */
	variables: 'merge' | 'replace';
	/** `drop`: a variable is kept only if the visitor has it or the site has defined it. */
	unknownVariables: 'keep' | 'drop';
	/** `trim`: values lose the white space round them. */
	values: 'keep' | 'trim';
	variableWrites: Writes;
	statusWrites: Writes;
	/** Custom away statuses that are enabled, as they are written. */
	awayStatuses: readonly string[];
	/** Whether the token may read agents' names, departments, away statuses and variable definitions. */
	management: boolean;
	/** Milliseconds before every answer; needs a clock with timers. */
	latency: number;
}

/** What a test says of the behaviour beforehand. */
export type BehaviourOptions = Partial<Omit<Behaviour, 'oauth'>> & { readonly oauth?: Partial<OAuthBehaviour> };

const usualBehaviour: Behaviour = {
	oauth: {
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
	},
	variables: 'merge',
	unknownVariables: 'keep',
	values: 'keep',
	variableWrites: 'accept',
	statusWrites: 'accept',
	awayStatuses: customAwayStatuses,
	management: false,
	latency: 0,
};

/** The behaviour of one server, which may be changed: the usual one but for what is given. */
export function behaviourOf(given: BehaviourOptions = {}): Behaviour {
	return { ...usualBehaviour, ...given, oauth: { ...usualBehaviour.oauth, ...given.oauth } };
}
