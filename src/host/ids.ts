// The public ids of the extension (PRODUCT.md): they never change, others are added beside them.

export const agentsView = 'frontdesk.agents';
export const visitorsView = 'frontdesk.visitors';
export const accountsProvider = 'frontdesk.accounts';

/** Every contributed command; a test holds it against the manifest and against what is registered. */
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

/** Context keys that the manifest's `when` clauses read. Unset until activation, so that no welcome text flashes up. */
export const contextKeys = {
	/** `signedOut`, `opening` or `signedIn`. */
	session: 'frontdesk.session',
	/** Whether the service no longer accepts the secret of the site. */
	refused: 'frontdesk.refused',
	/** Whether a filter on the visitors is in force. */
	filtered: 'frontdesk.filtered',
} as const;
