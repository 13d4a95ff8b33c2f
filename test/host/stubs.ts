// Replaces parts of the VS Code API for one test, records the calls, and lets the test answer.
import * as vscode from 'vscode';

const restores: (() => void)[] = [];

/** Replaces a function of the API until `restoreAll`. */
export function stub<Target extends object, Key extends keyof Target>(
	target: Target,
	key: Key,
	replacement: unknown,
): void {
	const original = target[key];
	restores.unshift(() => {
		target[key] = original;
	});
	target[key] = replacement as Target[Key];
}

export function restoreAll(): void {
	for (const restore of restores.splice(0)) {
		restore();
	}
}

/** Answers error messages: with the titles of the buttons, in their order; undefined closes the message. */
export function stubErrorMessages(...answers: readonly (string | undefined)[]): string[] {
	const shown: string[] = [];
	stub(vscode.window, 'showErrorMessage', async (message: string) => answers[shown.push(message) - 1]);
	return shown;
}

/** An input box that isn't shown, for a test to type into. */
export function stubInputBox() {
	const accepted = new vscode.EventEmitter<void>();
	const hidden = new vscode.EventEmitter<void>();
	const changed = new vscode.EventEmitter<string>();
	const triggered = new vscode.EventEmitter<vscode.QuickInputButton>();
	const box = {
		value: '',
		validationMessage: undefined as string | undefined,
		buttons: [] as readonly vscode.QuickInputButton[],
		isShown: false,
		show() {
			box.isShown = true;
		},
		hide() {
			box.isShown = false;
			hidden.fire();
		},
		dispose: () => undefined,
		onDidAccept: accepted.event,
		onDidHide: hidden.event,
		onDidChangeValue: changed.event,
		onDidTriggerButton: triggered.event,
		accept(text: string) {
			box.value = text;
			accepted.fire();
		},
		press(tooltip: string) {
			const button = box.buttons.find((candidate) => candidate.tooltip === tooltip);
			if (!button) {
				throw new Error(`no button ${tooltip}`);
			}
			triggered.fire(button);
		},
	};
	stub(vscode.window, 'createInputBox', () => box);
	return box;
}
