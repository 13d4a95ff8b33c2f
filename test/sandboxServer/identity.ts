// The client, site and API key to sign in to the sandbox with.
import type { ApiKey } from '../../src/sandbox/credentials';

/** For sign-ins by hand. Where the behaviour names no clients, every client id and every site is accepted. */
export const sandboxClientId = 'sandbox-client';
export const sandboxSiteId = 10_008;

/** Accepted by a sandbox whose options name it; no secret. */
export const sandboxApiKey: ApiKey = {
	email: 'robin.vandermeer-ash@example.com',
	key: 'sandbox-api-key',
	siteId: sandboxSiteId,
};
