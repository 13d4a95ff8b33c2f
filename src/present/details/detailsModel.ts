// The visitor panel's content as plain data that survives a JSON trip: what stands in it, not how it looks.
import type { Urgency } from '../../desk/urgency';
import type { ValidationError } from '../../desk/variables/validation';
import type { ApiErrorKind } from '../../service/errors';
import type { Id, VariableType } from '../../service/model';

/** A part of a text that leads somewhere. `href` is safe to open (links.ts). */
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
	/** Said after the text, less loudly: the address of a variable that is none ("bbbbb"). */
	readonly note?: string;
	readonly empty: boolean;
	/** To be folded: longer than anybody reads at a glance. */
	readonly long: boolean;
	/** Differs from what the user last looked at. */
	readonly changed: boolean;
	/** Only of a custom variable: what editing it needs. */
	readonly variable?: VariableState;
}

/** One custom variable under the user's hands. Texts are hostile. */
export interface VariableState {
	readonly name: string;
	/** As the service has it; undefined for one that the user adds and nobody has saved. */
	readonly saved: VariableValue | undefined;
	/** What the user typed and has not saved. */
	readonly draft?: VariableValue;
	/** Values typed for it in another window, not saved either. */
	readonly also?: readonly string[];
	/** Somebody else changed it since the user began: the user has to choose. `theirs` is `saved`; its absence means that it is gone. */
	readonly conflict: boolean;
	/** Why the draft can't be saved as it is. */
	readonly error?: EditError;
	/** The site defines it as a number: a hint for who types, for the service may hold anything. */
	readonly type?: NumberType;
	/** A setting protects it. */
	readonly readOnly: boolean;
	/** A setting has it on top. */
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

/** The state of editing as a whole. */
export interface EditingState {
	/** False where there is nothing to write to: signed out, another site, a visitor never read. */
	readonly possible: boolean;
	/** How many variables have a draft. */
	readonly drafts: number;
	/** What stands in the form for a new variable: a name that is not finished makes no draft, but must not be lost with a hidden page. */
	readonly composing?: NewVariable;
	/** The variables that the site defines as numbers, for the form of a new one. */
	readonly numbers: readonly { readonly name: string; readonly type: NumberType }[];
	readonly saving: boolean;
	/** Whether the last save of this visitor can be undone from here. */
	readonly undo: boolean;
	/** Why the last save brought nothing, in words. The drafts are still there. */
	readonly failure?: string;
	/** What the service did not keep of the last save, a sentence each; said until the user dismisses it, restores or saves again. */
	readonly notKept: readonly string[];
	/** False where the secret store refused: drafts are lost when the window reloads. */
	readonly keptOverReload: boolean;
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
	| { readonly kind: 'unread'; readonly problem: ApiErrorKind; readonly what: string }
	/** Read, but not lately; `at` is the instant of what is shown. */
	| {
			readonly kind: 'stale';
			readonly problem: ApiErrorKind;
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
