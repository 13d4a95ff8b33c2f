// Setting my own status: the toggle, the picker and free text. A status is never set but by an act of the user (PRODUCT.md, rule 1).
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { isStatusArgument, statusChoices, toggledStatus } from '../../desk/statusChoices';
import { errorText } from '../../present/errorTexts';
import { escapeIcons, toSingleLine } from '../../present/text';
import { isApiError } from '../../service/errors';
import { sameStatus } from '../../service/model';
import { ask } from '../input/ask';
import { UserFacingError } from '../runCommand';
import type { Settings } from '../settings';
import { selectMyAgent } from './myAgent';

/** Sets the status after making sure who I am; a refusal is said with its reason. */
async function setStatus(
	desk: Desk,
	status: string,
	settings: Settings,
	ended: vscode.CancellationToken,
): Promise<void> {
	if (desk.state.me.id === undefined && !(await selectMyAgent(desk, settings.agentAliases, ended))) {
		return;
	}
	try {
		await desk.setMyStatus(status);
	} catch (error) {
		throw refusal(status, error);
	}
}

/** The words for a refused status; other failures stay what they are. */
function refusal(status: string, error: unknown): unknown {
	if (!isApiError(error)) {
		return error;
	}
	const name = toSingleLine(status, 40);
	switch (error.kind) {
		case 'badRequest':
		case 'server': // a 500 can also mean bad input (API.md, Errors)
			return new UserFacingError(
				l10n.t(
					'The service refused the status “{0}” ({1}). Check that it is enabled for your site; one enabled a moment ago takes up to 5 seconds.',
					name,
					error.status ?? '',
				),
			);
		case 'forbidden':
			return new UserFacingError(
				l10n.t(
					'The service does not permit you to set a status from here (403). Set it in the agent console; Frontdesk goes on showing it.',
				),
			);
		case 'timeout':
		case 'network':
			return new UserFacingError(
				l10n.t(
					'No answer to the status “{0}”. {1} Whether it was set will show with the next poll.',
					name,
					errorText(error).what,
				),
			);
		default:
			return error;
	}
}

export async function toggleMyStatus(desk: Desk, settings: Settings, ended: vscode.CancellationToken): Promise<void> {
	if (desk.state.me.id === undefined) {
		await selectMyAgent(desk, settings.agentAliases, ended); // the first click says who I am, and sets nothing
		return;
	}
	await setStatus(desk, toggledStatus(desk.state.me), settings, ended);
}

/** @param argument `{status}` of a keybinding or link; without one the picker asks, until the desk has `ended` */
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
			description: sameStatus(status, current) ? l10n.t('current') : '',
			iconPath: new vscode.ThemeIcon(sameStatus(status, 'online') ? 'circle-filled' : 'circle-slash'),
		}),
	);
	const picker = vscode.window.createQuickPick<StatusItem>();
	picker.title = l10n.t('Set my status');
	picker.placeholder = l10n.t('Pick a status, or type the name of another away status');
	picker.items = items;
	picker.onDidChangeValue((value) => {
		const typed = value.trim();
		const known = items.some(({ status }) => sameStatus(status, typed));
		const free: StatusItem = {
			status: typed,
			label: l10n.t('Set “{0}”', escapeIcons(toSingleLine(typed, 60))),
			description: l10n.t('as typed'),
			iconPath: new vscode.ThemeIcon('edit'),
			alwaysShow: true,
		};
		picker.items = typed === '' || known ? items : [...items, free];
	});
	// Enter may overtake the row of what was typed: with no row selected the text is meant.
	return await ask<string>(picker, ended, (answer) =>
		picker.onDidAccept(() => answer(picker.selectedItems[0]?.status ?? picker.value)),
	);
}
