// The options of the status bar item and its tooltip, and what the item shows.
import type { WaitThresholds } from '../alerts/waitLevels';
import type { Markdown } from '../gates/ownMarkdown';

export interface StatusBarOptions {
	readonly now: number;
	readonly format: 'full' | 'compact' | 'icon' | 'off';
	readonly click: 'toggle' | 'pick';
	readonly aliases: Readonly<Record<string, string>>;
	/** Away statuses from the settings. */
	readonly customStatuses: readonly string[];
	readonly thresholds: WaitThresholds;
	/** Whether the background alerts to long waits. */
	readonly hasAlerts: boolean;
	/** Whether privacy mode is on. */
	readonly isPrivate: boolean;
}

export interface StatusBarContent {
	readonly text: string;
	/** Its links run only `statusBarCommands`. */
	readonly tooltip: Markdown;
	/** The text for screen readers. */
	readonly ariaLabel: string;
	readonly command: string;
	readonly background: 'error' | 'warning' | undefined;
	readonly hidden: boolean;
}

/** The longest text, in UTF-16 units; an icon counts as one. */
export const maxStatusBarText = 24;
