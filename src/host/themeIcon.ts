// The icons of trees and pickers.
import * as vscode from 'vscode';
import type { IconName } from '../present/icons';

export function themeIcon({ id, color }: IconName): vscode.ThemeIcon {
	return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}
