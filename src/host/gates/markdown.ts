// The gate of Markdown: what VS Code draws of it is only what the type `Markdown` lets through, and even that without HTML and icons.
import * as vscode from 'vscode';
import type { Markdown } from '../../present/gates/markdown';
import { statusBarCommands } from '../../present/statusBar/statusBarCommands';

/** Markdown of visitor data, in which no command runs, whatever escaping missed. */
export function untrustedMarkdown(text: Markdown): vscode.MarkdownString {
	const markdown = new vscode.MarkdownString(text, false);
	markdown.isTrusted = false;
	markdown.supportHtml = false;
	return markdown;
}

/** Markdown whose links may run the commands of the status bar item's tooltip. */
export function statusBarMarkdown(text: Markdown): vscode.MarkdownString {
	const markdown = untrustedMarkdown(text);
	markdown.isTrusted = { enabledCommands: statusBarCommands };
	return markdown;
}
