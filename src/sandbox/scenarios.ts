// The scenarios by name and what each asks of the world; how a fault looks on the wire is in faults.ts, how a row is disfigured in attacks.ts and quirks.ts.

export const scenarios = ['calm', 'busy', 'hostile', 'flaky', 'throttled', 'expired', 'quirks'] as const;

export type Scenario = (typeof scenarios)[number];

export function isScenario(name: unknown): name is Scenario {
	return scenarios.some((scenario) => scenario === name);
}

/** What the world itself needs to know; plain data. */
export interface Setting {
	/** How many visitors are in the list at any time. */
	readonly population: number;
	/** How many of the first visitors are dealt every status there is; the others are on the site. */
	readonly mixed: number;
	/** How much longer than in `calm` a visitor stays on one page. */
	readonly dwell: number;
	/** How much less often than in `calm` a page leads to a chat: twelve agents serve any population. */
	readonly reluctance: number;
	/** Whether every text of a visitor and most agents' statuses hold an attack. */
	readonly hostile: boolean;
}

const calm: Setting = { population: 40, mixed: 40, dwell: 1, reluctance: 1, hostile: false };

/** At a dwell of 20 about one visitor in a hundred changes between two polls. */
const busy: Setting = { population: 5000, mixed: 120, dwell: 20, reluctance: 8, hostile: false };

export function settingOf(scenario: Scenario): Setting {
	switch (scenario) {
		case 'busy':
			return busy;
		case 'hostile':
			return { ...calm, hostile: true };
		default:
			return calm;
	}
}
