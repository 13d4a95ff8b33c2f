// The options of the status bar item and its tooltip, and what the item shows.

export interface StatusBarOptions {
	readonly now: number;
	readonly format: 'full' | 'compact' | 'icon' | 'off';
	readonly click: 'toggle' | 'pick';
	readonly aliases: Readonly<Record<string, string>>;
	/** Away statuses from the settings. */
	readonly customStatuses: readonly string[];
}

export interface StatusBarContent {
	readonly text: string;
	/** Escaped Markdown; its links run only `statusBarCommands`. */
	readonly tooltip: string;
	/** The text for screen readers. */
	readonly ariaLabel: string;
	readonly command: string;
	readonly background: 'error' | undefined;
	readonly hidden: boolean;
}

/** The longest text, in UTF-16 units; an icon counts as one. */
export const maxStatusBarText = 24;

/** The only commands that links in the tooltip may run. */
export const statusBarCommands = [
	'frontdesk.setMyStatus',
	'frontdesk.chooseMyAgent',
	'frontdesk.signIn',
	'frontdesk.refresh',
	'frontdesk.testConnection',
] as const;

export type StatusBarCommand = (typeof statusBarCommands)[number];
