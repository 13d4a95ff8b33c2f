// The report of a save, undo or restore of custom variables, for the panel and for notifications.
import * as l10n from '@vscode/l10n';
import { type Difference, isOfEdit } from '../../desk/variables/comparison';
import type { PutBack, SaveOutcome } from '../../desk/variables/saveVariables';
import type { Conflict } from '../../desk/variables/variableEdits';
import type { ApiError } from '../../service/errors';
import { errorText } from '../errorTexts';
import { toSingleLine, visibleLine } from '../text';
import { quotedNames } from './quotedNames';
import { valueDifference } from './valueDifference';

export type WriteKind = 'save' | 'undo' | 'restore';

/** What can be done about a report, beside dismissing it. */
export type ReportAction = 'saveAgain' | 'restore' | 'undoAnyway';

export interface SaveReport {
	/** `done`: shown briefly. `problem`: shown until the user dismisses it. */
	readonly tone: 'done' | 'problem';
	readonly title: string;
	/** One sentence per variable. They may contain texts of strangers, reduced to one line. */
	readonly lines: readonly string[];
	readonly actions: readonly ReportAction[];
}

/** @param draftsLeft whether edits are still unsaved */
export function saveReport(write: WriteKind, outcome: SaveOutcome, draftsLeft: boolean): SaveReport {
	switch (outcome.kind) {
		case 'unchanged':
			return unchangedReport(write, outcome);
		case 'conflict':
			return conflictReport(write, outcome.conflicts);
		case 'unreadable':
			return unreadableReport(write, outcome.names, draftsLeft);
		case 'unknown':
			return problem(
				`${errorText(outcome.error).what} ${unknownText(write)}`,
				[],
				write === 'save' && draftsLeft ? ['saveAgain'] : [],
			);
		case 'saved':
		case 'notSaved':
			return sentReport(write, outcome, draftsLeft);
	}
}

/** For a write that was refused, or that could not begin. */
export function failureReport(write: WriteKind, error: ApiError, draftsLeft: boolean): SaveReport {
	const { what, next } = errorText(error);
	return problem(`${notDoneText(write)} ${what} ${next}`, stillHere(write, draftsLeft), again(write, draftsLeft));
}

/** For an internal error. */
export function internalErrorReport(write: WriteKind, draftsLeft: boolean): SaveReport {
	const title = `${notDoneText(write)} ${l10n.t('Something went wrong. See the log for details.')}`;
	return problem(title, stillHere(write, draftsLeft), again(write, draftsLeft));
}

/** For edits that can't be sent as they are. */
export function invalidReport(name: string, words: string): SaveReport {
	return problem(l10n.t('Not saved. “{0}”: {1}', called(name), words), [], []);
}

function unchangedReport(
	write: WriteKind,
	{ differences, putBack }: Extract<SaveOutcome, { kind: 'unchanged' }>,
): SaveReport {
	const lines = [
		...differences.map((difference) => differenceText(difference, false)),
		...(putBack ? putBackText(putBack) : []),
	];
	return lines.length === 0 ? done(unchangedText(write)) : problem(unchangedText(write), lines, []);
}

type SentOutcome = Extract<SaveOutcome, { kind: 'saved' | 'notSaved' }>;

function sentReport(write: WriteKind, outcome: SentOutcome, draftsLeft: boolean): SaveReport {
	const { differences, isAnswered, putBack } = outcome;
	const lines = [
		...differences.map((difference) => differenceText(difference, isAnswered)),
		...(putBack ? putBackText(putBack) : []),
	];
	if (outcome.kind === 'saved') {
		return lines.length === 0
			? done(doneText(write))
			: problem(partlyTitle(write, outcome), lines, restorable(outcome));
	}
	if (!outcome.error) {
		return problem(
			write === 'save'
				? l10n.t("Not saved. The service accepted the request, but didn't store what you typed.")
				: l10n.t("Not undone. The service accepted the request, but didn't store the previous values."),
			[...lines, ...stillHere(write, draftsLeft)],
			again(write, draftsLeft),
		);
	}
	const { what, next } = errorText(outcome.error);
	// A value that stayed as it was gets no sentence.
	const changed = differences.filter(({ kind }) => kind !== 'unchanged' && kind !== 'missing');
	return problem(
		`${notDoneText(write)} ${what} ${next}`,
		[
			...changed.map((difference) => differenceText(difference, isAnswered)),
			...(putBack ? putBackText(putBack) : []),
			...stillHere(write, draftsLeft),
		],
		changed.some(({ kind }) => isOfEdit(kind)) ? [] : again(write, draftsLeft),
	);
}

