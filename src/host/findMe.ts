// "Flip your status in the console and I will find you": watches the agents for a minute and asks before it believes. Sets no status.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../desk/desk';
import { changedAgents, narrowed } from '../desk/findMe';
import { isApiError } from '../service/errors';
import type { Agent, Id } from '../service/model';
import { SaidError } from './runCommand';

/** One watch takes so long at most, with a look every so often (ms). */
const longest = 60_000;
const lookEvery = 3_000;

/** The agent whose status the user flipped; undefined where they gave up. Rejects with an `ApiError`, or says that nothing changed. */
export async function findMe(desk: Desk, nameOf: (agent: Agent) => string): Promise<Id | undefined> {
	let candidates: readonly Id[] = [];
	for (;;) {
		const isAgain = candidates.length > 1;
		const changed = await watch(
			desk,
			isAgain
				? l10n.t(
						'{0} agents changed at the same time. Change your status in the agent console once more.',
						candidates.length,
					)
				: l10n.t(
						'Now change your status in the agent console. Frontdesk watches for a minute and sets nothing itself.',
					),
		);
		if (changed === 'cancelled') {
			return undefined;
		}
		if (changed.length === 0) {
			throw new SaidError(
				l10n.t(
					'No status changed within a minute. Choose yourself from the list, or try again and change it in the console.',
				),
			);
		}
		candidates = narrowed(candidates, changed);
		const [id] = candidates;
		if (candidates.length === 1 && id !== undefined) {
			return (await isMe(desk, id, nameOf)) ? id : undefined;
		}
	}
}

/** Ends with the first look at which somebody's status is another one than at the beginning, with nobody after a minute. */
async function watch(desk: Desk, title: string): Promise<readonly Id[] | 'cancelled'> {
	return await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
		async (_progress, cancelled) => {
			await desk.lookAtAgents();
			const before = desk.state.agents ?? [];
			for (let waited = 0; waited < longest; waited += lookEvery) {
				await pause(lookEvery, cancelled);
				if (cancelled.isCancellationRequested) {
					return 'cancelled';
				}
				await look(desk);
				const changed = changedAgents(before, desk.state.agents ?? []);
				if (changed.length > 0) {
					return changed;
				}
			}
			return [];
		},
	);
}

/** A look that fails now may succeed with the next one; only a sign-in that is over ends the watch. */
async function look(desk: Desk): Promise<void> {
	try {
		await desk.lookAtAgents();
	} catch (error) {
		if (!isApiError(error) || error.kind === 'unauthorized' || error.kind === 'aborted' || error.kind === 'throttled') {
			throw error;
		}
	}
}

async function isMe(desk: Desk, id: Id, nameOf: (agent: Agent) => string): Promise<boolean> {
	const agent = desk.state.agents?.find((row) => row.id === id);
	if (!agent) {
		return false;
	}
	const yes = { label: l10n.t('$(check) Yes, this is me') };
	const no = { label: l10n.t('$(close) No, somebody else changed at that moment') };
	const picked = await vscode.window.showQuickPick([yes, no], {
		title: l10n.t('{0} changed just now. Is this you?', nameOf(agent)),
		placeHolder: l10n.t('Frontdesk only asks: it sets no status by this'),
		ignoreFocusOut: true,
	});
	return picked === yes;
}

function pause(ms: number, cancelled: vscode.CancellationToken): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(done, ms);
		const listener = cancelled.onCancellationRequested(done);
		function done() {
			clearTimeout(timer);
			listener.dispose();
			resolve();
		}
	});
}
