// Masks what a visitor panel shows beside the visitor: unsaved edits, reports and the pages seen.
import * as l10n from '@vscode/l10n';
import type { DraftEdit } from '../../desk/variables/drafts';
import { variableOf } from '../../desk/variables/variableEdits';
import type { NamedValue, Visitor } from '../../service/model';
import type { DetailsPage, EditingState } from '../details/detailsModel';
import type { VariableRowsOptions } from '../details/variableRows';
import { linkIn } from '../links';
import type { SaveReport } from '../variables/saveReport';
import type { Mask } from './mask';
import { whole } from './maskText';

type Editing = EditingState & VariableRowsOptions;

/** Drafts of masked variables stay, but are neither shown nor counted: Save and Discard All leave them alone. */
export function maskEditing(editing: Editing, about: Visitor, mask: Mask): Editing {
	const saved = about.customVariableResults;
	const isLocked = ({ name }: { readonly name: string }, of = saved.find((each) => each.name === name)) =>
		mask.isLocked(name, of, about);
	const edits = editing.edits.map((edit) => maskEdit(edit, saved, about, mask));
	const locked = saved.filter((variable) => isLocked(variable, variable)).map((each) => mask.named(each, about).name);
	const hidden = edits.filter((edit, at) => edit !== editing.edits[at]).map(({ name }) => name);
	const { composing, report, ...rest } = editing;
	return {
		...rest,
		edits,
		masked: [...new Set([...locked, ...hidden])],
		drafts: editing.edits.filter((edit) => !isLocked(edit)).length,
		...(composing && mask.named(composing, about) === composing && { composing }),
		...(report && { report: maskReport(report) }),
	};
}

/** The same edit if nothing in it is masked. The base of a masked one is what is shown: whether someone else changed it isn't told. */
function maskEdit(edit: DraftEdit, saved: readonly NamedValue[], about: Visitor, mask: Mask): DraftEdit {
	const theirs = variableOf(saved, edit);
	const shown = mask.named(edit, about);
	const also = edit.also?.map((value) => mask.text(value, about));
	const isShown =
		shown === edit &&
		!mask.isLocked(edit.name, theirs, about) &&
		(edit.base === undefined || mask.named(edit.base, about) === edit.base) &&
		(also ?? []).every((value, at) => value === edit.also?.[at]);
	if (isShown) {
		return edit;
	}
	const { also: _, ...rest } = edit;
	const base = theirs && mask.named(theirs, about);
	return { ...rest, name: shown.name, value: whole(edit.value), url: whole(edit.url), base };
}

/** The sentences of a report quote values. */
function maskReport<Report extends SaveReport>(report: Report): Report {
	return report.lines.length === 0
		? report
		: { ...report, lines: [l10n.t('The values are hidden while privacy mode is on.')] };
}

export function maskPages(pages: readonly DetailsPage[], about: Visitor, mask: Mask): readonly DetailsPage[] {
	return pages.map((page) => {
		const text = mask.text(page.text, about);
		const link = linkIn(text);
		return text === page.text ? page : { text, at: page.at, ...(link && { link }) };
	});
}
