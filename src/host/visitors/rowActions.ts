// The buttons of the rows of Find Visitor….
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Id } from '../../service/model';
import type { RowAction } from '../find/findVisitor';
import type { Opening } from '../visitorPanel/visitorPanel';

export function rowActions(openVisitor: (id: Id, opening: Opening) => Promise<void>): readonly RowAction[] {
	return [
		{
			iconPath: new vscode.ThemeIcon('split-horizontal'),
			tooltip: l10n.t('Open to the Side'),
			run: (id) => openVisitor(id, 'beside'),
		},
		{
			iconPath: new vscode.ThemeIcon('copy'),
			tooltip: l10n.t('Copy Visitor As…'),
			run: (id) => vscode.commands.executeCommand('frontdesk.copyVisitor', id),
		},
		{
			iconPath: new vscode.ThemeIcon('link-external'),
			tooltip: l10n.t('Open Agent Console'),
			run: (id) => vscode.commands.executeCommand('frontdesk.openConsole', id),
		},
	];
}
