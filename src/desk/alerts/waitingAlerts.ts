// Runs the waiting alerts in one window: takes steps when something changes or is due, and tells the user.
import type { Desk } from '../desk';
import type { Env } from '../env';
import { errorName } from '../failureLog';
import { createSteps } from '../windows/steps';
import { type AlertFacts, type AlertSettings, alertStep, untilAlert, type WaitingAlert } from './alertStep';

interface WaitingAlertsOptions {
	readonly desk: Pick<Desk, 'alerts' | 'onChange'>;
	readonly env: Pick<Env, 'clock' | 'log'>;
	readonly isFocused: () => boolean;
	readonly settings: () => AlertSettings;
	/** Shows the notification; it is the only one of all windows. */
	readonly tell: (alert: WaitingAlert) => Promise<void>;
}

export interface WaitingAlerts {
	/** Takes a step now, because the use of the window or the settings changed. */
	check(): void;
	dispose(): void;
}

/** Minimum and maximum time (ms) between two steps. */
const shortestWait = 500;
const longestWait = 10_000;

export function createWaitingAlerts({ desk, env, isFocused, settings, tell }: WaitingAlertsOptions): WaitingAlerts {
	const { clock, log } = env;
	function facts(now: number): AlertFacts {
		return { settings: settings(), isFocused: isFocused(), now };
	}

	function untilNext(): number | undefined {
		const next = untilAlert(desk.alerts.current, facts(clock.now()));
		// An alert that is due may have to wait for a poll, which takes a step too.
		return next === undefined
			? undefined
			: Math.min(longestWait, next > 0 ? Math.max(shortestWait, next) : longestWait);
	}

	async function step(): Promise<boolean> {
		const { current } = desk.alerts;
		// Most steps change nothing: then nothing is written.
		if (alertStep(current, facts(clock.now()))[0] === current.alerts) {
			return false;
		}
		const alert = await desk.alerts.change((data, now) => alertStep(data, facts(now)));
		if (alert && !steps.isDisposed) {
			tell(alert).catch(logFailure);
		}
		return false;
	}

	function logFailure(reason: unknown): void {
		log.error(`an alert failed because of an internal error: ${errorName(reason)}`);
	}

	const steps = createSteps({ clock, step, untilNext, onFailure: logFailure });
	const unlisten = desk.onChange((state, before) => {
		const { waits, visitorsAsOf, snooze } = state;
		if (waits !== before.waits || visitorsAsOf !== before.visitorsAsOf || snooze !== before.snooze) {
			steps.check();
		}
	});
	steps.check();
	return {
		check: steps.check,
		dispose() {
			steps.dispose();
			unlisten();
		},
	};
}
