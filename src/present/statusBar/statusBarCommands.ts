// The commands that links in the tooltip of the status bar item run.

/** The only commands that links in the tooltip may run. */
export const statusBarCommands = [
	'frontdesk.setMyStatus',
	'frontdesk.awayFor',
	'frontdesk.chooseMyAgent',
	'frontdesk.signIn',
	'frontdesk.refresh',
	'frontdesk.testConnection',
	'frontdesk.snoozeAlerts',
	'frontdesk.togglePrivacyMode',
] as const;

export type StatusBarCommand = (typeof statusBarCommands)[number];
