// Which desk is at work in this window, for everything that shows it; sites.ts opens and closes desks.
import type { Event } from 'vscode';
import type { Desk } from '../desk/desk';
import type { Clock } from '../service/ports';

export interface CurrentDesk {
	/** Undefined while signed out, or while a remembered site is still being opened. */
	readonly desk: Desk | undefined;
	/** Fires after `desk` became another one (sign-in, sign-out, switch of site). */
	readonly onDidChange: Event<Desk | undefined>;
}

/** What everything that shows it is given; `Settings` is what it goes by. */
export interface ShowingOptions<Settings> {
	readonly currentDesk: CurrentDesk;
	readonly clock: Clock;
	readonly settings: () => Settings;
	/** Fires after what `settings` returns changed. */
	readonly onDidChangeSettings: Event<void>;
}
