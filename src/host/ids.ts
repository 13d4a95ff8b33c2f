// The public ids of the extension: they are never changed, because users' settings and keyboard shortcuts refer to them.

export const agentsView = 'frontdesk.agents';
export const visitorsView = 'frontdesk.visitors';
export const accountsProvider = 'frontdesk.accounts';
export const visitorPanelType = 'frontdesk.visitor';
/** Schemes of read-only documents. */
export const reportScheme = 'frontdesk-report';
export const visitorScheme = 'frontdesk-visitor';

/** Every contributed command. Tests compare the list with the manifest and with the registered commands. */
export const commandIds = [
	'frontdesk.signIn',
	'frontdesk.trySandbox',
	'frontdesk.signOut',
	'frontdesk.switchSite',
	'frontdesk.chooseMyAgent',
	'frontdesk.toggleMyStatus',
	'frontdesk.setMyStatus',
	'frontdesk.renameAgent',
	'frontdesk.refresh',
	'frontdesk.openVisitor',
	'frontdesk.findVisitor',
	'frontdesk.filterVisitors',
	'frontdesk.clearFilter',
	'frontdesk.setVariable',
	'frontdesk.undoSave',
	'frontdesk.copyId',
	'frontdesk.copyVisitor',
	'frontdesk.compareVisitor',
	'frontdesk.openConsole',
	'frontdesk.testConnection',
	'frontdesk.copyDiagnostics',
	'frontdesk.showLog',
] as const;

export type CommandId = (typeof commandIds)[number];

/** Context keys of the manifest's `when` clauses. They are unset until activation, so that no welcome view flashes up. */
export const contextKeys = {
	/** `signedOut`, `opening` or `signedIn`. */
	session: 'frontdesk.session',
	/** Whether the service refused the credentials of the site. */
	refused: 'frontdesk.refused',
	/** Whether the visitors are filtered. */
	filtered: 'frontdesk.filtered',
} as const;