function partlyTitle(write: WriteKind, { differences, putBack }: SentOutcome): string {
	const kinds = new Set(differences.map(({ kind }) => kind));
	if (kinds.has('unchanged') || kinds.has('other') || kinds.has('missing')) {
		return write === 'save' ? l10n.t('Not everything was saved.') : l10n.t('Not everything was undone.');
	}
	if (kinds.has('altered')) {
		return l10n.t('Saved, but the service changed some values.');
	}
	return putBack && kinds.size === 0
		? l10n.t('Saved, but the service removed other variables.')
		: l10n.t('Saved, but other variables have changed.');
}

/** Only edited values can be restored, and only if the service changed them. */
function restorable({ differences }: SentOutcome): readonly ReportAction[] {
	return differences.some(({ kind }) => kind === 'altered') ? ['restore'] : [];
}

function conflictReport(write: WriteKind, conflicts: readonly Conflict[]): SaveReport {
	const names = quotedNames(conflicts.map(({ edit }) => called(edit.name)));
	if (write === 'save') {
		return problem(l10n.t('Not saved. Someone else changed {0}. Choose which value to keep.', names), [], []);
	}
	return problem(
		write === 'undo'
			? l10n.t('Not undone. Someone else changed {0} since that save.', names)
			: l10n.t('Not restored. Someone else changed {0} since that save.', names),
		conflicts.map(({ edit, theirs }) =>
			theirs
				? l10n.t('“{0}” is now “{1}”.', called(edit.name), valueDifference(theirs.value, edit.value).expected)
				: l10n.t('“{0}” is gone.', called(edit.name)),
		),
		write === 'undo' ? ['undoAnyway'] : [],
	);
}

function unreadableReport(write: WriteKind, names: readonly string[], draftsLeft: boolean): SaveReport {
	const known = names.filter((name) => name.trim() !== '').map(called);
	const what =
		known.length > 0
			? l10n.t("Frontdesk can't read the value of {0}, and saving could remove it.", quotedNames(known))
			: l10n.t("Frontdesk can't read a variable of this visitor, and saving could remove it.");
	const setting = l10n.t(
		"If your service keeps variables that aren't sent, set {0} to “{1}”: then only edited variables are sent.",
		'frontdesk.variables.write',
		'changed',
	);
	return problem(`${notDoneText(write)} ${what}`, [setting, ...stillHere(write, draftsLeft)], []);
}

/** One sentence on a variable that isn't as it was typed or read. */
function differenceText({ kind, name, expected, got }: Difference, isAnswered: boolean): string {
	const variable = called(name);
	if (kind === 'nameless') {
		const value = toSingleLine(expected.value, 80);
		return isAnswered
			? l10n.t('A variable without a name was removed: the service accepts none in a save. Its value was “{0}”.', value)
			: l10n.t('A variable without a name is gone now. Its value was “{0}”.', value);
	}
	if (!got) {
		if (kind !== 'notEdited') {
			return l10n.t("“{0}” wasn't stored.", variable);
		}
		return name.trim() === ''
			? l10n.t("A variable without a name wasn't edited, and is gone now.")
			: l10n.t("“{0}” wasn't edited, and is gone now.", variable);
	}
	if (got.value === expected.value) {
		const link = valueDifference(expected.url, got.url);
		return l10n.t('“{0}”: its link was sent as “{1}” and is now “{2}”.', variable, link.expected, link.got);
	}
	return valueText(kind, variable, expected.value, got.value, isAnswered);
}

