// Windows of one VS Code in which the rules of my status run: the test moves the clock, uses the windows and answers the questions.
import type { Answer, Question } from '../../../src/desk/status/actions';
import type { StatusSettings, WindowUse } from '../../../src/desk/status/facts';
import { createStatusRules, type StatusRules } from '../../../src/desk/status/statusRules';
import { parseWorkingHours } from '../../../src/desk/status/workingHours';
import { agent } from '../../fixtures/fakeServer';
import { type FakeWindow, type Machine, machine, me } from '../../fixtures/windows';

export const minute = 60_000;
export const hour = 60 * minute;

interface Asked {
	readonly window: RuleWindow;
	readonly question: Question;
	/** Undefined closes the question. */
	answer(answer: Answer | undefined): Promise<void>;
}

interface RuleWindow {
	readonly window: FakeWindow;
	readonly rules: StatusRules;
	/** Whether the site is still open in the window. */
	readonly isOpen: boolean;
	use: WindowUse;
}

export interface RuleWorld {
	readonly machine: Machine;
	readonly windows: RuleWindow[];
	readonly asked: Asked[];
	/** The statuses that were undone automatically, as told to the user. */
	readonly undone: string[];
	settings: StatusSettings;
	/** How often an answer was said to have set nothing. */
	nothingSet: number;
	/** @param site another site than that of the other windows */
	open(site?: string): RuleWindow;
	/** Signs in again in that window: its rules are replaced. */
	restart(window: RuleWindow): void;
	/** Another site is opened in that window. */
	leave(window: RuleWindow): void;
	/** The windows that are used from now on; all others are idle. The first of them has the focus. */
	use(...used: readonly RuleWindow[]): void;
	/** Changes what a window does without changing its use. */
	busy(window: RuleWindow, isBusy: boolean): void;
	advance(ms: number): Promise<void>;
	/** Runs an act of the user while the clock moves on. */
	during<Result>(act: Promise<Result>, ms?: number): Promise<Result>;
	/** Changes my status as the agent console does. */
	console(status: string, chats?: number): void;
	/** The status that the service has. */
	status(): string | undefined;
	/** Writes of a status so far. */
	puts(): number;
}

export const noRules: StatusSettings = { autoAway: 0, returnPrompt: false, workingHours: [] };

export function hours(text: string): StatusSettings {
	return { ...noRules, workingHours: parseWorkingHours(text) ?? [] };
}

/** @param start instant (ms) */
export async function ruleWorld(
	options: Parameters<typeof machine>[0] & {
		readonly settings?: Partial<StatusSettings>;
		readonly count?: number;
		/** Starts the rules of a window in another way. */
		readonly startRules?: typeof createStatusRules;
	} = {},
): Promise<RuleWorld> {
	const { settings, count = 1, startRules = createStatusRules, ...rest } = options;
	const made = machine(rest);
	const { clock, server } = made;
	const windows: RuleWindow[] = [];
	const asked: Asked[] = [];
	const undone: string[] = [];
	const starts = new Map<RuleWindow, () => void>();
	const world: RuleWorld = {
		machine: made,
		windows,
		asked,
		undone,
		settings: { ...noRules, ...settings },
		nothingSet: 0,
		open(site) {
			const window = made.open('unfocused', site === undefined ? {} : { site });
			const opened: { -readonly [Key in keyof RuleWindow]: RuleWindow[Key] } = {
				window,
				use: { isActive: false, isFocused: false, isBusy: false },
				rules: { check: () => undefined, follow: async () => undefined, dispose: () => undefined },
				isOpen: true,
			};
			const windowId = `w${windows.length}`;
			starts.set(opened, () => {
				opened.rules.dispose();
				opened.rules = startRules({
					desk: window.desk,
					env: {
						clock: { now: clock.now, setTimer: (callback, ms) => clock.setTimer(() => window.over || callback(), ms) },
						log: window.log,
						windowId,
					},
					use: () => opened.use,
					settings: () => world.settings,
					ask: (question) =>
						new Promise((resolve) => {
							asked.push({
								window: opened,
								question,
								async answer(answer) {
									resolve(answer);
									await clock.advance(2_000);
								},
							});
						}),
					setStatus: async (status) => void (await window.desk.setMyStatus(status)),
					tellUndone: (status) => void undone.push(status),
					successor: () => (opened.isOpen && !window.over ? opened.rules : undefined),
					tellNothingSet: () => void world.nothingSet++,
				});
			});
			starts.get(opened)?.();
			windows.push(opened);
			return opened;
		},
		restart: (window) => starts.get(window)?.(),
		leave(window) {
			window.rules.dispose();
			(window as { isOpen: boolean }).isOpen = false;
		},
		use(...used) {
			for (const each of windows.filter(({ window }) => !window.over)) {
				const isActive = used.includes(each);
				each.use = { ...each.use, isActive, isFocused: each === used[0] };
				each.window.attention = each === used[0] ? 'focused' : isActive ? 'unfocused' : 'inactive';
				each.window.desk.reschedule();
				each.rules.check();
			}
		},
		busy(window, isBusy) {
			window.use = { ...window.use, isBusy };
			window.rules.check();
		},
		advance: clock.advance,
		async during(act, ms = 2_000) {
			const [result] = await Promise.all([act, clock.advance(ms)]);
			return result;
		},
		console(status, chats = 0) {
			server.agents = server.agents.map((row) => (row.id === me ? agent(me, status, chats) : row));
		},
		status: () => server.agents.find(({ id }) => id === me)?.status,
		puts: () => server.calls.setAgentStatus,
	};
	for (let n = 0; n < count; n++) {
		world.open();
	}
	const [first] = windows;
	if (first) {
		world.use(first);
	}
	await clock.advance(10_000);
	return world;
}

export function firstOf({ windows }: RuleWorld): RuleWindow {
	const [window] = windows;
	if (!window) {
		throw new Error('no window is open');
	}
	return window;
}

/** Runs a test in a time zone. */
export async function inZone(zone: string, test: () => Promise<void> | void): Promise<void> {
	const before = process.env.TZ;
	process.env.TZ = zone;
	try {
		await test();
	} finally {
		if (before === undefined) {
			delete process.env.TZ;
		} else {
			process.env.TZ = before;
		}
	}
}
