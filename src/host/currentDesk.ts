// The current desk of this window: as it is, and as surfaces may show it.
import type { Event } from 'vscode';
import type { Desk } from '../desk/desk';
import type { ShownDesk } from '../present/privacy/shown';
import type { Clock } from '../service/ports';

export interface CurrentDesk {
	/** Undefined while signed out, or while a site is still being opened after a reload. */
	readonly desk: Desk | undefined;
	/** Fires after sign-in, sign-out or a switch of the site. */
	readonly onDidChange: Event<Desk | undefined>;
}

/** The current desk for surfaces: with masked data while privacy mode is on. */
export interface ShownDesks {
	readonly desk: ShownDesk | undefined;
	/** Fires after a change of the desk, and of privacy mode. */
	readonly onDidChange: Event<ShownDesk | undefined>;
}

/** The options that all views of the current desk have. */
export interface ViewOptions<Settings> {
	readonly currentDesk: ShownDesks;
	readonly clock: Clock;
	readonly settings: () => Settings;
	/** Fires after a change of what `settings` returns. */
	readonly onDidChangeSettings: Event<void>;
}
