// Creates the clients of the service and of the sandbox, and loads the code of each with its first use.
import type { Clients } from './host/sites/clients';
import type { Sandbox } from './sandbox/chatServer';
import type { Ports } from './service/ports';

/** Set by esbuild.js: false in the released bundle, which contains only the calm scenario. */
declare const HAS_SCENARIOS: boolean;

/**
 * Service and sandbox are loaded by dynamic imports: activation needs neither.
 * @param onSandbox called with each sandbox that is opened
 */
export function createClients(ports: Ports, onSandbox: (sandbox: Sandbox) => void): Clients {
	const counted = (onRequest: (() => void) | undefined): Ports => ({
		...ports,
		fetch(url, request) {
			onRequest?.();
			return ports.fetch(url, request);
		},
	});
	return {
		async createClient(baseUrl, session, onRequest) {
			const { createClient } = await import('./service/client');
			return createClient(counted(onRequest), baseUrl, session);
		},
		async createOAuthClient(onRequest) {
			const { authorizeUrl, exchangeCode, randomText, readUserInfo, refreshTokens } = await import('./service/oauth');
			const authority = counted(onRequest);
			return {
				request: (client) => ({ ...client, state: randomText(), verifier: randomText() }),
				url: authorizeUrl,
				exchange: (request, code, signal) => exchangeCode(authority, request, code, signal),
				refresh: (tokens, signal) => refreshTokens(authority, tokens, signal),
				userInfo: (controlPanelUrl, token, signal) => readUserInfo(authority, controlPanelUrl, token, signal),
			};
		},
		async createSandboxClient(scenario) {
			const { createSandbox, sandboxBaseUrl, sandboxToken } = await import('./sandbox/chatServer');
			const { scenarioOf } = HAS_SCENARIOS ? await import('./sandbox/scenarios/scenarios') : {};
			const named = scenarioOf?.(scenario);
			if (!named && scenario !== 'calm') {
				ports.log.warn('this build has no scenario of that name: the calm one is used');
			}
			const { createClient } = await import('./service/client');
			const { fixedSession } = await import('./service/session');
			const sandbox = createSandbox({
				scenario: named ?? {},
				clock: ports,
				// So that the sample data has names; aliases take precedence.
				behaviour: { management: true },
			});
			onSandbox(sandbox);
			const session = fixedSession({ kind: 'accessToken', accessToken: sandboxToken });
			const client = createClient({ ...ports, fetch: sandbox.fetch }, sandboxBaseUrl, session);
			return { client, myAgentId: sandbox.myAgentId };
		},
	};
}
