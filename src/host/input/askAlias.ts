// Asks for the user's own name of an agent or a department, and writes it to the settings.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Aliases, aliasOf } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import { toSingleLine } from '../../present/text';
import type { Id } from '../../service/model';
import { askLine } from '../gates/inputBoxes';
import { UserFacingError } from '../runCommand';

interface AliasQuestion {
	readonly id: Id;
	/** The name that is shown now. */
	readonly label: string;
	/** The name from the service; undefined if that is unknown. */
	readonly serviceName: string | undefined;
	readonly aliases: Aliases;
	readonly setting: 'agents.aliases' | 'departments.aliases';
}

/** The names are hidden then, so nobody could see which one is changed. @throws UserFacingError */
export function refuseWhileMasked({ isMasked }: Pick<ShownDesk, 'isMasked'>): void {
	if (isMasked) {
		throw new UserFacingError(l10n.t('Privacy mode hides names and aliases. Turn it off to rename.'), {
			title: l10n.t('Turn Off Privacy Mode'),
			act: () => vscode.commands.executeCommand('frontdesk.togglePrivacyMode'),
		});
	}
}

/** An empty alias removes it. */
export async function askAlias(about: AliasQuestion, ended: vscode.CancellationToken): Promise<void> {
	const { id, aliases } = about;
	const before = aliasOf(id, aliases) ?? '';
	const alias = await askLine(
		{
			title: l10n.t({
				message: 'Rename {0}',
				comment: 'Verb; {0} is the name of an agent or a department',
				args: [about.label],
			}),
			prompt: l10n.t('The alias is saved in your settings and shown only to you. Leave empty to remove it.'),
			placeHolder: toSingleLine(about.serviceName ?? '', 80),
			value: before,
		},
		ended,
	);
	if (alias === undefined || alias.trim() === before) {
		return;
	}
	const others = Object.entries(aliases).filter(([key]) => key.trim().toLowerCase() !== id.toLowerCase());
	const next = Object.fromEntries(alias.trim() === '' ? others : [...others, [id, toSingleLine(alias)]]);
	await vscode.workspace.getConfiguration('frontdesk').update(about.setting, next, vscode.ConfigurationTarget.Global);
}
