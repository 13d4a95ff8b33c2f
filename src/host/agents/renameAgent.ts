// The command Rename Agent…: sets an alias in the user's settings, because most agents may not read names from the service.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { type Aliases, agentLabel, aliasOf } from '../../present/labels';
import { toSingleLine } from '../../present/text';
import type { Id } from '../../service/model';
import { pickAgent } from './myAgent';

/** Asks for the alias and writes it to the user's settings; an empty one removes the alias. */
export async function renameAgent(
	desk: Desk,
	agentId: Id | undefined,
	aliases: Aliases,
	ended: vscode.CancellationToken,
): Promise<void> {
	const id = agentId ?? (await pickAgent(desk, aliases, ended));
	if (id === undefined) {
		return;
	}
	const { names } = desk.state;
	const before = aliasOf(id, aliases) ?? '';
	const alias = await vscode.window.showInputBox(
		{
			title: l10n.t({
				message: 'Rename {0}',
				comment: 'Verb; {0} is the name of an agent',
				args: [agentLabel(id, aliases, names.agents)],
			}),
			prompt: l10n.t('The alias is saved in your settings and shown only to you. Leave empty to remove it.'),
			placeHolder: toSingleLine(names.agents.get(id) ?? '', 80),
			value: before,
		},
		ended,
	);
	if (alias === undefined || alias.trim() === before) {
		return;
	}
	const others = Object.entries(aliases).filter(([key]) => key.trim().toLowerCase() !== id);
	const next = Object.fromEntries(alias.trim() === '' ? others : [...others, [id, toSingleLine(alias)]]);
	await vscode.workspace
		.getConfiguration('frontdesk')
		.update('agents.aliases', next, vscode.ConfigurationTarget.Global);
}
