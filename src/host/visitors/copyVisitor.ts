// The command Copy Visitor As….
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { fieldTitle } from '../../present/fieldTitles';
import type { ShownDesk } from '../../present/privacy/shown';
import {
	type CommandSignIn,
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
import { createPicker, pickSome, type ShownItem, showBriefly, shownItem } from '../gates/quickPicks';
import { answerSelected, ask } from '../input/ask';
import { askWhatToCopy } from '../privacy/confirmCopy';
import type { SerializedMemento } from '../sites/serializedMemento';
import type { Sites } from '../sites/sites';
import type { DepartmentName } from './departmentName';
import { knownVisitor } from './knownVisitor';

const noteFieldsKey = 'frontdesk.noteFields';

interface CopyVisitorOptions {
	/** The real data, for a copy that the user wants unmasked. */
	readonly sites: Pick<Sites, 'desk'>;
	/** Stores the names of the fields that a note has. */
	readonly memento: SerializedMemento;
	readonly departmentName: DepartmentName;
	/** How the site is signed in to, for command lines. */
	readonly signIn: CommandSignIn;
	/** Canceled when the desk is closed: the questions end. */
	readonly ended: vscode.CancellationToken;
}

interface CopyForm extends vscode.QuickPickItem {
	readonly text: () => string | Promise<string | undefined>;
}

export async function copyVisitor(desk: ShownDesk, id: Id, about: CopyVisitorOptions): Promise<void> {
	const what = desk.isMasked ? await askWhatToCopy() : 'unmasked';
	const from = what === 'unmasked' ? about.sites.desk : desk;
	if (!what || !from || about.ended.isCancellationRequested) {
		return; // cancelled, or the site was left while the question was open: the ID is of that site
	}
	const visitor = await knownVisitor(from, id);
	const { signIn } = about;
	const placeholders =
		signIn.kind === 'apiKey'
			? l10n.t('With $EMAIL and $KEY instead of the API key')
			: l10n.t('With $TOKEN instead of the access token');
	const forms: readonly ShownItem<CopyForm>[] = [
		{
			label: l10n.t({ message: 'JSON', comment: 'A file format' }),
			detail: l10n.t('All fields, sorted by name'),
			text: () => visitorJson(visitor),
		},
		{
			label: l10n.t('Markdown Note'),
			detail: l10n.t('The fields that you selected, for a ticket'),
			buttons: [{ iconPath: new vscode.ThemeIcon('settings-gear'), tooltip: l10n.t('Select Fields…') }],
			text: () => note(visitor, false, about),
		},
		{
			label: l10n.t('cURL to Read the Visitor'),
			detail: placeholders,
			text: () => readCommandLine(desk.state.site.baseUrl, visitor, signIn),
		},
		{
			label: l10n.t('cURL to Write These Custom Variables'),
			detail: placeholders,
			text: () => writeCommandLine(desk.state.site.baseUrl, visitor, signIn),
		},
	].map((form) => shownItem(form));
	const picker = createPicker<CopyForm>();
	picker.title = l10n.t('Copy Visitor As');
	picker.placeholder = l10n.t('Select a format');
	picker.items = forms;
	const text = await ask<string | undefined>(picker, about.ended, (answer) => {
		answerSelected(picker, (form) => answer(form.text()));
		picker.onDidTriggerItemButton(() => answer(note(visitor, true, about)));
	});
	if (text !== undefined) {
		await vscode.env.clipboard.writeText(text);
		showBriefly(l10n.t('Visitor copied'));
	}
}

/** Asks for the fields the first time and `again` on demand. Undefined if the user cancels. */
async function note(
	visitor: Visitor,
	again: boolean,
	{ memento, departmentName, ended }: CopyVisitorOptions,
): Promise<string | undefined> {
	const stored = memento.get<readonly NoteField[]>(noteFieldsKey);
	const fields = stored && !again ? stored : await pickFields(stored ?? usualNoteFields, ended);
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
	const picked = await pickSome(
		noteFields.map((field) =>
			shownItem({
				label: fieldTitle(field),
				description: isPersonal(field)
					? l10n.t({ message: 'personal', comment: 'Adjective: the field holds personal data' })
					: '',
				picked: chosen.includes(field),
				field,
			}),
		),
		{
			title: l10n.t('Fields of a Note'),
			placeHolder: l10n.t('To change them later, use the gear beside “Markdown Note”'),
		},
		ended,
	);
	return picked?.map(({ field }) => field);
}
