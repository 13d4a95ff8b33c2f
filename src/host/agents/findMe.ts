// "Flip your status in the console and I will find you": watches the agents for a minute and asks before it believes. Sets no status.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { narrowCandidates, watchStatuses } from '../../desk/findMe';
import type { Id } from '../../service/model';
import { UserFacingError } from '../runCommand';

/** The agent whose status the user flipped; undefined where they gave up. Rejects with an `ApiError`, or says that nothing changed. */
export async function findMe(
	desk: Desk,
	nameOf: (id: Id) => string,
	ended: vscode.CancellationToken | undefined,
): Promise<Id | undefined> {
	const others: Id[] = [];
	let candidates: readonly Id[] = [];
	for (;;) {
		const isAgain = candidates.length > 1;
		const changed = await watch(
			desk,
			others,
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
			throw new UserFacingError(
				l10n.t(
					'No status changed within a minute. Choose yourself from the list, or try again and change it in the console.',
				),
			);
		}
		candidates = narrowCandidates(candidates, changed);
		const [id] = candidates;
		if (candidates.length === 1 && id !== undefined) {
			const isMe = await askWhether(nameOf(id), ended);
			if (isMe !== false) {
				return isMe && id;
			}
			others.push(id);
			candidates = [];
		}
	}
}

async function watch(desk: Desk, others: readonly Id[], title: string): Promise<readonly Id[] | 'cancelled'> {
	return await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
		async (_progress, token) => {
			const cancel = new AbortController();
			token.onCancellationRequested(() => cancel.abort());
			const setTimer = (callback: () => void, delay: number) => {
				const timer = setTimeout(callback, delay);
				return () => clearTimeout(timer);
			};
			const changed = await watchStatuses(desk, { setTimer, cancelled: cancel.signal, others });
			return cancel.signal.aborted ? 'cancelled' : changed;
		},
	);
}

/** Undefined where the user gave up, or `ended` says that the site is gone. */
async function askWhether(
	name: string,
	ended: vscode.CancellationToken | undefined,
): Promise<true | false | undefined> {
	const yes = { label: l10n.t('$(check) Yes, this is me') };
	const no = { label: l10n.t('$(close) No, somebody else: watch again') };
	const picked = await vscode.window.showQuickPick(
		[yes, no],
		{
			title: l10n.t('{0} changed just now. Is this you?', name),
			placeHolder: l10n.t('Frontdesk only asks: it sets no status by this'),
			ignoreFocusOut: true,
		},
		ended,
	);
	return picked && picked === yes;
}
