// Set Custom Variable… and Undo Last Save: the palette's way to do what the panel does, by the same save.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../desk/desk';
import type { SaveOutcome } from '../desk/saveVariables';
import { editFault, editsBack, type VariableEdit, variableNamed } from '../desk/variableEdits';
import { editFaultWords } from '../present/editFaults';
import { visitorById, visitorLabel } from '../present/labels';
import { escapeIcons, escapeLinks, plain } from '../present/text';
import type { Id, NamedValue } from '../service/model';
import { askText } from './inputSteps';
import { SaidError } from './runCommand';
import { sayOutcome } from './variableOutcome';

export interface SetVariableOptions {
	/** Globs of names that are never written. */
	readonly readOnly: readonly string[];
	/** Keeps an edit that could not be saved. */
	readonly keepDraft: (edit: VariableEdit) => void;
	/** Says that the desk is gone, and that nothing is asked any more. */
	readonly ended: vscode.CancellationToken;
}

/** Asks for the variable and its value, and saves. What could not be saved is kept as a draft and said. */
export async function setVariable(
	desk: Desk,
	visitorId: Id,
	{ readOnly, keepDraft, ended }: SetVariableOptions,
): Promise<void> {
	const visitor = await desk.readVisitor(visitorId);
	const variables = visitor.customVariableResults;
	const title = l10n.t('Set custom variable of {0}', visitorLabel(visitor));
	const picked = await pickVariable(title, variables, readOnly, ended);
	if (!picked) {
		return;
	}
	const answer = await askValue(title, variables, 'name' in picked ? picked.name : undefined, readOnly, ended);
	if (!answer) {
		return;
	}
	const { name, value } = answer;
	const base = variableNamed(variables, name);
	const edit: VariableEdit = { name, base, value, url: base?.url ?? '' };
	try {
		await save(desk, visitorId, [edit]);
	} catch (error) {
		keepDraft(edit);
		throw error;
	}
}

async function save(desk: Desk, visitorId: Id, edits: readonly VariableEdit[]): Promise<void> {
	await say(desk, visitorId, await desk.variables.save(visitorId, edits));
}

async function say(desk: Desk, visitorId: Id, outcome: SaveOutcome): Promise<void> {
	await sayOutcome(outcome, async () => {
		if (outcome.kind === 'saved') {
			const { before, after } = outcome.saved;
			const names = outcome.notKept.map(({ name }) => name);
			await save(desk, visitorId, editsBack(before, after, names));
		}
	});
}

/** Takes the last save back, of whichever visitor it was. */
export async function undoSave(desk: Desk): Promise<void> {
	const last = desk.variables.lastSave;
	if (!last) {
		throw new SaidError(l10n.t('There is no save to undo. The last twenty of this window can be undone.'));
	}
	const outcome = await desk.variables.undo();
	if (outcome?.kind === 'conflict') {
		throw new SaidError(
			l10n.t('Not undone: somebody changed the same variables of {0} since.', visitorById(last.visitorId)),
		);
	}
	if (outcome) {
		await say(desk, last.visitorId, outcome);
		vscode.window.setStatusBarMessage(l10n.t('Last save of {0} undone', visitorById(last.visitorId)), 3000);
	}
}

async function pickVariable(
	title: string,
	variables: readonly NamedValue[],
	readOnly: readonly string[],
	ended: vscode.CancellationToken,
) {
	const add = { label: l10n.t('Add a custom variable…'), iconPath: new vscode.ThemeIcon('add') };
	const items = variables
		.filter(({ name }) => editFault({ name, url: '', isNew: false, urlChanged: false }, [], readOnly) === undefined)
		.map(({ name, value }) => ({
			label: escapeIcons(plain(name, 80)),
			description: escapeIcons(plain(value, 80)),
			name,
		}));
	return await vscode.window.showQuickPick(
		[...items, add],
		{
			title,
			placeHolder: l10n.t('Which variable?'),
			matchOnDescription: true,
			ignoreFocusOut: true,
		},
		ended,
	);
}

/** The name, asked for where there is none yet, and the value. Undefined for Escape. */
async function askValue(
	title: string,
	variables: readonly NamedValue[],
	picked: string | undefined,
	readOnly: readonly string[],
	ended: vscode.CancellationToken,
): Promise<{ readonly name: string; readonly value: string } | undefined> {
	let typed = '';
	for (;;) {
		const name = picked ?? (await askName(title, typed, variables, readOnly, ended));
		if (name === undefined) {
			return undefined;
		}
		typed = name;
		const answer = await askText({
			title,
			step: picked === undefined ? 2 : 1,
			totalSteps: picked === undefined ? 2 : 1,
			prompt: l10n.t(
				'Value of “{0}”. Empty clears it: the service has no delete.',
				escapeIcons(escapeLinks(plain(name, 60))),
			),
			placeholder: l10n.t('Value'),
			value: variableNamed(variables, name)?.value ?? '',
			keepSpaces: true,
			ended,
			check: () => undefined,
		});
		if (answer !== 'back') {
			return answer && { name, value: answer.text };
		}
	}
}

async function askName(
	title: string,
	typed: string,
	variables: readonly NamedValue[],
	readOnly: readonly string[],
	ended: vscode.CancellationToken,
): Promise<string | undefined> {
	const taken = variables.map(({ name }) => name);
	const answer = await askText({
		title,
		step: 1,
		totalSteps: 2,
		prompt: l10n.t('Name of the new custom variable'),
		placeholder: l10n.t('Name'),
		value: typed,
		ended,
		check: (name) => {
			const fault = editFault({ name, url: '', isNew: true, urlChanged: false }, taken, readOnly);
			return fault && editFaultWords(fault);
		},
	});
	return typeof answer === 'object' ? answer.text : undefined;
}
