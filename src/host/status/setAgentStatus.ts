// The command Set Agent's Status…, for another agent: only if a setting allows it, and after a confirmation.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusChoices } from '../../desk/status/statusChoices';
import { agentIcon } from '../../present/icons';
import { agentLabel } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import { refusedAgentStatusText, statusOutcomeText } from '../../present/status/statusOutcome';
import { agentStatusText } from '../../present/status/statusTexts';
import { toSingleLine } from '../../present/text';
import { isApiError } from '../../service/errors';
import { type Id, sameStatus } from '../../service/model';
import { pickAgent } from '../agents/myAgent';
import { setStatus } from '../agents/myStatus';
import { askModal } from '../gates/notifications';
import { pickOne, shownItem } from '../gates/quickPicks';
import { UserFacingError } from '../runCommand';
import type { Settings } from '../settings';

/** @throws UserFacingError with the reason if it was not set, or if that isn't known */
export async function setAgentStatus(
	desk: ShownDesk,
	agentId: Id | undefined,
	settings: Settings,
	ended: vscode.CancellationToken,
): Promise<void> {
	if (!settings.allowSettingOthers) {
		throw new UserFacingError(
			l10n.t(
				'Setting the status of other agents is off. Turn on the setting “{0}”.',
				'frontdesk.status.allowSettingOthers',
			),
			{
				title: l10n.t('Open Settings'),
				act: () =>
					vscode.commands.executeCommand('workbench.action.openSettings', 'frontdesk.status.allowSettingOthers'),
			},
		);
	}
	const id = agentId ?? (await pickAgent(desk, settings.agentAliases, ended));
	const status = id === undefined ? undefined : await pickStatus(desk, id, settings, ended);
	if (id === undefined || status === undefined || ended.isCancellationRequested) {
		return;
	}
	if (id === desk.state.me.id) {
		await setStatus(desk, status, settings, ended); // my own, with the question before I go away
		return;
	}
	if (!(await confirm(desk, id, status, settings)) || ended.isCancellationRequested) {
		return;
	}
	const outcome = await desk.setAgentStatus(id, status).catch((error: unknown) => {
		const text = isApiError(error) ? refusedAgentStatusText(status, error) : undefined;
		throw text === undefined ? error : new UserFacingError(text);
	});
	const text = statusOutcomeText(status, outcome, 'other');
	if (text !== undefined) {
		throw new UserFacingError(text);
	}
}

function nameOf(desk: ShownDesk, id: Id, settings: Settings): string {
	return toSingleLine(agentLabel(id, settings.agentAliases, desk.state.names.agents), 60);
}

async function pickStatus(
	desk: ShownDesk,
	id: Id,
	settings: Settings,
	ended: vscode.CancellationToken,
): Promise<string | undefined> {
	const current = desk.state.agents?.find((agent) => agent.id === id)?.status ?? '';
	const items = statusChoices(desk.state, settings.customStatuses)
		.filter((status) => !sameStatus(status, current))
		.map((status) => {
			const { id: icon, color } = agentIcon(status);
			return shownItem({
				status,
				label: agentStatusText(status),
				iconPath: new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color)),
			});
		});
	const picked = await pickOne(
		items,
		{
			title: l10n.t({
				message: 'Set the status of {0}',
				comment: '{0} is the name of an agent',
				args: [nameOf(desk, id, settings)],
			}),
			placeHolder: l10n.t({
				message: 'Now: {0}',
				comment: '{0} is the status of an agent',
				args: [agentStatusText(current)],
			}),
		},
		ended,
	);
	return picked?.status;
}

async function confirm(desk: ShownDesk, id: Id, status: string, settings: Settings): Promise<boolean> {
	const name = toSingleLine(agentStatusText(status), 40);
	const yes = l10n.t({ message: 'Set {0}', comment: 'Button: sets the own status to {0}', args: [name] });
	const message = l10n.t('Set the status of {0} to {1}?', nameOf(desk, id, settings), name);
	const detail = l10n.t("The agent isn't asked, and may not notice it.");
	return (await askModal(message, detail, yes)) === yes;
}
