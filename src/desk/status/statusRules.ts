// Runs the rules of my status in one window: takes steps when something changes or is due, asks, and sets what was answered.
import type { Desk } from '../desk';
import type { Env } from '../env';
import { errorName } from '../failureLog';
import { createSteps } from '../windows/steps';
import { type Action, type Answer, agentOf, type Question } from './actions';
import { warning } from './autoAway';
import { createAutoAwayWrites } from './autoAwayWrites';
import { extendedTimer } from './awayTimer';
import type { AwayTimer, Duty } from './duty';
import { dutyStep, recordEvery, unfocusedDelay } from './dutyStep';
import { type Facts, isAnyRuleOn, isAway, isOnline, meFacts, type StatusSettings, type WindowUse } from './facts';
import { nextShiftChange } from './workingHours';

interface StatusRulesOptions {
	readonly desk: Pick<Desk, 'state' | 'duty' | 'use' | 'onChange' | 'setMyStatus' | 'refreshAgents'>;
	readonly env: Pick<Env, 'clock' | 'log' | 'windowId'>;
	readonly use: () => WindowUse;
	readonly settings: () => StatusSettings;
	/** Asks the user. Resolves with undefined if the question was closed. */
	readonly ask: (question: Question) => Promise<Answer | undefined>;
	/** Sets a status because the user asked for it, and reports a failure. */
	readonly setStatus: (status: string) => Promise<void>;
	/** Tells the user that an automatic Away was undone. */
	readonly tellUndone: (status: string) => void;
	/** The rules that run for the same site after these were disposed, because the user signed in again; undefined if it isn't open. */
	readonly successor: () => StatusRules | undefined;
	/** Tells the user that an answer set nothing, because its question was about another agent or a site that isn't open. */
	readonly tellNothingSet: () => void;
}

export interface StatusRules {
	/** Takes a step now, because the use of the window or the settings changed. */
	check(): void;
	/** Acts on the answer to a question that these rules, or those before them for the same site, have asked. */
	follow(question: Question, answer: Answer): Promise<void>;
	dispose(): void;
}

/** Maximum time (ms) between two steps. */
const maxStepInterval = 10_000;

/** If this much time (ms) has passed since the last step, the machine was asleep or the clock was set. */
const asleepAfter = 30_000;

