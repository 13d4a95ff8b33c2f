// What every part of the page needs of the whole: the present, the host, a voice, the edits. Holds no elements.
import * as l10n from '@vscode/l10n';
import type { Caller } from '../protocol/rpc';
import type { PanelMethods } from '../protocol/visitorPanel';
import type { Edits } from './edits';

export interface PanelContext {
	/** The host's present, in ms. */
	now(): number;
	/** Whether rows without a value are shown. */
	showEmpty(): boolean;
	/** Whether there is anything to write to. */
	canEdit(): boolean;
	readonly host: Caller<PanelMethods>;
	readonly edits: Edits;
	/** Tells what is typed, then saves every draft, or leads to what has to be mended or chosen first. */
	save(): Promise<void>;
	/** Says something to assistive technology only: what the eyes can see by themselves. */
	whisper(text: string): void;
	/** Says something to everybody. */
	say(text: string): void;
}

/** Runs a call whose outcome is only worth a word where it failed. */
export async function attempt(
	context: PanelContext,
	call: Promise<unknown>,
	failed = l10n.t('That did not work.'),
): Promise<boolean> {
	try {
		await call;
		return true;
	} catch {
		context.say(failed);
		return false;
	}
}
