// What every part of the page needs: the time, the host, announcements, the edits.
import * as l10n from '@vscode/l10n';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { CallError, type Caller } from '../protocol/rpc';
import type { PanelMethods } from '../protocol/visitorPanel';
import type { Edits } from './edits';
import type { Press } from './press';

/** A row of a custom variable that can be edited. */
export interface EditableRow {
	readonly isEditing: boolean;
	/** Whether the row holds text that the host doesn't have yet. */
	holdsText(): boolean;
	/** Opens its fields. */
	open(): void;
	/** Focuses what has to be corrected or chosen before a save. */
	showBlock(): void;
}

export interface PanelContext extends Press {
	/** The host's clock at this rendering, in ms. */
	readonly now: number;
	/** Whether rows without a value are shown. */
	readonly showEmpty: boolean;
	/** Whether there is anything to write to. */
	readonly canEdit: boolean;
	readonly host: Caller<PanelMethods>;
	/** Calls the host and shows a message if that fails: `failed`, or what the host says. Answers whether it succeeded. */
	run<K extends keyof PanelMethods>(method: K, params: PanelMethods[K]['params'], failed?: string): Promise<boolean>;
	readonly edits: Edits;
	/** The rows of variables on the page, by key. */
	readonly rows: Map<string, EditableRow>;
	/** Sends what is typed, then saves every draft, or focuses what has to be corrected or chosen first. */
	save(): Promise<void>;
	/** Tells assistive technology alone, about what is visible anyway. */
	announce(text: string): void;
	/** Shows and announces a short message. */
	showToast(text: string): void;
}

/** Its value is provided by the page; nothing is rendered outside of it. */
export const Panel = createContext<PanelContext>({} as PanelContext);

export function usePanel(): PanelContext {
	return useContext(Panel);
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
		context.showToast(failed ?? hostSays ?? noResponseText());
		return false;
	}
}

/** Shown if the host doesn't answer. */
export function noResponseText(): string {
	return l10n.t("Frontdesk doesn't respond.");
}

function isUnanswered({ kind }: CallError): boolean {
	return kind === 'timeout' || kind === 'closed';
}
