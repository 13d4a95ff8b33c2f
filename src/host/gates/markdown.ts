// The gate of Markdown: what VS Code draws of it is only what the type `Markdown` lets through, and even that without HTML and icons.
import * as vscode from 'vscode';
import type { Markdown } from '../../present/gates/ownMarkdown';
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

interface HoverText {
	readonly text: Markdown;
	readonly range: vscode.Range;
}

/** Hovers over the text of documents. VS Code takes a plain string there for Markdown. */
export function registerHovers(
	documents: vscode.DocumentSelector,
	hoverAt: (document: vscode.TextDocument, position: vscode.Position) => HoverText | undefined,
): vscode.Disposable {
	return vscode.languages.registerHoverProvider(documents, {
		provideHover(document, position) {
			const hover = hoverAt(document, position);
			return hover && new vscode.Hover(untrustedMarkdown(hover.text), hover.range);
		},
	});
}
