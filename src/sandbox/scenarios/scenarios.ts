// The scenarios by name; they are part of development builds and tests, and the calm one alone ships.
import type { Scenario } from '../scenario';
import { hostileTexts } from './attacks';
import { flakyFault } from './flaky';
import { quirks } from './quirks';
import { createThrottle, tightLimit } from './throttle';

export const scenarios = {
	calm: {},
	// At a dwell of 20 about one visitor in a hundred changes between two polls.
	busy: { setting: { population: 5000, mixed: 120, dwell: 20, reluctance: 8 } },
	hostile: { setting: { texts: hostileTexts } },
	flaky: { fault: flakyFault },
	throttled: { createThrottle: () => createThrottle(tightLimit) },
	expired: { isExpired: true },
	quirks: { quirks },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

export function isScenarioName(name: string): name is ScenarioName {
	return Object.hasOwn(scenarios, name);
}

/** Undefined for an unknown name. */
export function scenarioOf(name: string): Scenario | undefined {
	return isScenarioName(name) ? scenarios[name] : undefined;
}
