// The questions of Set Custom Variable…: which variable, the name of a new one, its value and its URL.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
	typeOf,
	type ValidationError,
	type VariableRules,
	validateName,
	validateNewName,
	validateType,
	validateUrl,
} from '../../desk/variables/validation';
import { type VariableEdit, variableNamed } from '../../desk/variables/variableEdits';
import { toSingleLine, visibleLine } from '../../present/text';
import { typeHint, validationErrorText } from '../../present/variables/validationErrors';
import type { NamedValue } from '../../service/model';
import { pickOne, shownItem } from '../gates/quickPicks';
import { askText, type TextStep } from '../input/inputSteps';

interface VariableQuestion extends VariableRules {
	readonly title: string;
	/** The variables as just read, without those that privacy mode masks. */
	readonly variables: readonly NamedValue[];
	/** With those: their names are taken. */
	readonly all: readonly NamedValue[];
	/** Canceled when the desk is closed: the questions end. */
	readonly ended: vscode.CancellationToken;
}

type Answers = Pick<NamedValue, 'name' | 'value' | 'url'>;
type Question = Omit<TextStep, 'title' | 'step' | 'totalSteps' | 'value'>;

/** Undefined for Escape at any step. */
export async function askVariable(about: VariableQuestion): Promise<VariableEdit | undefined> {
	const picked = await pickVariable(about);
	if (!picked) {
		return undefined;
	}
	const base = 'name' in picked ? variableNamed(about.variables, picked.name) : undefined;
	const steps: readonly (keyof Answers)[] = base ? ['value', 'url'] : ['name', 'value', 'url'];
	let answers: Answers = base ?? { name: '', value: '', url: '' };
	for (let at = 0; ; ) {
		const key = steps[at];
		if (!key) {
			return { ...answers, base };
		}
		const answer = await askText({
			...questions[key](answers, base, about),
			title: about.title,
			step: at + 1,
			totalSteps: steps.length,
			value: answers[key],
			ended: about.ended,
		});
		if (answer === undefined) {
			return undefined;
		}
		if (answer === 'back') {
			at--;
		} else {
			answers = { ...answers, [key]: kept(answers[key], answer.text) };
			at++;
		}
	}
}

/** An input box has one line. Keeps the line breaks of a text that the user didn't change. */
function kept(before: string, text: string): string {
	return text === before.replace(/[\r\n]/g, '') ? before : text;
}

/** Each with the same check as in the panel. */
const questions: Readonly<
	Record<keyof Answers, (answers: Answers, base: NamedValue | undefined, about: VariableQuestion) => Question>
> = {
	name: (_answers, _base, { all, readOnly }) => ({
		prompt: l10n.t('Name of the new custom variable'),
		placeholder: l10n.t({ message: 'Name', comment: 'Name of a custom variable' }),
		check(name) {
			const taken = all.map((variable) => variable.name);
			return wordsOf(validateNewName(name, taken, readOnly));
		},
	}),
	value: ({ name }, base, { definitions }) => ({
		prompt: l10n.t("Value of “{0}”. Leave empty to clear it; variables can't be deleted.", called(name)),
		placeholder:
			typeHint(typeOf(name, definitions)) ?? l10n.t({ message: 'Value', comment: 'Value of a custom variable' }),
		keepSpaces: true,
		check(text) {
			return wordsOf(validateType(kept(base?.value ?? '', text), typeOf(name, definitions), [base?.value]));
		},
	}),
	url: ({ name }, base) => ({
		prompt: l10n.t('Link of “{0}”, a URL. Press Enter to keep the current one; leave empty for none.', called(name)),
		placeholder: 'https://…',
		keepSpaces: true,
		check: (url) => wordsOf(validateUrl(url, base?.url ?? '')),
	}),
};

function wordsOf(error: ValidationError | undefined): string | undefined {
	return error && validationErrorText(error);
}

/** A name inside a prompt. */
function called(name: string): string {
	return visibleLine(name, 60);
}

async function pickVariable({ title, variables, readOnly, ended }: VariableQuestion) {
	const add = shownItem({ label: l10n.t('Add a custom variable…'), iconPath: new vscode.ThemeIcon('add') });
	const items = variables
		// Of several variables with one name a save changes the first.
		.filter((variable) => variableNamed(variables, variable.name) === variable)
		.filter(({ name }) => validateName(name, readOnly) === undefined)
		.map(({ name, value }) =>
			shownItem({
				label: visibleLine(name, 80),
				description: toSingleLine(value, 80),
				name,
			}),
		);
	return await pickOne(
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
