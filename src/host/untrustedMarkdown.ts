// Markdown of visitor data: without commands, HTML and icons, whatever escaping missed.
import * as vscode from 'vscode';

/** @param text escaped */
export function untrustedMarkdown(text: string): vscode.MarkdownString {
	const markdown = new vscode.MarkdownString(text, false);
	markdown.isTrusted = false;
	markdown.supportHtml = false;
	return markdown;
}
