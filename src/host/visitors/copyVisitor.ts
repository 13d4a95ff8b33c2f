// Copy Visitor As…: asks for the form and, once, for the fields of a note, and fills the clipboard.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { fieldTitle } from '../../present/fieldTitles';
import {
	isPersonal,
	type NoteField,
	noteFields,
	readCommandLine,
	usualNoteFields,
	visitorJson,
	visitorNote,
	writeCommandLine,
} from '../../present/reports/visitorCopy';
import type { Id, Visitor } from '../../service/model';
import { ask } from '../input/ask';
import type { SerializedMemento } from '../sites/serializedMemento';
import type { DepartmentName } from './departmentName';

const noteFieldsKey = 'frontdesk.noteFields';

export interface CopyVisitorOptions {
	/** Keeps which fields a note has: names of fields, never values. */
	readonly memento: SerializedMemento;
	readonly departmentName: DepartmentName;
	/** Says that the desk is gone, and that nothing is asked any more. */
	readonly ended: vscode.CancellationToken;
}

export async function copyVisitor(desk: Desk, id: Id, about: CopyVisitorOptions): Promise<void> {
	const visitor = await knownVisitor(desk, id);
	const forms = [
		{
			label: l10n.t('JSON'),
			detail: l10n.t('All fields, keys in order'),
			text: () => visitorJson(visitor),
		},
		{
			label: l10n.t('Markdown note'),
			detail: l10n.t('The fields that you chose, for a ticket'),
			buttons: [{ iconPath: new vscode.ThemeIcon('settings-gear'), tooltip: l10n.t('Choose the fields…') }],
			text: () => note(visitor, false, about),
		},
		{
			label: l10n.t('cURL that reads the visitor'),
			detail: l10n.t('With $TOKEN in place of the secret'),
			text: () => readCommandLine(desk.state.site.baseUrl, visitor),
		},
		{
			label: l10n.t('cURL that writes these custom variables'),
			detail: l10n.t('With $TOKEN in place of the secret'),
			text: () => writeCommandLine(desk.state.site.baseUrl, visitor),
		},
	];
	const picker = vscode.window.createQuickPick<(typeof forms)[number]>();
	picker.title = l10n.t('Copy visitor as');
	picker.placeholder = l10n.t('Which form?');
	picker.items = forms;
	const text = await ask<string | undefined>(picker, about.ended, (answer) => {
		picker.onDidAccept(() => answer(picker.selectedItems[0]?.text()));
		picker.onDidTriggerItemButton(() => answer(note(visitor, true, about)));
	});
	if (text !== undefined) {
		await vscode.env.clipboard.writeText(text);
		vscode.window.setStatusBarMessage(l10n.t('Visitor copied'), 3000);
	}
}

/** The visitor as known, else as the service says. */
async function knownVisitor(desk: Desk, id: Id): Promise<Visitor> {
	const { visitors, watched } = desk.state;
	return watched.get(id)?.visitor ?? visitors?.find((visitor) => visitor.id === id) ?? (await desk.readVisitor(id));
}

/** Undefined where the user gave up choosing. The choice is asked for once, and again on demand. */
async function note(
	visitor: Visitor,
	again: boolean,
	{ memento, departmentName, ended }: CopyVisitorOptions,
): Promise<string | undefined> {
	const kept = memento.get<readonly NoteField[]>(noteFieldsKey);
	const fields = kept && !again ? kept : await pickFields(kept ?? usualNoteFields, ended);
	if (!fields) {
		return undefined;
	}
	await memento.update(noteFieldsKey, fields);
	return visitorNote(visitor, fields, departmentName(visitor.departmentId));
}

async function pickFields(
	chosen: readonly NoteField[],
	ended: vscode.CancellationToken,
): Promise<readonly NoteField[] | undefined> {
	const picked = await vscode.window.showQuickPick(
		noteFields.map((field) => ({
			label: fieldTitle(field),
			description: isPersonal(field) ? l10n.t('personal') : '',
			picked: chosen.includes(field),
			field,
		})),
		{
			title: l10n.t('Fields of a note'),
			placeHolder: l10n.t('Chosen once; the gear beside “Markdown note” asks again'),
			canPickMany: true,
		},
		ended,
	);
	return picked?.map(({ field }) => field);
}
