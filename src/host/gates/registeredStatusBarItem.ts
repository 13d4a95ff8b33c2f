// The gate of the status bar item: its text is escaped in present/statusBar, which puts Frontdesk's own icons beside it. It is registered at activation, and offers to sign in until the code of a site is loaded.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { StatusBarContent } from '../../present/statusBar/statusBarOptions';
import { statusBarMarkdown } from './markdown';

export interface RegisteredStatusBarItem extends vscode.Disposable {
	/** What it shows now; undefined before the first `show`. */
	readonly content: StatusBarContent | undefined;
	show(content: StatusBarContent): void;
}

/** On the left side, after the remote indicator and before the editor's items. */
const priority = 50;

export function registerStatusBarItem(): RegisteredStatusBarItem {
	const item = vscode.window.createStatusBarItem('frontdesk.myStatus', vscode.StatusBarAlignment.Left, priority);
	item.name = l10n.t('Frontdesk: My Status');
	let content: StatusBarContent | undefined;

	/** Assigns only what changed: every assignment is a message to the window. */
	function show(next: StatusBarContent): void {
		if (next.text !== content?.text) {
			item.text = next.text;
		}
		if (next.tooltip !== content?.tooltip) {
			item.tooltip = statusBarMarkdown(next.tooltip);
		}
		if (next.ariaLabel !== content?.ariaLabel) {
			item.accessibilityInformation = { label: next.ariaLabel };
		}
		if (next.command !== content?.command) {
			item.command = next.command;
		}
		if (next.background !== content?.background) {
			item.backgroundColor = next.background && new vscode.ThemeColor(`statusBarItem.${next.background}Background`);
		}
		if (next.hidden !== content?.hidden) {
			if (next.hidden) {
				item.hide();
			} else {
				item.show();
			}
		}
		content = next;
	}

	return {
		get content() {
			return content;
		},
		show,
		dispose: () => item.dispose(),
	};
}
