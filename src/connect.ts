// Makes the clients of the host out of service and sandbox, each loaded when it is first needed; start.ts hands in the ports.
import type { Clients } from './host/sites/clients';
import type { Sandbox } from './sandbox/chatServer';
import type { Ports } from './service/ports';

/** The schemas are built when the service is loaded, and the sandbox is seldom needed: both come by one dynamic import. */
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
			const { createClient } = await import('./service/lazyService');
			return createClient(counted(onRequest), baseUrl, session);
		},
		async createOAuthClient(onRequest) {
			const { authorizeUrl, exchangeCode, randomText, readUserInfo, refreshTokens } = await import(
				'./service/lazyService'
			);
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
			const { createSandbox, isScenario, myAgentId, sandboxBaseUrl, sandboxToken } = await import(
				'./sandbox/chatServer'
			);
			const { createClient, fixedSession } = await import('./service/lazyService');
			const sandbox = createSandbox({
				scenario: isScenario(scenario) ? scenario : 'calm',
				clock: ports,
				// Names read better than ids in what is shown to be looked at; an alias still wins over them.
				behaviour: { management: true },
			});
			onSandbox(sandbox);
			const session = fixedSession({ kind: 'accessToken', accessToken: sandboxToken });
			return { client: createClient({ ...ports, fetch: sandbox.fetch }, sandboxBaseUrl, session), myAgentId };
		},
	};
}
