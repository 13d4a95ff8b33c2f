// The control panel of a site as the Chat Server needs it: who answers below /oauth/, and which tokens hold. oauth.ts makes a real one.
import type { Answer, Request } from './answer';
import type { OAuthActs } from './oauth';

export interface ControlPanel {
	readonly acts: OAuthActs;
	/** Whether the request is one for this server, at any prefix of the path. */
	serves(request: Request): boolean;
	answer(request: Request): Promise<Answer>;
	/** Whether an access token that was given out here still holds. */
	accepts(token: string): boolean;
}

/** A site without one, as the sample data are: nothing is served, and no token of its own holds. */
export function withoutControlPanel(): ControlPanel {
	const none = (): never => {
		throw new Error('this sandbox was made without a control panel');
	};
	return {
		acts: { refreshes: 0, issued: [], expireAccessTokens: none, revokeRefreshTokens: none, issueTokens: none },
		serves: () => false,
		answer: none,
		accepts: () => false,
	};
}
