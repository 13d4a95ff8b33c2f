// The commands of the menus Group By and Sort By of the visitors view.
import * as vscode from 'vscode';
import { commandIds, type ViewChoiceId } from '../ids';

/** Each changes the setting that its id names: `frontdesk.groupBy.country`. */
export function viewChoiceCommands(): Readonly<Record<ViewChoiceId, () => Promise<void>>> {
	const choices = commandIds.flatMap((id) => {
		const [, setting, value] = /^frontdesk\.(groupBy|sortBy)\.(\w+)/.exec(id) ?? [];
		return setting === undefined || value === undefined
			? []
			: [[id, () => changeSetting(`visitors.${setting}`, value)] as const];
	});
	return Object.fromEntries(choices) as Record<ViewChoiceId, () => Promise<void>>;
}

/** Changes a setting of Frontdesk, like `visitors.groupBy`: that of the workspace if it has one, because that is in force; else the user's. */
export async function changeSetting(setting: string, value: string): Promise<void> {
	const settings = vscode.workspace.getConfiguration('frontdesk');
	if (settings.get(setting) !== value) {
		const isOfWorkspace = settings.inspect(setting)?.workspaceValue !== undefined;
		const { Workspace, Global } = vscode.ConfigurationTarget;
		await settings.update(setting, value, isOfWorkspace ? Workspace : Global);
	}
}
