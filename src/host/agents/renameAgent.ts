// The command Rename Agent…: sets an alias in the user's settings, because most agents may not read names from the service.
import type * as vscode from 'vscode';
import { type Aliases, agentLabel } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import type { Id } from '../../service/model';
import { askAlias, refuseWhileMasked } from '../input/askAlias';
import { pickAgent } from './myAgent';

/**
 * Asks for the agent if it is undefined, then for the alias.
 * @throws UserFacingError while privacy mode is on
 */
export async function renameAgent(
	desk: ShownDesk,
	agentId: Id | undefined,
	aliases: Aliases,
	ended: vscode.CancellationToken,
): Promise<void> {
	refuseWhileMasked(desk);
	const id = agentId ?? (await pickAgent(desk, aliases, ended));
	if (id !== undefined) {
		const { agents } = desk.state.names;
		const label = agentLabel(id, aliases, agents);
		await askAlias({ id, label, serviceName: agents.get(id), aliases, setting: 'agents.aliases' }, ended);
	}
}
