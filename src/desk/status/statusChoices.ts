// Which statuses can be offered to set, and which one a toggle leads to.
import { type Agent, sameStatus } from '../../service/model';
import { type DeskState, isAwayStatus, type Me } from '../state';

/**
 * What the toggle sets, the away status used last, Online and Away, then the custom ones: those that the service lists, in its order,
 * those of the setting, and those that any agent has or had; each once, in the spelling that comes first. `Offline` cannot be set (docs/api.md).
 */
export function statusChoices(
	{ agents, me, names, seenStatuses }: Pick<DeskState, 'agents' | 'me' | 'names' | 'seenStatuses'>,
	custom: readonly string[],
): string[] {
	const seen = agents?.map(({ status }) => status) ?? [];
	const all = [
		toggledStatus(me),
		me.lastAway,
		'Online',
		'Away',
		...names.awayStatuses,
		...custom,
		...seen,
		...seenStatuses,
	];
	const choices: string[] = [];
	for (const status of all.map((word) => word.trim())) {
		const settable = status !== '' && !sameStatus(status, 'offline');
		if (settable && !choices.some((choice) => sameStatus(choice, status))) {
			choices.push(status);
		}
	}
	return choices;
}

/** How many statuses of a site are remembered, and the length (UTF-16 units) of the longest. */
const mostSeen = 40;
const longestSeen = 60;

/** The statuses seen so far with those of these agents; the same list if none is new. Online, Away and Offline are always known. */
export function withSeenStatuses(seen: readonly string[], agents: readonly Agent[]): readonly string[] {
	const known = ['online', 'away', 'offline', '', ...seen];
	const added: string[] = [];
	for (const status of agents.map((agent) => agent.status.trim())) {
		if (status.length <= longestSeen && ![...known, ...added].some((other) => sameStatus(other, status))) {
			added.push(status);
		}
	}
	return added.length === 0 ? seen : [...seen, ...added].slice(-mostSeen);
}

/** The status that a toggle sets: Online ↔ the away status used last; Online if the current status is Offline or unknown. */
export function toggledStatus(me: Me): string {
	const current = me.pending ?? me.agent?.status ?? '';
	return current !== '' && !isAwayStatus(current) && !sameStatus(current, 'offline') ? me.lastAway : 'Online';
}

/** Whether a command's argument is `{status}` with a text in it. */
export function isStatusArgument(argument: unknown): argument is { readonly status: string } {
	return (
		typeof argument === 'object' && argument !== null && typeof (argument as { status?: unknown }).status === 'string'
	);
}
