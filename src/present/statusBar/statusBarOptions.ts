// The options of the status bar item and its tooltip.

export interface StatusBarOptions {
	readonly now: number;
	readonly format: 'full' | 'compact' | 'icon' | 'off';
	readonly click: 'toggle' | 'pick';
	readonly aliases: Readonly<Record<string, string>>;
	/** Away statuses from the settings. */
	readonly customStatuses: readonly string[];
}
