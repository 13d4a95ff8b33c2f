// The complete content of a visitor panel, from the state of the desk.
import * as l10n from '@vscode/l10n';
import { type DeskState, staleAfter, type WatchedVisitor } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { urgencyOf } from '../../service/urgency';
import { type ErrorFacts, errorText } from '../errorTexts';
import { fieldTitle } from '../fieldTitles';
import { type Aliases, nameOf, visitorById, visitorLabel } from '../labels';
import { linkIn } from '../links';
import { urgencyTitle, visitorStatusText } from '../status/statusTexts';
import type {
	DetailsHeader,
	DetailsNotice,
	DetailsPage,
	DetailsSection,
	EditingState,
	NoticeFacts,
	VisitorDetails,
} from './detailsModel';
import { detailsSections } from './detailsRows';
import { type VariableRowsOptions, variableRows } from './variableRows';

interface DetailsInput {
	readonly id: Id;
	/** The name of the panel's site; undefined if it isn't known any more. */
	readonly site: string | undefined;
	/** The state of that site's desk; undefined if it isn't the current one. */
	readonly state: DeskState | undefined;
	/** Whether the user is signed in to another site instead. */
	readonly otherSite: boolean;
	/** The user's names of departments. */
	readonly departments?: Aliases;
	/** The state of editing; without it nothing can be edited. */
	readonly editing?: EditingState & VariableRowsOptions;
	readonly pages?: readonly DetailsPage[];
}

/** A panel in which nothing can be edited, and nothing is being edited. */
export const notEditing: EditingState & VariableRowsOptions = {
	possible: false,
	drafts: 0,
	saving: false,
	undo: false,
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
		return nothingKnown(
			id,
			withHelp(input.otherSite && site !== undefined ? { kind: 'otherSite', site } : { kind: 'signedOut', site }),
		);
	}
	const known = knownOf(state, id);
	const notice = withHelp(noticeOf(state, known));
	if (!known.visitor) {
		return nothingKnown(id, notice);
	}
	const { edits, readOnly, definitions, pinned, masked = [], ...editing } = input.editing ?? notEditing;
	return {
		id,
		header: headerOf(known.visitor, known.left, state),
		notice,
		sections: [
			{
				key: 'variables',
				title: fieldTitle('customVariableResults'),
				rows: variableRows(known.visitor.customVariableResults, { edits, readOnly, definitions, pinned, masked }),
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

/** The texts of the rows that the user has seen, by key; undefined where no rows were shown. */
export type SeenRows = ReadonlyMap<string, string> | undefined;

export function seenIn(details: VisitorDetails): SeenRows {
	const rows = details.sections.flatMap((section) => section.rows);
	return rows.length === 0 ? undefined : new Map(rows.map((row) => [row.key, seenText(row)]));
}

/** Marks the rows that differ from what the user has seen; none if nothing was seen yet. */
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

/** From the watched visitors, else from the list: a panel shows the visitor before it watches. */
function knownOf(state: DeskState, id: Id): WatchedVisitor {
	const watched = state.watched.get(id);
	if (watched?.visitor) {
		return watched;
	}
	const visitor = state.visitors?.find((row) => row.id === id);
	if (!visitor) {
		return watched ?? { visitor: undefined, asOf: undefined, left: false, error: undefined };
	}
	return { visitor, asOf: state.visitorsAsOf, left: urgencyOf(visitor.status) === 'left', error: undefined };
}

/** The notice above the data. That the visitor left is more important than that reading fails. */
function noticeOf(state: DeskState, known: WatchedVisitor): NoticeFacts | undefined {
	if (!known.visitor) {
		const error = known.error ?? refusal(state);
		return error === undefined
			? { kind: 'loading' }
			: { kind: 'unread', errorKind: shownKind(error), what: errorText(error).what };
	}
	if (known.left) {
		return { kind: 'left', at: known.asOf };
	}
	const error = known.error ?? staleness(state);
	return error && { kind: 'stale', errorKind: shownKind(error), what: errorText(error).what, at: known.asOf };
}

function withHelp(notice: NoticeFacts | undefined): DetailsNotice | undefined {
	const help = notice && helpOf(notice);
	return help ? { ...notice, help } : notice;
}

function helpOf(notice: NoticeFacts): DetailsNotice['help'] {
	switch (notice.kind) {
		case 'signedOut':
			return { action: 'signIn', title: l10n.t('Sign In…') };
		case 'otherSite':
			return { action: 'switchSite', title: l10n.t('Switch Site…') };
		case 'unread':
		case 'stale':
			if (notice.errorKind === 'unauthorized') {
				return { action: 'signIn', title: l10n.t('Sign In…') };
			}
			return notice.errorKind === 'notFound' || notice.errorKind === 'forbidden'
				? undefined
				: { action: 'refresh', title: l10n.t('Try Again') };
		case 'left':
		case 'loading':
			return undefined;
	}
}

/** A 403 or 404 of a gateway doesn't mean that the visitor is gone or a permission is missing. */
function shownKind({ kind, isServiceAnswer }: ErrorFacts): ErrorFacts['kind'] {
	return (kind === 'notFound' || kind === 'forbidden') && !isServiceAnswer ? 'server' : kind;
}

/** A failure of the polls, which would make "Loading" wrong. */
function refusal(state: DeskState): ErrorFacts | undefined {
	return state.pollError ?? state.visitorsError;
}

/** Data counts as stale after three missed polls (docs/rules.md#rule-2), and at once if the session was refused. */
function staleness(state: DeskState): ErrorFacts | undefined {
	const error = state.pollError ?? state.visitorsError;
	return error && (error.missed >= staleAfter || error.kind === 'unauthorized') ? error : undefined;
}

function headerOf(visitor: Visitor, left: boolean, state: DeskState): DetailsHeader {
	// The service drops visitors who left without a last status: "On site" would be wrong.
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