function valueText(
	kind: Difference['kind'],
	variable: string,
	expected: string,
	got: string,
	isAnswered: boolean,
): string {
	const { expected: ours, got: theirs, position } = valueDifference(expected, got);
	if (kind === 'notEdited') {
		return l10n.t("“{0}” wasn't edited, was “{1}” and is now “{2}”.", variable, ours, theirs);
	}
	if (kind === 'unchanged') {
		return l10n.t('“{0}” is still “{1}”.', variable, theirs);
	}
	if (kind === 'other' && !isAnswered) {
		return l10n.t('Someone else changed “{0}” to “{1}”. Choose which value to keep.', variable, theirs);
	}
	if (got === expected.trim()) {
		return l10n.t('“{0}”: the service removed the spaces around “{1}”.', variable, toSingleLine(got, 40));
	}
	if (expected.startsWith(got) && got !== '') {
		return l10n.t('“{0}”: the service stored only {1} of {2} characters.', variable, got.length, expected.length);
	}
	return position <= 40
		? l10n.t('“{0}” was sent as “{1}” and is now “{2}”.', variable, ours, theirs)
		: l10n.t(
				'“{0}” differs from character {1} on: it was sent as “{2}” and is now “{3}”.',
				variable,
				position,
				ours,
				theirs,
			);
}

function putBackText({ variables, error }: PutBack): readonly string[] {
	const names = quotedNames(variables.map(({ name }) => called(name)));
	if (error === undefined) {
		return [
			l10n.t(
				'The service removed {0}, because only the edited variables were sent. Frontdesk put back what it removed.',
				names,
			),
			l10n.t(
				'From now on Frontdesk sends all variables to this site, as with the setting frontdesk.variables.write: complete.',
			),
		];
	}
	const why = error === 'notKept' ? l10n.t("The service didn't store it.") : errorText(error).what;
	return [
		l10n.t("The service removed {0}, and Frontdesk couldn't put back what it removed. {1}", names, why),
		l10n.t('The removed values are kept as unsaved edits. Save to add them again.'),
	];
}

function doneText(write: WriteKind): string {
	switch (write) {
		case 'save':
			return l10n.t({ message: 'Saved', comment: 'Edits of custom variables have been saved', args: [] });
		case 'undo':
			return l10n.t('Last save undone');
		case 'restore':
			return l10n.t('Previous values restored');
	}
}

function unchangedText(write: WriteKind): string {
	return write === 'save' ? l10n.t('No changes to save') : l10n.t('The service has the previous values already');
}

function notDoneText(write: WriteKind): string {
	switch (write) {
		case 'save':
			return l10n.t('Not saved.');
		case 'undo':
			return l10n.t('Not undone.');
		case 'restore':
			return l10n.t('Not restored.');
	}
}

function unknownText(write: WriteKind): string {
	return write === 'save'
		? l10n.t("It isn't known whether your edits were saved. They are still here, and saving again is safe.")
		: l10n.t("It isn't known whether the previous values were saved. Trying again is safe.");
}

function stillHere(write: WriteKind, draftsLeft: boolean): readonly string[] {
	return write === 'save' && draftsLeft ? [l10n.t('Your edits are still here.')] : [];
}

function again(write: WriteKind, draftsLeft: boolean): readonly ReportAction[] {
	return write === 'save' && draftsLeft ? ['saveAgain'] : [];
}

function done(title: string): SaveReport {
	return { tone: 'done', title, lines: [], actions: [] };
}

function problem(title: string, lines: readonly string[], actions: readonly ReportAction[]): SaveReport {
	return { tone: 'problem', title, lines, actions };
}

function called(name: string): string {
	return visibleLine(name, 60);
}
