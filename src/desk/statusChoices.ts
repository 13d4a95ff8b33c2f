// Which statuses can be offered to set, and which one a toggle leads to.
import { sameStatus } from '../service/model';
import { type DeskState, isAwayStatus, type Me } from './state';

/**
 * Online and Away, then the custom ones that the service names, in its order, those of the setting, and those seen on any agent;
 * each once, in the spelling that comes first. `Offline` cannot be set (docs/api.md). The away status used last stands right after Online.
 */
export function statusChoices(
	{ agents, me, names }: Pick<DeskState, 'agents' | 'me' | 'names'>,
	custom: readonly string[],
): string[] {
	const seen = agents?.map(({ status }) => status) ?? [];
	const all = ['Online', me.lastAway, 'Away', ...names.awayStatuses, ...custom, ...seen];
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
