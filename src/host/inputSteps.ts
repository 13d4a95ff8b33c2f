// One step of a multi-step quick input: a text with step number, Back and Escape, checked before it is taken.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

export interface TextStep {
	readonly title: string;
	readonly step: number;
	readonly totalSteps: number;
	readonly prompt: string;
	readonly placeholder: string;
	readonly value: string;
	readonly password?: boolean;
	/** Without it the text is taken without the white space round it. */
	readonly keepSpaces?: boolean;
	/** What is wrong with the text, undefined where it may go on; may call the service, the box shows that it is busy. */
	readonly check: (
		text: string,
		cancelled: vscode.CancellationToken,
	) => string | undefined | Promise<string | undefined>;
}

/** The text, `back`, or undefined for Escape. The box stays open, with what was typed, until the check finds nothing wrong. */
export async function askText(step: TextStep): Promise<{ readonly text: string } | 'back' | undefined> {
	const box = vscode.window.createInputBox();
	const cancellation = new vscode.CancellationTokenSource();
	box.title = step.title;
	box.step = step.step;
	box.totalSteps = step.totalSteps;
	box.prompt = step.prompt;
	box.placeholder = step.placeholder;
	box.value = step.value;
	box.password = step.password ?? false;
	// The user may have to fetch the text from another window.
	box.ignoreFocusOut = true;
	box.buttons = step.step > 1 ? [vscode.QuickInputButtons.Back] : [];
	try {
		return await new Promise((resolve) => {
			box.onDidTriggerButton(() => resolve('back'));
			box.onDidHide(() => resolve(undefined));
			box.onDidChangeValue(() => {
				box.validationMessage = undefined;
			});
			box.onDidAccept(async () => {
				if (box.busy) {
					return;
				}
				const text = step.keepSpaces ? box.value : box.value.trim();
				box.busy = true;
				box.enabled = false;
				try {
					const fault = await step.check(text, cancellation.token);
					if (fault === undefined) {
						resolve({ text });
					} else {
						box.validationMessage = fault;
					}
				} catch {
					// A check says what is wrong; that it failed itself is a fault of ours, and the box must not hang on it.
					box.validationMessage = l10n.t('This could not be checked. Try again.');
				} finally {
					box.busy = false;
					box.enabled = true;
				}
			});
			box.show();
		});
	} finally {
		cancellation.cancel();
		cancellation.dispose();
		box.dispose();
	}
}
