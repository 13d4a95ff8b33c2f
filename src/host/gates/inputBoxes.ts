// The gate of input boxes: no text of a prompt or an error message becomes a link or an icon.
import * as vscode from 'vscode';
import { promptText } from '../../present/gates/gateTexts';

declare const shown: unique symbol;

/** A text that passed this gate. */
type PromptText = string & { readonly [shown]: true };

export function shownPrompt(text: string): PromptText {
	return promptText(text) as PromptText;
}

interface ShownTexts {
	prompt: PromptText | undefined;
	validationMessage: PromptText | undefined;
}

/** An input box that takes shown texts alone. Its title and its placeholder are plain text. */
export function createBox(): Omit<vscode.InputBox, keyof ShownTexts> & ShownTexts {
	return vscode.window.createInputBox() as Omit<vscode.InputBox, keyof ShownTexts> & ShownTexts;
}

interface BoxOptions extends Omit<vscode.InputBoxOptions, 'prompt' | 'validateInput'> {
	readonly prompt: string;
	/** Why the text isn't accepted. With it, Enter counts only after an answer of the extension host. */
	readonly check?: (text: string) => string | undefined;
}

/** Undefined if the user cancels, or the token is canceled. */
export function askLine(
	{ prompt, check, ...options }: BoxOptions,
	ended?: vscode.CancellationToken,
): Thenable<string | undefined> {
	const validation = check && {
		validateInput(text: string) {
			const error = check(text);
			return error === undefined ? undefined : promptText(error);
		},
	};
	return vscode.window.showInputBox({ ...options, prompt: promptText(prompt), ...validation }, ended);
}
