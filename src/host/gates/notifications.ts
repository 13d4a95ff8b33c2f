// The gate of notifications and questions: no text in them becomes a link, and each is one line of visible characters.
import * as vscode from 'vscode';
import { messageText, questionDetail } from '../../present/gates/gateTexts';
import { toSingleLine } from '../../present/text';

/** A button as its text, or with more. */
type Button = string | vscode.MessageItem;

export function showInformation<Item extends Button>(
	message: string,
	...buttons: readonly Item[]
): Thenable<Item | undefined> {
	return vscode.window.showInformationMessage(messageText(message), ...(buttons as readonly never[]));
}

export function showWarning<Item extends Button>(
	message: string,
	...buttons: readonly Item[]
): Thenable<Item | undefined> {
	return vscode.window.showWarningMessage(messageText(message), ...(buttons as readonly never[]));
}

export function showError<Item extends Button>(
	message: string,
	...buttons: readonly Item[]
): Thenable<Item | undefined> {
	return vscode.window.showErrorMessage(messageText(message), ...(buttons as readonly never[]));
}

/** A modal question, which shows no links. @param detail may have several lines */
export function askModal<Item extends Button>(
	message: string,
	detail: string,
	...buttons: readonly Item[]
): Thenable<Item | undefined> {
	const options = { modal: true, detail: questionDetail(detail) };
	return vscode.window.showWarningMessage(toSingleLine(message), options, ...(buttons as readonly never[]));
}

interface ProgressOptions {
	readonly title: string;
	/** The only link that the notification has. */
	readonly link?: { readonly title: string; readonly command: `frontdesk.${string}` };
}

type Work<Result> = (report: (message: string) => void, canceled: vscode.CancellationToken) => Thenable<Result>;

/** A notification with a Cancel button, until the work is done. */
export function showProgress<Result>({ title, link }: ProgressOptions, work: Work<Result>): Thenable<Result> {
	const text = link
		? `${messageText(title)} [${messageText(link.title)}](command:${link.command})`
		: messageText(title);
	return vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title: text, cancellable: true },
		(progress, canceled) => work((message) => progress.report({ message: messageText(message) }), canceled),
	);
}
