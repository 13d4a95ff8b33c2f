// What the status bar item and its tooltip need beside the state.

export interface StatusBarOptions {
	readonly now: number;
	readonly format: 'full' | 'compact' | 'icon' | 'off';
	readonly click: 'toggle' | 'pick';
	readonly aliases: Readonly<Record<string, string>>;
	/** Away statuses of the setting. */
	readonly customStatuses: readonly string[];
	/** Seconds of a wait from which it is too long; undefined while alerts are off. */
	readonly thresholds: readonly number[] | undefined;
}
