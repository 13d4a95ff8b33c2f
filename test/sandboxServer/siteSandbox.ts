// A sandbox by the name of its scenario, with the OAuth server of its control panel behind the same fetch.
import type { Behaviour } from '../../src/sandbox/behaviour';
import { createSandbox, type Sandbox, type SandboxOptions, sandboxToken } from '../../src/sandbox/chatServer';
import type { Scenario } from '../../src/sandbox/scenario';
import { type ScenarioName, scenarios } from '../../src/sandbox/scenarios/scenarios';
import { createThrottle, type Limit } from '../../src/sandbox/scenarios/throttle';
import { type OAuthBehaviour, oauthBehaviourOf } from './oauthBehaviour';
import { createOAuthServer, type OAuthActs } from './oauthServer';

export interface SiteSandboxOptions extends Omit<SandboxOptions, 'scenario' | 'behaviour' | 'controlPanel'> {
	/** Default: 'calm'. */
	readonly scenario?: ScenarioName;
	readonly behaviour?: Partial<Behaviour> & { readonly oauth?: Partial<OAuthBehaviour> };
	/** A limit on calls, in place of the scenario's. */
	readonly limit?: Limit;
}

export interface SiteSandbox extends Sandbox {
	/** May be changed at any time. */
	readonly behaviour: Behaviour & { readonly oauth: OAuthBehaviour };
	readonly oauth: OAuthActs;
}

export function createSiteSandbox(options: SiteSandboxOptions): SiteSandbox {
	const { scenario: name = 'calm', behaviour: { oauth: oauthOptions, ...behaviour } = {}, limit, ...rest } = options;
	const { seed = 1, clock, token = sandboxToken, credentials } = options;
	const named: Scenario = scenarios[name];
	const scenario: Scenario = limit ? { ...named, createThrottle: () => createThrottle(limit) } : named;
	const { texts } = { ...scenario.setting };
	const oauthBehaviour = oauthBehaviourOf(oauthOptions);
	let replaced = 0;
	const oauth = createOAuthServer({
		seed,
		now: () => clock.now(),
		behaviour: oauthBehaviour,
		isExpired: scenario.isExpired ?? false,
		fixedTokens: scenario.isExpired ? [] : (credentials?.tokens ?? [token]),
		hasCapitalIds: scenario.quirks !== undefined,
		replaceText: (text) => texts?.text(replaced++) ?? text,
	});
	const sandbox = createSandbox({ ...rest, scenario, behaviour, controlPanel: oauth });
	return {
		...sandbox,
		behaviour: Object.assign(sandbox.behaviour, { oauth: oauthBehaviour }),
		oauth: oauth.acts,
	};
}
