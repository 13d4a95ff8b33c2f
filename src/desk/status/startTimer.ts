// Away For…: goes away, and starts the timer for the status that the service then has.
import type { Agent } from '../../service/model';
import type { Desk } from '../desk';
import { isAwayStatus } from '../state';
import { type AwayLength, newTimer } from './awayTimer';

/** @param setStatus sets my status because the user asked for it; returns my row as answered, or undefined if the user cancels */
export async function startAwayTimer(
	desk: Pick<Desk, 'state' | 'duty' | 'refreshAgents'>,
	length: AwayLength,
	setStatus: (status: string) => Promise<Agent | undefined>,
): Promise<void> {
	const agent = (await awayByRead(desk)) ?? (await setStatus(desk.state.me.lastAway));
	if (agent) {
		await desk.duty.change((duty, now) => [{ ...duty, timer: newTimer(agent, length, now) }, undefined]);
	}
}

/** My row if I have an away status, which then stays: by a read of just now, because I may have gone online in the console. */
async function awayByRead(desk: Pick<Desk, 'state' | 'refreshAgents'>): Promise<Agent | undefined> {
	const away = () => {
		const { agent, pending } = desk.state.me;
		return agent && pending === undefined && isAwayStatus(agent.status) ? agent : undefined;
	};
	if (!away()) {
		return undefined;
	}
	try {
		await desk.refreshAgents();
		return away();
	} catch {
		return undefined; // the write then tells what the user needs to know
	}
}
