// What every part of the page needs: the time, the host, announcements, the edits.
import * as l10n from '@vscode/l10n';
import { CallError, type Caller } from '../protocol/rpc';
import type { PanelMethods } from '../protocol/visitorPanel';
import type { Edits } from './edits';

export interface PanelContext {
	/** The host's clock, in ms. */
	now(): number;
	/** Whether rows without a value are shown. */
	showEmpty(): boolean;
	/** Whether there is anything to write to. */
	canEdit(): boolean;
	readonly host: Caller<PanelMethods>;
	readonly edits: Edits;
	/** Sends what is typed, then saves every draft, or focuses what has to be corrected or chosen first. */
	save(): Promise<void>;
	/** Tells assistive technology alone, about what is visible anyway. */
	announce(text: string): void;
	/** Shows and announces a short message. */
	showToast(text: string): void;
}

/** Runs a call and shows a message if it fails: `failed`, or what the host says. Returns whether it succeeded. */
export async function attempt(
	context: Pick<PanelContext, 'showToast'>,
	call: Promise<unknown>,
	failed?: string,
): Promise<boolean> {
	try {
		await call;
		return true;
	} catch (error) {
		const hostSays = error instanceof CallError && !isUnanswered(error) ? error.message : undefined;
		context.showToast(failed ?? hostSays ?? l10n.t("Frontdesk doesn't respond."));
		return false;
	}
}

function isUnanswered({ kind }: CallError): boolean {
	return kind === 'timeout' || kind === 'closed';
}
