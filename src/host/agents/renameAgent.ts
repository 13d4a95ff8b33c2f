// The command Rename Agent…: sets an alias in the user's settings, because most agents may not read names from the service.
import type * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { type Aliases, agentLabel } from '../../present/labels';
import type { Id } from '../../service/model';
import { askAlias } from '../input/askAlias';
import { pickAgent } from './myAgent';

/** Asks for the agent if it is undefined, then for the alias. */
export async function renameAgent(
	desk: Desk,
	agentId: Id | undefined,
	aliases: Aliases,
	ended: vscode.CancellationToken,
): Promise<void> {
	const id = agentId ?? (await pickAgent(desk, aliases, ended));
	if (id !== undefined) {
		const { agents } = desk.state.names;
		const label = agentLabel(id, aliases, agents);
		await askAlias({ id, label, serviceName: agents.get(id), aliases, setting: 'agents.aliases' }, ended);
	}
}
