// The content of a visitor panel as plain data that JSON can carry.

import type { ValidationError } from '../../desk/variables/validation';
import type { ApiErrorKind } from '../../service/errors';
import type { Id } from '../../service/model';
import type { Urgency } from '../../service/urgency';
import type { SaveReport } from '../variables/saveReport';

/** A link in a text. `href` is safe to open (present/links.ts). */
export interface DetailsLink {
	readonly href: string;
	/** The part of the row's text that is the link: the whole of it, or an address inside. */
	readonly text: string;
}

/** All texts are hostile: for `textContent`, never for markup. */
export interface DetailsRow {
	/** Unique in the panel, and the same in every snapshot. */
	readonly key: string;
	readonly label: string;
	/** The text that Copy copies; an instant as ISO 8601, an unknown field as JSON. */
	readonly text: string;
	/** `instant`: shown from `at` instead of `text`. `code`: shown in fixed width. */
	readonly kind: 'text' | 'instant' | 'code';
	readonly at?: number;
	/** Of a time zone, in minutes east of Greenwich: the time there is shown too. */
	readonly zoneOffset?: number;
	readonly link?: DetailsLink;
	/** Shown after the text in a lighter style, for instance the URL of a variable that isn't a valid URL ("bbbbb"). */
	readonly note?: string;
	readonly empty: boolean;
	/** Whether it differs from what the user has seen last. */
	readonly changed: boolean;
	/** The state of editing; only for a custom variable. */
	readonly variable?: VariableState;
}

/** One custom variable, with its unsaved edit. Texts are hostile. */
export interface VariableState {
	readonly name: string;
	/** As the service has it; undefined for one that isn't saved yet or is gone. */
	readonly saved: VariableValue | undefined;
	/** The unsaved edit. */
	readonly draft?: VariableValue;
	/** That the draft isn't saved, in words. */
	readonly draftWords?: string;
	/** The new link of the draft, in words, if it has another one. */
	readonly linkWords?: string;
	/** Other unsaved values of the variable, each with a sentence. */
	readonly also?: readonly { readonly value: string; readonly words: string }[];
	/** What someone else did since the user began, in a sentence: the user has to choose. Their value is `saved`. */
	readonly conflict?: string;
	/** Why the draft can't be saved as it is. */
	readonly error?: EditError;
	/** The number that the site defines it as. The service may hold anything. */
	readonly number?: NumberField;
	/** A setting protects it, or privacy mode masks it. */
	readonly readOnly: boolean;
	/** Privacy mode masks it: it can't be edited meanwhile. */
	readonly masked?: boolean;
	/** A setting shows it first. */
	readonly pinned: boolean;
}

/** What a field for a number says. */
export interface NumberField {
	readonly inputMode: 'numeric' | 'decimal';
	readonly hint: string;
}

/** The invalid field of an edit, and why it can't be saved. */
export interface EditError {
	readonly field: ValidationError['field'];
	readonly words: string;
}

export interface VariableValue {
	readonly value: string;
	readonly url: string;
}

export interface NewVariable extends VariableValue {
	readonly name: string;
}

/** The state of editing in a panel. */
export interface EditingState {
	/** False if nothing can be written: signed out, another site, or a visitor that was never read. */
	readonly possible: boolean;
	/** How many variables have a draft. */
	readonly drafts: number;
	/** The form for a new variable. It is no draft yet, but must survive a hidden page. */
	readonly composing?: NewVariable;
	/** The variables that the site defines as numbers, for the form of a new one. */
	readonly numbers: readonly (NumberField & { readonly name: string })[];
	readonly saving: boolean;
	/** Whether the last save of this visitor can be undone from here. */
	readonly undo: boolean;
	/** The report of the last save, undo or restore, until it is dismissed or the next one begins. */
	readonly report?: WriteReport;
	/** False where secret storage isn't available: drafts are lost when the window reloads. */
	readonly keptOverReload: boolean;
}

/** The page announces each report once. */
export interface WriteReport extends SaveReport {
	/** Differs from report to report of a panel. */
	readonly id: number;
}

type DetailsSectionKey = 'variables' | 'contact' | 'visit' | 'technology' | 'place' | 'fields' | 'more';

export interface DetailsSection {
	readonly key: DetailsSectionKey;
	readonly title: string;
	readonly rows: readonly DetailsRow[];
	/** Shown in place of rows if the section has none; without this text, an empty section is not shown. */
	readonly none?: string;
}

/** Why the data is not up to date, or won't be updated any more. */
export type DetailsNotice = NoticeFacts & {
	/** The command that helps, and its title. */
	readonly help?: { readonly action: 'signIn' | 'switchSite' | 'refresh'; readonly title: string };
};

export type NoticeFacts =
	| { readonly kind: 'loading' }
	| { readonly kind: 'signedOut'; readonly site: string | undefined }
	| { readonly kind: 'otherSite'; readonly site: string }
	/** Never read; `what` says why, in a sentence. */
	| { readonly kind: 'unread'; readonly errorKind: ApiErrorKind; readonly what: string }
	/** Read, but not lately; `at` is the instant of what is shown. */
	| {
			readonly kind: 'stale';
			readonly errorKind: ApiErrorKind;
			readonly what: string;
			readonly at: number | undefined;
	  }
	| { readonly kind: 'left'; readonly at: number | undefined };

export interface DetailsHeader {
	/** Name, else e-mail, else "Visitor 3d59f909". */
	readonly label: string;
	/** In words; empty where nothing is known. */
	readonly status: string;
	readonly urgency: Urgency | undefined;
	/** The page that the visitor is on. */
	readonly page: { readonly text: string; readonly link?: DetailsLink } | undefined;
	/** Since when (instant) the visitor has been seen waiting, and whether the wait may have started before. */
	readonly wait: { readonly since: number; readonly atLeast: boolean } | undefined;
}

export interface VisitorDetails {
	readonly id: Id;
	readonly header: DetailsHeader;
	readonly notice: DetailsNotice | undefined;
	/** Empty if there is no data. */
	readonly sections: readonly DetailsSection[];
	readonly editing: EditingState;
	/** Pages seen since the panel was opened, the newest first; `at` is the instant of the poll that saw it first. */
	readonly pages: readonly DetailsPage[];
}

export interface DetailsPage {
	readonly text: string;
	readonly link?: DetailsLink;
	readonly at: number;
}
