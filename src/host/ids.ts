// The public ids of the extension: they are never changed, because users' settings and keyboard shortcuts refer to them.

export const agentsView = 'frontdesk.agents';
export const visitorsView = 'frontdesk.visitors';
export const accountsProvider = 'frontdesk.accounts';
export const visitorPanelType = 'frontdesk.visitor';
/** Schemes of read-only documents. */
export const reportScheme = 'frontdesk-report';
export const visitorScheme = 'frontdesk-visitor';

const ownCommandIds = [
	'frontdesk.signIn',
	'frontdesk.trySandbox',
	'frontdesk.signOut',
	'frontdesk.switchSite',
	'frontdesk.chooseMyAgent',
	'frontdesk.toggleMyStatus',
	'frontdesk.setMyStatus',
	'frontdesk.awayFor',
	'frontdesk.setAgentStatus',
	'frontdesk.sortAgentsByName',
	'frontdesk.sortAgentsByChats',
	'frontdesk.sortAgentsByStatus',
	'frontdesk.renameAgent',
	'frontdesk.renameDepartment',
	'frontdesk.refresh',
	'frontdesk.openVisitor',
	'frontdesk.openVisitorToSide',
	'frontdesk.findVisitor',
	'frontdesk.lookUpSelection',
	'frontdesk.lookUpTerminalSelection',
	'frontdesk.openPageSource',
	'frontdesk.filterVisitors',
	'frontdesk.clearFilter',
	'frontdesk.showAllVisitors',
	'frontdesk.showActiveVisitors',
	'frontdesk.showMoreVisitors',
	'frontdesk.setVariable',
	'frontdesk.undoSave',
	'frontdesk.copyId',
	'frontdesk.copyValue',
	'frontdesk.editVariable',
	'frontdesk.copyVisitor',
	'frontdesk.compareVisitor',
	'frontdesk.showActivity',
	'frontdesk.snoozeAlerts',
	'frontdesk.togglePrivacyMode',
	'frontdesk.pinVisitor',
	'frontdesk.unpinVisitor',
	'frontdesk.openConsole',
	'frontdesk.testConnection',
	'frontdesk.copyDiagnostics',
	'frontdesk.showLog',
	'frontdesk.openSettings',
] as const;

/** The values of the settings that the view's menus Group By and Sort By offer. */
export const viewChoices = {
	groupBy: ['urgency', 'country', 'department', 'segment'],
	sortBy: ['wait', 'newest', 'visits', 'name'],
} as const;

type ViewChoices = typeof viewChoices;

/** A menu of an extension has no check marks, so the value in force has a command of its own, whose title has the mark. */
export type ViewChoiceId = {
	[Menu in keyof ViewChoices]: `frontdesk.${Menu}.${ViewChoices[Menu][number]}${'' | '.checked'}`;
}[keyof ViewChoices];

/** Every contributed command. Tests compare the list with the manifest and with the registered commands. */
export const commandIds: readonly CommandId[] = [
	...ownCommandIds,
	...Object.entries(viewChoices).flatMap(([menu, values]) =>
		values.flatMap((value) => ['', '.checked'].map((mark) => `frontdesk.${menu}.${value}${mark}` as ViewChoiceId)),
	),
];

export type CommandId = (typeof ownCommandIds)[number] | ViewChoiceId;

/** Context keys of the manifest's `when` clauses. They are unset until activation, so that no welcome view flashes up. */
export const contextKeys = {
	/** `signedOut`, `opening` or `signedIn`. */
	session: 'frontdesk.session',
	/** Whether the service refused the credentials of the site. */
	refused: 'frontdesk.refused',
	/** The id of a view with `Welcome`: what it shows in place of rows: `signIn`, `reload`, `unreachable`, `noMatch` or `empty`. */
	agentsWelcome: 'frontdesk.agentsWelcome',
	visitorsWelcome: 'frontdesk.visitorsWelcome',
	/** Whether Frontdesk knows which agent the user is. A step of the walkthrough waits for it. */
	agentKnown: 'frontdesk.agentKnown',
	/** Whether the visitors are filtered. */
	filtered: 'frontdesk.filtered',
	/** While there are too many visitors to show all unasked: `limited`, or `all` if the user asked for them. */
	highLoad: 'frontdesk.highLoad',
	/** Whether privacy mode is on. */
	private: 'frontdesk.private',
} as const;
