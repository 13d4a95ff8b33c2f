// The steps of a multi-step quick input: a text that is checked before it is taken, or a choice; with step number, Back and Escape.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ask } from './ask';

interface Step {
	readonly title: string;
	readonly step: number;
	readonly totalSteps: number;
	readonly placeholder: string;
}

export interface StepButton {
	readonly icon: string;
	readonly tooltip: string;
	readonly run: () => unknown;
}

export interface TextStep extends Step {
	readonly prompt: string;
	readonly value: string;
	readonly password?: boolean;
	/** Without it the text is taken without the white space round it. */
	readonly keepSpaces?: boolean;
	readonly buttons?: readonly StepButton[];
	/** Brings answers from elsewhere, checked like typed ones; the box shows that it waits for one. */
	readonly answers?: vscode.Event<string>;
	/** Ends the step as Escape does. */
	readonly ended?: vscode.CancellationToken;
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
	const buttons = new Map(
		(step.buttons ?? []).map(({ icon, tooltip, run }) => [{ iconPath: new vscode.ThemeIcon(icon), tooltip }, run]),
	);
	const isWaiting = step.answers !== undefined;
	const listeners: vscode.Disposable[] = [];
	let isChecking = false;
	box.title = step.title;
	box.step = step.step;
	box.totalSteps = step.totalSteps;
	box.prompt = step.prompt;
	box.placeholder = step.placeholder;
	box.value = step.value;
	box.password = step.password ?? false;
	// The user may have to fetch the text from another window.
	box.ignoreFocusOut = true;
	box.buttons = [...(step.step > 1 ? [vscode.QuickInputButtons.Back] : []), ...buttons.keys()];
	box.busy = isWaiting;
	try {
		return await ask<{ readonly text: string } | 'back'>(box, step.ended, (answer) => {
			/** A check says what is wrong; that it failed itself is a fault of ours, and the box must not hang on it. */
			const tryText = async (text: string) => {
				isChecking = true;
				box.busy = true;
				box.enabled = false;
				try {
					const fault = await step.check(text, cancellation.token);
					if (fault === undefined) {
						answer({ text });
					} else {
						box.validationMessage = fault;
					}
				} catch {
					box.validationMessage = l10n.t('This could not be checked. Try again.');
				} finally {
					isChecking = false;
					box.busy = isWaiting;
					box.enabled = true;
				}
			};
			box.onDidTriggerButton((button) => {
				const run = buttons.get(button as never);
				run ? run() : answer('back');
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

export interface ChoiceStep<Item extends vscode.QuickPickItem> extends Step {
	readonly items: readonly Item[];
	/** The one that is chosen by Enter alone. */
	readonly active?: Item | undefined;
}

/** The item, `back`, or undefined for Escape. */
export async function askChoice<Item extends vscode.QuickPickItem>(
	step: ChoiceStep<Item>,
): Promise<Item | 'back' | undefined> {
	const pick = vscode.window.createQuickPick<Item>();
	pick.title = step.title;
	pick.step = step.step;
	pick.totalSteps = step.totalSteps;
	pick.placeholder = step.placeholder;
	pick.items = step.items;
	pick.activeItems = step.active ? [step.active] : [];
	pick.ignoreFocusOut = true;
	pick.matchOnDetail = true;
	pick.buttons = step.step > 1 ? [vscode.QuickInputButtons.Back] : [];
	return await ask<Item | 'back'>(pick, undefined, (answer) => {
		pick.onDidTriggerButton(() => answer('back'));
		pick.onDidAccept(() => {
			const [item] = pick.selectedItems;
			if (item) {
				answer(item);
			}
		});
	});
}
