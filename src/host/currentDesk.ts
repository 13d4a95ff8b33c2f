// Which desk is at work in this window, for everything that shows it; sites.ts opens and closes desks.
import type { Event } from 'vscode';
import type { Desk } from '../desk/desk';

export interface CurrentDesk {
	/** Undefined while signed out, or while a remembered site is still being opened. */
	readonly desk: Desk | undefined;
	/** Fires after `desk` became another one (sign-in, sign-out, switch of site). */
	readonly onDidChange: Event<Desk | undefined>;
}
