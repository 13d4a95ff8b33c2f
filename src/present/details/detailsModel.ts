// The content of a visitor panel as plain data that JSON can carry.

import type { ValidationError } from '../../desk/variables/validation';
import type { ApiErrorKind } from '../../service/errors';
import type { Id, VariableType } from '../../service/model';
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
	/** Tells the row from all others of the panel; the same from snapshot to snapshot. */
	readonly key: string;
	readonly label: string;
	/** What Copy copies; an instant as ISO 8601, an unknown field as JSON. */
	readonly text: string;
	/** `instant`: shown from `at` instead of `text`. `zone`: the time there is shown too. `code`: shown in fixed width. */
	readonly kind: 'text' | 'instant' | 'zone' | 'code';
	readonly at?: number;
	readonly link?: DetailsLink;
	/** Shown after the text in a lighter style, for instance a URL of a variable that is none ("bbbbb"). */
	readonly note?: string;
	readonly empty: boolean;
	/** Whether it is folded at first. */
	readonly long: boolean;
	/** Whether it differs from what the user has seen last. */
	readonly changed: boolean;
	/** Only of a custom variable: what editing it needs. */
	readonly variable?: VariableState;
}

/** One custom variable, with its unsaved edit. Texts are hostile. */
export interface VariableState {
	readonly name: string;
	/** As the service has it; undefined for one that isn't saved yet or is gone. */
	readonly saved: VariableValue | undefined;
	/** The unsaved edit. */
	readonly draft?: VariableValue;
	/** Unsaved values that were typed in another window. */
	readonly also?: readonly string[];
	/** Whether someone else changed it since the user began: the user has to choose. Their value is `saved`. */
	readonly conflict: boolean;
	/** Why the draft can't be saved as it is. */
	readonly error?: EditError;
	/** The number type that the site defines for it. The service may hold anything. */
	readonly type?: NumberType;
	/** A setting protects it. */
	readonly readOnly: boolean;
	/** A setting shows it first. */
	readonly pinned: boolean;
}

export type NumberType = Exclude<VariableType, 'text'>;

/** The field at fault of an edit, and a code; the words are in present/variables/validationErrors. */
export type EditError = ValidationError;

export interface VariableValue {
	readonly value: string;
	readonly url: string;
}

export interface NewVariable extends VariableValue {
	readonly name: string;
}

/** The state of editing in a panel. */
export interface EditingState {
	/** False where there is nothing to write to: signed out, another site, a visitor never read. */
	readonly possible: boolean;
	/** How many variables have a draft. */
	readonly drafts: number;
	/** The form for a new variable. It is no draft yet, but must survive a hidden page. */
	readonly composing?: NewVariable;
	/** The variables that the site defines as numbers, for the form of a new one. */
	readonly numbers: readonly { readonly name: string; readonly type: NumberType }[];
	readonly saving: boolean;
	/** Whether the last save of this visitor can be undone from here. */
	readonly undo: boolean;
	/** What became of the last save, undo or restore, until it is dismissed or the next one begins. */
	readonly report?: WriteReport;
	/** False where secret storage isn't available: drafts are lost when the window reloads. */
	readonly keptOverReload: boolean;
}

/** The page announces each report once, and concludes nothing by itself. */
export interface WriteReport extends SaveReport {
	/** Differs from report to report of a panel. */
	readonly id: number;
}

export type DetailsSectionKey = 'variables' | 'contact' | 'visit' | 'technology' | 'place' | 'fields' | 'more';

export interface DetailsSection {
	readonly key: DetailsSectionKey;
	readonly title: string;
	readonly rows: readonly DetailsRow[];
	/** Said in place of rows where there are none at all; without it such a section is not shown. */
	readonly none?: string;
}

/** What stands between the user and fresh data, or the fact that there will be none. */
export type DetailsNotice =
	| { readonly kind: 'loading' }
	| { readonly kind: 'signedOut' | 'otherSite'; readonly site: string }
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
	/** Since when we see the visitor waiting (instant), and whether it may be longer. */
	readonly wait: { readonly since: number; readonly atLeast: boolean } | undefined;
}

export interface VisitorDetails {
	readonly id: Id;
	readonly header: DetailsHeader;
	readonly notice: DetailsNotice | undefined;
	/** None where no data is known. */
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