export function createStatusRules(options: StatusRulesOptions): StatusRules {
	const { desk, env, settings, use } = options;
	const { clock, log, windowId } = env;
	let lastStepAt: number | undefined;
	let hasWoken = false;
	let wokeAt: number | undefined;

	function isNeeded(): boolean {
		const { timer, auto } = desk.duty.current;
		return timer !== undefined || auto !== undefined || isAnyRuleOn(settings());
	}

	function facts(now: number): Facts {
		const lastUse = desk.use.current;
		return { me: meFacts(desk.state), use: use(), lastUse, settings: settings(), windowId, hasWoken, wokeAt, now };
	}

	function untilNext(): number | undefined {
		if (isNeeded()) {
			return untilStep(desk.duty.current, settings(), clock.now());
		}
		lastStepAt = undefined;
		return undefined;
	}

	function logFailure(reason: unknown): void {
		log.error(`a rule of my status failed because of an internal error: ${errorName(reason)}`);
	}

	async function step(): Promise<boolean> {
		const now = clock.now();
		hasWoken = lastStepAt !== undefined && Math.abs(now - lastStepAt) >= asleepAfter;
		wokeAt = hasWoken ? now : wokeAt;
		lastStepAt = now;
		if (isAnyRuleOn(settings())) {
			await desk.use.sync();
		}
		// Most steps change nothing: then nothing is written.
		const changes = isNeeded() && dutyStep(desk.duty.current, facts(clock.now()))[0] !== desk.duty.current;
		const action = changes
			? await desk.duty.change<Action | undefined>((duty, at) => dutyStep(duty, facts(at)))
			: undefined;
		await recordUse(); // after the step, which finds a return by the use before
		if (!action || steps.isDisposed) {
			return false;
		}
		act(action).catch(logFailure);
		return true;
	}

	/** For the windows with other sites. */
	async function recordUse(): Promise<void> {
		const now = clock.now();
		const { usedAt = 0, busyAt = 0 } = desk.use.current;
		const { isActive, isBusy } = use();
		const isDue = (isActive && now - usedAt >= recordEvery) || (isBusy && now - busyAt >= recordEvery);
		if (isDue && isAnyRuleOn(settings()) && !steps.isDisposed) {
			await desk.use.record({ isActive, isBusy });
		}
	}

	async function act(action: Action): Promise<void> {
		switch (action.kind) {
			case 'setAway':
				await writes.setAway(action.auto);
				break;
			case 'undo':
				await writes.undo(action.auto);
				break;
			default: {
				const answer = await shown(action);
				if (answer) {
					await follow(action, answer);
				}
			}
		}
	}

	/** Asks. The question of a timer is asked again by another window if this one is closed before it was answered. */
	async function shown(question: Question): Promise<Answer | undefined> {
		if (question.kind !== 'askTimer') {
			return await options.ask(question);
		}
		let stop: (() => void) | undefined;
		const mark = (isShown: boolean) =>
			desk.duty.change((duty, now) => {
				const { timer } = duty;
				const isSame = timer?.isAsked && isSameTimer(timer, question.timer);
				return [isSame ? { ...duty, timer: { ...timer, shownAt: isShown ? now : undefined } } : duty, undefined];
			});
		const markAgain = () => {
			stop = clock.setTimer(() => {
				if (!steps.isDisposed || options.successor() !== undefined) {
					void mark(true);
					markAgain();
				}
			}, recordEvery);
		};
		markAgain();
		const answer = await options.ask(question);
		stop?.();
		await mark(false);
		return answer;
	}

	/** Acts on the state at the time of the answer, which may come hours after the question. */
	async function follow(question: Question, answer: Answer): Promise<void> {
		if (question.kind === 'warn') {
			await desk.duty.change((duty, now) => {
				const isSame = duty.auto?.stage === 'warned' && duty.auto.at === question.auto.at;
				return [isSame ? { ...duty, auto: undefined, usedAt: now } : duty, undefined];
			});
			return;
		}
		if (question.kind === 'askTimer' && answer !== 'goOnline') {
			await desk.duty.change((duty, now) => {
				const { timer } = duty;
				const isSame = timer && isSameTimer(timer, question.timer);
				const next = timer && answer === 'moreMinutes' ? extendedTimer(timer, now) : undefined;
				return [isSame ? { ...duty, timer: next } : duty, undefined];
			});
		} else if (answer === 'goOnline' || answer === 'goAway') {
			await setAnswered(question, answer);
		}
	}

	async function setAnswered(question: Question, answer: Answer): Promise<void> {
		const me = meFacts(desk.state);
		if (steps.isDisposed) {
			const next = options.successor();
			await (next ? next.follow(question, answer) : options.tellNothingSet());
		} else if (me.id !== agentOf(question)) {
			options.tellNothingSet();
		} else if (answer === 'goOnline' && !isOnline(me)) {
			await options.setStatus('Online');
		} else if (answer === 'goAway' && question.kind === 'askEnd' && !isAway(me)) {
			await options.setStatus(question.status); // the one that the button names
		}
	}

	const steps = createSteps({ clock, step, untilNext, onFailure: logFailure });
	const writes = createAutoAwayWrites({
		...options,
		isDisposed: () => steps.isDisposed,
		askReturned: (auto) => act({ kind: 'askReturned', id: auto.id, status: auto.status }),
	});
	const unlisten = desk.onChange((state, before) => {
		if (state.me !== before.me || state.awayTimer !== before.awayTimer || state.agentsAsOf !== before.agentsAsOf) {
			steps.check();
		}
	});
	steps.check();
	return {
		check: steps.check,
		follow,
		dispose() {
			steps.dispose();
			unlisten();
		},
	};
}

function isSameTimer(a: AwayTimer, b: AwayTimer): boolean {
	return a.id === b.id && a.key === b.key;
}

/** The time (ms) until something may be due. */
function untilStep({ timer, auto }: Duty, { workingHours }: StatusSettings, now: number): number {
	const instants = [
		timer?.endsAt,
		timer && timer.endsAt + unfocusedDelay,
		auto?.stage === 'warned' ? auto.at + warning : undefined,
		nextShiftChange(workingHours, now),
	];
	const spans = instants.map((instant) => (instant === undefined || instant <= now ? maxStepInterval : instant - now));
	return Math.min(maxStepInterval, ...spans);
}
