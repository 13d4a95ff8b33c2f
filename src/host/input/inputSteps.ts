// The steps of a multi-step quick input: a text that is checked before it is accepted, or a choice.
import * as vscode from 'vscode';
import { createBox, shownPrompt } from '../gates/inputBoxes';
import { createPicker, type ShownItem } from '../gates/quickPicks';
import { answerSelected, ask } from './ask';

interface Step {
	readonly title: string;
	readonly step: number;
	readonly totalSteps: number;
	readonly placeholder: string;
}

export interface StepButton {
	readonly icon: string;
	readonly tooltip: string;
	/** Resolves with an error message for the box, or undefined. A rejection ends the step, and the step rejects with it. */
	readonly run: () => Promise<string | undefined>;
}

export interface TextStep extends Step {
	readonly prompt: string;
	readonly value: string;
	readonly password?: boolean;
	/** Whether white space at the start and the end is part of the answer. */
	readonly keepSpaces?: boolean;
	readonly buttons?: readonly StepButton[];
	/** Fires with an answer from elsewhere, which is checked like a typed one. The box shows progress while it waits. */
	readonly answers?: vscode.Event<string>;
	/** Ends the step like Escape. */
	readonly ended?: vscode.CancellationToken;
	/** Resolves with an error message for the box, or undefined if the text is accepted. A rejection ends the step, and the step rejects with it. */
	readonly check: (
		text: string,
		cancelled: vscode.CancellationToken,
	) => string | undefined | Promise<string | undefined>;
}

/** Returns the text, `back`, or undefined if the user cancels. The box stays open with the typed text until the check accepts it. */
export async function askText(step: TextStep): Promise<{ readonly text: string } | 'back' | undefined> {
	const box = createBox();
	const cancellation = new vscode.CancellationTokenSource();
	const buttons = new Map(
		(step.buttons ?? []).map(({ icon, tooltip, run }) => [{ iconPath: new vscode.ThemeIcon(icon), tooltip }, run]),
	);
	const isWaiting = step.answers !== undefined;
	const listeners: vscode.Disposable[] = [];
	let isChecking = false;
	box.title = step.title;
	box.step = step.step;
	box.totalSteps = step.totalSteps;
	box.prompt = shownPrompt(step.prompt);
	box.placeholder = step.placeholder;
	box.value = step.value;
	box.password = step.password ?? false;
	// The user may have to copy the text from another window.
	box.ignoreFocusOut = true;
	box.buttons = [...(step.step > 1 ? [vscode.QuickInputButtons.Back] : []), ...buttons.keys()];
	box.busy = isWaiting;
	try {
		return await ask<{ readonly text: string } | 'back'>(box, step.ended, (answer) => {
			/** An internal error ends the step: the command reports it. */
			const tryText = async (text: string) => {
				isChecking = true;
				box.busy = true;
				box.enabled = false;
				try {
					const message = await step.check(text, cancellation.token);
					if (message === undefined) {
						answer({ text });
					} else {
						box.validationMessage = shownPrompt(message);
					}
				} catch (error) {
					answer(Promise.reject(error));
				} finally {
					isChecking = false;
					box.busy = isWaiting;
					box.enabled = true;
				}
			};
			box.onDidTriggerButton(async (button) => {
				const run = buttons.get(button as never);
				if (!run) {
					answer('back');
					return;
				}
				try {
					const message = await run();
					box.validationMessage = message === undefined ? undefined : shownPrompt(message);
				} catch (error) {
					answer(Promise.reject(error));
				}
			});
			box.onDidChangeValue(() => {
				box.validationMessage = undefined;
			});
			box.onDidAccept(async () => {
				if (!isChecking) {
					await tryText(step.keepSpaces ? box.value : box.value.trim());
				}
			});
			if (step.answers) {
				listeners.push(step.answers(tryText));
			}
		});
	} finally {
		cancellation.cancel();
		cancellation.dispose();
		vscode.Disposable.from(...listeners).dispose();
	}
}

interface ChoiceStep<Item extends vscode.QuickPickItem> extends Step {
	readonly items: readonly ShownItem<Item>[];
	/** The item that Enter selects at once. */
	readonly active?: ShownItem<Item> | undefined;
}

/** Returns the item, `back`, or undefined if the user cancels. */
export async function askChoice<Item extends vscode.QuickPickItem>(
	step: ChoiceStep<Item>,
): Promise<ShownItem<Item> | 'back' | undefined> {
	const pick = createPicker<Item>();
	pick.title = step.title;
	pick.step = step.step;
	pick.totalSteps = step.totalSteps;
	pick.placeholder = step.placeholder;
	pick.items = step.items;
	pick.activeItems = step.active ? [step.active] : [];
	pick.ignoreFocusOut = true;
	pick.matchOnDetail = true;
	pick.buttons = step.step > 1 ? [vscode.QuickInputButtons.Back] : [];
	return await ask<ShownItem<Item> | 'back'>(pick, undefined, (answer) => {
		pick.onDidTriggerButton(() => answer('back'));
		answerSelected(pick, answer);
	});
}
