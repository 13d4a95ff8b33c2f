// The commands Toggle My Status and Set My Status…. Only the user sets a status (docs/rules.md#rule-1).
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { isStatusArgument, statusChoices, toggledStatus } from '../../desk/status/statusChoices';
import { agentIcon } from '../../present/icons';
import type { ShownDesk } from '../../present/privacy/shown';
import { isStatusForbidden, refusedStatusText, statusOutcomeText } from '../../present/status/statusOutcome';
import { agentStatusText, statusNamed } from '../../present/status/statusTexts';
import { statusTimePhrase } from '../../present/status/statusTimeText';
import { toSingleLine } from '../../present/text';
import { joinParts } from '../../present/tree/tree';
import { type ApiError, isApiError } from '../../service/errors';
import { type Agent, sameStatus } from '../../service/model';
import { clock } from '../clock';
import { createPicker, shownItem } from '../gates/quickPicks';
import { ask } from '../input/ask';
import { consoleStep, UserFacingError } from '../runCommand';
import type { Settings } from '../settings';
import { confirmAway } from '../status/confirmAway';
import { themeIcon } from '../themeIcon';
import { selectMyAgent } from './myAgent';

/**
 * Sets the status, after asking which agent the user is if that is unknown, and whether to go away while chats are open or visitors wait.
 * Returns my row as the service answered; undefined if the user cancels.
 * @throws UserFacingError with the reason if it was not set, or if that isn't known
 */
export async function setStatus(
	desk: ShownDesk,
	status: string,
	settings: Settings,
	ended: vscode.CancellationToken,
): Promise<Agent | undefined> {
	if (desk.state.me.id === undefined && !(await selectMyAgent(desk, settings.agentAliases, ended))) {
		return undefined;
	}
	if (!(await confirmAway(desk, status, settings, ended))) {
		return undefined;
	}
	const outcome = await desk.setMyStatus(status).catch((error: unknown) => {
		const text = isApiError(error) ? refusedStatusText(status, error) : undefined;
		throw isApiError(error) && text !== undefined ? refused(text, error) : error;
	});
	const text = statusOutcomeText(status, outcome);
	if (text !== undefined) {
		throw outcome.kind === 'notSet' ? refused(text, outcome.error) : new UserFacingError(text);
	}
	return outcome.kind === 'set' ? outcome.agent : undefined;
}

function refused(text: string, error: ApiError): UserFacingError {
	return new UserFacingError(text, isStatusForbidden(error) ? consoleStep() : undefined);
}

export async function toggleMyStatus(
	desk: ShownDesk,
	settings: Settings,
	ended: vscode.CancellationToken,
): Promise<void> {
	if (desk.state.me.id === undefined) {
		await selectMyAgent(desk, settings.agentAliases, ended); // the first click only selects my agent
		return;
	}
	await setStatus(desk, toggledStatus(desk.state.me), settings, ended);
}

/** @param argument `{status}` of a keyboard shortcut or link; without it the user is asked */
export async function setMyStatus(
	desk: ShownDesk,
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
	desk: ShownDesk,
	settings: Settings,
	ended: vscode.CancellationToken,
): Promise<string | undefined> {
	const { me, statusTimes } = desk.state;
	const current = me.pending ?? me.agent?.status ?? '';
	const choices = statusChoices(desk.state, settings.customStatuses);
	const items = choices.map((status) =>
		shownItem<StatusItem>({
			status,
			label: agentStatusText(status),
			description: sameStatus(status, current)
				? joinParts(
						l10n.t({ message: 'current', comment: 'Adjective, beside the status or site that is set now' }),
						statusTimePhrase(me.id === undefined ? undefined : statusTimes.get(me.id), status, clock.now()),
					)
				: '',
			iconPath: themeIcon(agentIcon(status)),
		}),
	);
	const picker = createPicker<StatusItem>();
	picker.title = l10n.t('Set My Status');
	picker.placeholder = l10n.t('Select a status, or type the name of another away status');
	picker.items = items; // the first, what the toggle sets, is active: Enter is enough
	picker.onDidChangeValue((value) => {
		const typed = value.trim();
		const free = shownItem<StatusItem>({
			status: typed,
			label: l10n.t({
				message: 'Set “{0}”',
				comment: 'Verb: sets the own status to {0}',
				args: [toSingleLine(typed, 60)],
			}),
			description: l10n.t('as typed'),
			iconPath: themeIcon(agentIcon(typed)),
			alwaysShow: true,
		});
		picker.items = typed === '' || statusNamed(typed, choices) !== undefined ? items : [...items, free];
	});
	// Enter can come before the row of the typed text: without a selected row, the text is meant.
	return await ask<string>(picker, ended, (answer) =>
		picker.onDidAccept(() =>
			answer(picker.selectedItems[0]?.status ?? statusNamed(picker.value, choices) ?? picker.value),
		),
	);
}
