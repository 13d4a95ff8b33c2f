// What the two entries of the extension bring along.
import type * as vscode from 'vscode';
import type { Fetch, Store } from '../service/ports';

/** What differs between the Node and the web entry. */
export interface Entry {
	readonly fetch: Fetch;
	/** What all windows of this VS Code share, in a folder that may not exist yet. */
	readonly store: (folder: vscode.Uri) => Promise<Store>;
	/** The sandbox scenario to open at once, if the environment names one. */
	readonly sandboxScenario: string | undefined;
	/** The pace of the clock, as `fastClock` reads it; development builds only. */
	readonly clockPace?: string | undefined;
	/** A few words about the platform for Copy Diagnostics, without personal data. */
	readonly platform: readonly string[];
}
