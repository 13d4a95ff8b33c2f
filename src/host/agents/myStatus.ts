// The commands Toggle My Status and Set My Status…. Only the user sets a status (docs/rules.md#rule-1).
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { isStatusArgument, statusChoices, toggledStatus } from '../../desk/statusChoices';
import { refusedStatusText, statusOutcomeText } from '../../present/statusOutcome';
import { escapeIcons, toSingleLine } from '../../present/text';
import { isApiError } from '../../service/errors';
import { sameStatus } from '../../service/model';
import { ask } from '../input/ask';
import { UserFacingError } from '../runCommand';
import type { Settings } from '../settings';
import { selectMyAgent } from './myAgent';

/**
 * Sets the status, after asking which agent the user is if that is unknown.
 * @throws UserFacingError with the reason if it was not set, or if that isn't known
 */
async function setStatus(
	desk: Desk,
	status: string,
	settings: Settings,
	ended: vscode.CancellationToken,
): Promise<void> {
	if (desk.state.me.id === undefined && !(await selectMyAgent(desk, settings.agentAliases, ended))) {
		return;
	}
	const outcome = await desk.setMyStatus(status).catch((error: unknown) => {
		const text = isApiError(error) ? refusedStatusText(status, error) : undefined;
		throw text === undefined ? error : new UserFacingError(text);
	});
	const text = statusOutcomeText(status, outcome);
	if (text !== undefined) {
		throw new UserFacingError(text);
	}
}

export async function toggleMyStatus(desk: Desk, settings: Settings, ended: vscode.CancellationToken): Promise<void> {
	if (desk.state.me.id === undefined) {
		await selectMyAgent(desk, settings.agentAliases, ended); // the first click only selects my agent
		return;
	}
	await setStatus(desk, toggledStatus(desk.state.me), settings, ended);
}

/** @param argument `{status}` of a keyboard shortcut or link; without it the user is asked */
export async function setMyStatus(
	desk: Desk,
	argument: unknown,
	settings: Settings,
	ended: vscode.CancellationToken,
): Promise<void> {
	const status = isStatusArgument(argument) ? argument.status.trim() : await pickStatus(desk, settings, ended);
	if (status !== undefined && status !== '') {
		await setStatus(desk, status, settings, ended);
	}
}

interface StatusItem extends vscode.QuickPickItem {
	readonly status: string;
}

async function pickStatus(
	desk: Desk,
	settings: Settings,
	ended: vscode.CancellationToken,
): Promise<string | undefined> {
	const { me } = desk.state;
	const current = me.pending ?? me.agent?.status ?? '';
	const items = statusChoices(desk.state, settings.customStatuses).map(
		(status): StatusItem => ({
			status,
			label: escapeIcons(toSingleLine(status, 60)),
			description: sameStatus(status, current)
				? l10n.t({ message: 'current', comment: 'Adjective, beside the status or site that is set now' })
				: '',
			iconPath: new vscode.ThemeIcon(sameStatus(status, 'online') ? 'circle-filled' : 'circle-slash'),
		}),
	);
	const picker = vscode.window.createQuickPick<StatusItem>();
	picker.title = l10n.t('Set My Status');
	picker.placeholder = l10n.t('Select a status, or type the name of another away status');
	picker.items = items;
	picker.onDidChangeValue((value) => {
		const typed = value.trim();
		const known = items.some(({ status }) => sameStatus(status, typed));
		const free: StatusItem = {
			status: typed,
			label: l10n.t({
				message: 'Set “{0}”',
				comment: 'Verb: sets the own status to {0}',
				args: [escapeIcons(toSingleLine(typed, 60))],
			}),
			description: l10n.t('as typed'),
			iconPath: new vscode.ThemeIcon('edit'),
			alwaysShow: true,
		};
		picker.items = typed === '' || known ? items : [...items, free];
	});
	// Enter can come before the row of the typed text: without a selected row, the text is meant.
	return await ask<string>(picker, ended, (answer) =>
		picker.onDidAccept(() => answer(picker.selectedItems[0]?.status ?? picker.value)),
	);
}
