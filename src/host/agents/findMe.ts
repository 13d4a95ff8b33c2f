// "Find me by my status": watches which agent's status changes while the user changes theirs in the agent console. It sets no status.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { narrowCandidates, watchStatuses } from '../../desk/findMe';
import type { ShownDesk } from '../../present/privacy/shown';
import type { Id } from '../../service/model';
import { clock } from '../clock';
import { consoleStep, UserFacingError } from '../runCommand';

/**
 * The agent whose status changed and whom the user confirmed. Undefined if the user cancels or the desk has `ended`.
 * @throws UserFacingError if no status changed within a minute; rejects with an `ApiError` if the agents can't be read
 */
export async function findMe(
	desk: ShownDesk,
	nameOf: (id: Id) => string,
	ended: vscode.CancellationToken,
): Promise<Id | undefined> {
	const others: Id[] = [];
	let candidates: readonly Id[] = [];
	for (;;) {
		const title =
			candidates.length > 1
				? l10n.t(
						'{0} agents changed at the same time. Change your status in the agent console once more.',
						candidates.length,
					)
				: l10n.t(
						"Now change your status in the agent console. Frontdesk watches for a minute and doesn't set a status itself.",
					);
		const changed = await watch(
			desk,
			others,
			ended,
			`${title} [${l10n.t('Open Agent Console')}](command:frontdesk.openConsole)`,
		);
		if (changed === 'cancelled') {
			return undefined;
		}
		if (changed.length === 0) {
			throw new UserFacingError(
				l10n.t(
					'No status changed within a minute. Select yourself from the list, or try again and change it in the agent console.',
				),
				consoleStep(),
			);
		}
		candidates = narrowCandidates(candidates, changed);
		const [id] = candidates;
		if (candidates.length === 1 && id !== undefined) {
			const isMe = await confirm(nameOf(id), ended);
			if (isMe !== false) {
				return isMe && id;
			}
			others.push(id);
			candidates = [];
		}
	}
}

async function watch(
	desk: ShownDesk,
	others: readonly Id[],
	ended: vscode.CancellationToken,
	title: string,
): Promise<readonly Id[] | 'cancelled'> {
	return await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
		async (_progress, token) => {
			const cancel = new AbortController();
			const listeners = [token, ended].map((each) => each.onCancellationRequested(() => cancel.abort()));
			if (ended.isCancellationRequested) {
				cancel.abort();
			}
			try {
				const changed = await watchStatuses(desk, { setTimer: clock.setTimer, cancelled: cancel.signal, others });
				return cancel.signal.aborted ? 'cancelled' : changed;
			} finally {
				vscode.Disposable.from(...listeners).dispose();
			}
		},
	);
}

/** Undefined if the user cancels or the desk has `ended`. */
async function confirm(name: string, ended: vscode.CancellationToken): Promise<boolean | undefined> {
	const yes = { label: l10n.t('Yes, this is me'), iconPath: new vscode.ThemeIcon('check') };
	const no = { label: l10n.t('No, someone else. Watch again'), iconPath: new vscode.ThemeIcon('close') };
	const picked = await vscode.window.showQuickPick(
		[yes, no],
		{
			title: l10n.t('{0} changed just now. Is this you?', name),
			placeHolder: l10n.t("This doesn't set a status"),
			ignoreFocusOut: true,
		},
		ended,
	);
	return picked && picked === yes;
}
