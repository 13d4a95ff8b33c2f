// Which statuses can be offered to set, and which one a toggle leads to.
import { type Agent, sameStatus } from '../service/model';
import { isAwayStatus, type Me } from './state';

/**
 * Online and Away, then the custom ones of the setting, then those seen on any agent, each once; `Offline` cannot be set (API.md, Quirks).
 * The away status used last stands right after Online.
 */
export function statusChoices(agents: readonly Agent[], custom: readonly string[], lastAway: string): string[] {
	const all = ['Online', lastAway, 'Away', ...custom, ...agents.map(({ status }) => status)];
	const choices: string[] = [];
	for (const status of all.map((word) => word.trim())) {
		const settable = status !== '' && !sameStatus(status, 'offline');
		if (settable && !choices.some((choice) => sameStatus(choice, status))) {
			choices.push(status);
		}
	}
	return choices;
}

/** Where a toggle leads: Online ↔ the away status used last; from Offline, and from what nobody knows yet, to Online. */
export function toggledStatus(me: Me): string {
	const now = me.pending ?? me.agent?.status ?? '';
	return now !== '' && !isAwayStatus(now) && !sameStatus(now, 'offline') ? me.lastAway : 'Online';
}

/** Whether a command's argument is `{status}` with a text in it. */
export function isStatusArgument(argument: unknown): argument is { readonly status: string } {
	return (
		typeof argument === 'object' && argument !== null && typeof (argument as { status?: unknown }).status === 'string'
	);
}
