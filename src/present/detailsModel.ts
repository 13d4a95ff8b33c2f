// The visitor panel's content as plain data that survives a JSON trip: what stands in it, not how it looks.
import type { Urgency } from '../desk/urgency';
import type { ApiErrorKind } from '../service/errors';
import type { Id } from '../service/model';

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
	/** Never read. */
	| { readonly kind: 'unread'; readonly problem: ApiErrorKind }
	/** Read, but not lately; `at` is the instant of what is shown. */
	| { readonly kind: 'stale'; readonly problem: ApiErrorKind; readonly at: number | undefined }
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
}
