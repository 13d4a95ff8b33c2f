// The complete content of one visitor's panel as a function of what the desk knows; holds nothing and asks nothing.

import * as l10n from '@vscode/l10n';
import { type DeskState, staleAfter, type WatchedVisitor } from '../../desk/state';
import { urgencyOf } from '../../desk/urgency';
import type { Id, Visitor } from '../../service/model';
import { type ErrorFacts, errorText } from '../errorTexts';
import { fieldTitle } from '../fieldTitles';
import { type Aliases, nameOf, visitorById, visitorLabel } from '../labels';
import { linkIn } from '../links';
import { urgencyTitle, visitorStatusText } from '../statusTexts';
import type {
	DetailsHeader,
	DetailsNotice,
	DetailsPage,
	DetailsSection,
	EditingState,
	VisitorDetails,
} from './detailsModel';
import { detailsSections } from './detailsRows';
import { type VariableRowsOptions, variableRows } from './variableRows';

export interface DetailsInput {
	readonly id: Id;
	/** What the user calls the panel's site. */
	readonly site: string;
	/** What the desk of that site knows; undefined while no such desk is at work. */
	readonly state: DeskState | undefined;
	/** Whether the user is signed in to another site instead. */
	readonly otherSite: boolean;
	/** What the user calls departments. */
	readonly departments?: Aliases;
	/** What the user has under hands; without it nothing can be edited. */
	readonly editing?: EditingState & VariableRowsOptions;
	readonly pages?: readonly DetailsPage[];
}

const notEditing: EditingState & VariableRowsOptions = {
	possible: false,
	drafts: 0,
	saving: false,
	undo: false,
	notKept: [],
	keptOverReload: true,
	edits: [],
	numbers: [],
	readOnly: [],
	definitions: [],
	pinned: [],
};

export function visitorDetails(input: DetailsInput): VisitorDetails {
	const { id, site, state } = input;
	if (!state) {
		return nothingKnown(id, { kind: input.otherSite ? 'otherSite' : 'signedOut', site });
	}
	const known = knownOf(state, id);
	const notice = noticeOf(state, known);
	if (!known.visitor) {
		return nothingKnown(id, notice);
	}
	const { edits, readOnly, definitions, pinned, ...editing } = input.editing ?? notEditing;
	return {
		id,
		header: headerOf(known.visitor, known.left, state),
		notice,
		sections: [
			{
				key: 'variables',
				title: fieldTitle('customVariableResults'),
				rows: variableRows(known.visitor.customVariableResults, { edits, readOnly, definitions, pinned }),
				none: l10n.t('No custom variables'),
			},
			...detailsSections(known.visitor, {
				gone: known.left && urgencyOf(known.visitor.status) !== 'left',
				departmentName: (department) => nameOf(department, input.departments ?? {}, state.names.departments),
			}),
		],
		editing,
		pages: input.pages ?? [],
	};
}

/**
 * What the user has looked at, as far as it shows: by row, its text. Later details are compared with it.
 * Undefined where nothing was to be seen.
 */
export type SeenRows = ReadonlyMap<string, string> | undefined;

export function seenIn(details: VisitorDetails): SeenRows {
	const rows = details.sections.flatMap((section) => section.rows);
	return rows.length === 0 ? undefined : new Map(rows.map((row) => [row.key, seenText(row)]));
}

/** The same details, rows marked that differ from what was seen; a first look marks nothing. */
export function markChanged(details: VisitorDetails, seen: SeenRows): VisitorDetails {
	if (!seen) {
		return details;
	}
	const sections: DetailsSection[] = details.sections.map((section) => ({
		...section,
		rows: section.rows.map((row) => ({ ...row, changed: (seen.get(row.key) ?? '') !== seenText(row) })),
	}));
	return { ...details, sections };
}

function seenText(row: { readonly text: string; readonly note?: string }): string {
	return row.note === undefined ? row.text : `${row.text}\n${row.note}`;
}

function nothingKnown(id: Id, notice: DetailsNotice | undefined): VisitorDetails {
	const header = { label: visitorById(id), status: '', urgency: undefined, page: undefined, wait: undefined };
	const { edits, readOnly, definitions, pinned, ...editing } = notEditing;
	return { id, header, notice, sections: [], editing, pages: [] };
}

/** By `followed`, else by the list: between opening and following there is a moment. */
function knownOf(state: DeskState, id: Id): WatchedVisitor {
	const followed = state.watched.get(id);
	if (followed?.visitor) {
		return followed;
	}
	const visitor = state.visitors?.find((row) => row.id === id);
	if (!visitor) {
		return followed ?? { visitor: undefined, asOf: undefined, left: false, error: undefined };
	}
	return { visitor, asOf: state.visitorsAsOf, left: urgencyOf(visitor.status) === 'left', error: undefined };
}

/** The one thing to say above the data: that the visit is over outweighs that we can't read on. */
function noticeOf(state: DeskState, known: WatchedVisitor): DetailsNotice | undefined {
	if (!known.visitor) {
		const problem = known.error ?? refusal(state);
		return problem === undefined
			? { kind: 'loading' }
			: { kind: 'unread', problem: problem.kind, what: errorText(problem).what };
	}
	if (known.left) {
		return { kind: 'left', at: known.asOf };
	}
	const problem = known.error ?? staleness(state);
	return problem && { kind: 'stale', problem: problem.kind, what: errorText(problem).what, at: known.asOf };
}

/** A failure that is no answer to hope for by waiting: then "Loading" would be wrong. */
function refusal(state: DeskState): ErrorFacts | undefined {
	return state.pollError ?? state.visitorsError;
}

/** From three missed polls on what is shown is marked (PRODUCT.md, rule 2); a refused session at once, for nothing will follow. */
function staleness(state: DeskState): ErrorFacts | undefined {
	const problem = state.pollError ?? state.visitorsError;
	return problem && (problem.missed >= staleAfter || problem.kind === 'unauthorized') ? problem : undefined;
}

function headerOf(visitor: Visitor, left: boolean, state: DeskState): DetailsHeader {
	// The service forgets visitors without a last status: "On site" of somebody who is gone would be wrong.
	const urgency = left ? 'left' : urgencyOf(visitor.status);
	const saysSo = urgency === urgencyOf(visitor.status);
	const page = visitor.currentBrowsing.trim();
	const link = linkIn(page);
	return {
		label: visitorLabel(visitor),
		status: saysSo ? visitorStatusText(visitor.status) : urgencyTitle('left'),
		urgency,
		page: page === '' ? undefined : { text: page, ...(link && { link }) },
		wait: left ? undefined : state.waits.get(visitor.id),
	};
}
