// Creates what a site at work needs, in the order of the dependencies, and fills with it what start.ts registered.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createClients } from './connect';
import type { Activity } from './desk/activity';
import type { Env } from './desk/env';
import type { Attention } from './desk/polling/pace';
import type { Site } from './desk/state';
import { createDrafts, type DraftOwner } from './desk/variables/drafts';
import { clock } from './host/clock';
import { createReadOnlyDocuments } from './host/diagnostics/readOnlyDocuments';
import type { CommandId } from './host/ids';
import { once } from './host/once';
import type { Registered } from './host/registered';
import { reportFailure, runCommand } from './host/runCommand';
import { watchSettings } from './host/settings';
import { createBrowserSignIn } from './host/signIn/browserSignIn';
import { type Accounts, createAccounts } from './host/sites/accounts';
import { openFirstSite } from './host/sites/openFirstSite';
import { siteOpener } from './host/sites/openSite';
import { serializedMemento } from './host/sites/serializedMemento';
import { createSiteStore, fromStore } from './host/sites/siteStore';
import { createSites, type Sites } from './host/sites/sites';
import { deleteNames, storedNames } from './host/sites/storedNames';
import { createWiping } from './host/sites/wiping';
import { type AgentsView, createAgentsView } from './host/views/agentsView';
import { createStatusBarItem, type StatusBarItem } from './host/views/statusBarItem';
import { idOfRow } from './host/views/treeView';
import { createVisibilityTracker } from './host/views/visibility';
import { createVisitorsView, type VisitorsView } from './host/views/visitorsView';
import { createVisitorPanels } from './host/visitorPanel/visitorPanel';
import { departmentNames } from './host/visitors/departmentName';
import { createVisitorDocuments } from './host/visitors/visitorDocuments';
import { createVisitorFilter } from './host/visitors/visitorFilter';
import type { Sandbox } from './sandbox/chatServer';
import type { Fetch, Ports, Store } from './service/ports';
import { createRequestLog } from './service/requestLog';

/** What differs between the Node and the web entry. */
export interface Entry {
	readonly fetch: Fetch;
	/** What all windows of this VS Code share, in a folder that may not exist yet. */
	readonly store: (folder: vscode.Uri) => Promise<Store>;
	/** The sandbox scenario to open at once, if the environment names one. */
	readonly sandboxScenario: string | undefined;
	/** A few words about the platform for Copy Diagnostics, without personal data. */
	readonly platform: readonly string[];
}

/** What tests in an extension host look at. */
export interface WorkInspection {
	readonly sites: Sites;
	readonly agents: AgentsView;
	readonly visitors: VisitorsView;
	readonly statusBar: StatusBarItem;
	/** The sandbox that was opened last. */
	readonly sandbox: () => Sandbox | undefined;
}

/** What VS Code calls through what is registered. */
export interface Work {
	/** Rejects never: a failure is reported. */
	runCommand(id: CommandId, args: readonly unknown[]): Promise<unknown>;
	handleUri(uri: vscode.Uri): void;
	/** Fills a panel that VS Code restored. */
	restorePanel(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
	reportText(uri: vscode.Uri): string;
	visitorDocumentText(uri: vscode.Uri): string;
	readonly accounts: Accounts;
	readonly inspection: WorkInspection;
	/** Stores unsaved edits and gives back the lease before the window closes. */
	stop(): Promise<void>;
}

/** Opens the site of the last time too, without awaiting it. */
export async function createWork(
	context: vscode.ExtensionContext,
	entry: Entry,
	registered: Registered,
): Promise<Work> {
	const shared = await entry.store(vscode.Uri.joinPath(context.globalStorageUri, 'windows'));
	const base = createBase(context, entry);
	const signedIn = createSignedIn(context, shared, base);
	const data = createSiteData(context, registered, base, signedIn);
	const views = createViews(registered, base, signedIn, data);
	const panels = createPanels(context, base, signedIn, data);
	const commands = createCallable(context, entry, registered, { base, signedIn, data, views, panels });

	const { sites } = signedIn;
	sites.wipeRest().catch(() => base.log.warn('what is left of an earlier sign-out could not be removed yet'));
	openFirstSite(sites, entry.sandboxScenario, base.log);
	return {
		...commands,
		inspection: { sites, ...views, sandbox: base.sandbox },
		async stop() {
			await Promise.all([data.drafts.flush(), sites.leave()]);
		},
	};
}

/** Log, settings, storage and the way to the service. */
function createBase(context: vscode.ExtensionContext, { fetch }: Entry) {
	const log = vscode.window.createOutputChannel('Frontdesk', { log: true });
	const env: Env = { clock, random: Math.random, log, windowId: crypto.randomUUID() };
	const requests = createRequestLog();
	const ports: Ports = { ...clock, fetch, random: env.random, log, recordRequest: requests.record };
	let sandbox: Sandbox | undefined;
	return {
		log,
		env,
		ports,
		requests,
		settings: watchSettings(),
		// One for everyone who writes: concurrent writes can undo each other.
		memento: serializedMemento(context.globalState),
		clients: createClients(ports, (opened) => {
			sandbox = opened;
		}),
		sandbox: () => sandbox,
	};
}

type Base = ReturnType<typeof createBase>;

/** The sites, and the activity in this window that their polling depends on. */
function createSignedIn({ secrets }: vscode.ExtensionContext, shared: Store, base: Base) {
	const { env, log, clients, memento, settings } = base;
	const visibility = createVisibilityTracker();
	const activity: Activity = {
		attention,
		visibility: visibility.current,
		intervals: () => settings.current().intervals,
		alerts: () => settings.current().alertsWaiting !== 'off',
		budget: () => settings.current().pollingBudget,
	};
	const store = createSiteStore(memento, secrets, log);
	const wiping = createWiping(memento, (siteId) => store.sites().some(({ id }) => id === siteId), log);
	const open = siteOpener({
		env,
		activity,
		store,
		clients,
		shared,
		variableWriteMode: () => settings.current().variableWriteMode,
		storedNames: (siteId) => storedNames(secrets, siteId),
		onUnstored: showUnstored,
	});
	return { sites: createSites({ env, store, clients, open, wiping, shared }), wiping, visibility };
}

type SignedIn = ReturnType<typeof createSignedIn>;

/** What else is kept for the visitors and the sign-in of a site, and goes when the user signs out. */
function createSiteData(
	{ secrets, extension }: vscode.ExtensionContext,
	{ visitorDocumentChanged }: Registered,
	base: Base,
	{ sites, wiping }: SignedIn,
) {
	const { env, log, memento, clients, settings } = base;
	const draftIndexKey = 'frontdesk.drafts';
	const drafts = createDrafts({
		secrets,
		index: {
			list: () => memento.get<readonly DraftOwner[]>(draftIndexKey, []),
			write: (owners) => memento.update(draftIndexKey, owners),
		},
		windowId: env.windowId,
		clock,
		log,
	});
	const documents = createVisitorDocuments(sites, clock.now, visitorDocumentChanged);
	const browser = createBrowserSignIn({ secrets, clients, sites, clock, log, extensionId: extension.id });
	wiping.onSignOut((siteId) => fromStore(drafts.wipe(siteId)));
	wiping.onSignOut((siteId) => fromStore(deleteNames(secrets, siteId)));
	wiping.onSignOut(browser.forget);
	wiping.onSignOut(documents.forget);
	const departmentName = departmentNames(sites, settings.current);
	return { drafts, documents, browser, departmentName, filter: createVisitorFilter(departmentName) };
}

type SiteData = ReturnType<typeof createSiteData>;

function createViews(
	registered: Registered,
	{ settings }: Base,
	{ sites, visibility }: SignedIn,
	{ filter }: SiteData,
) {
	const common = { currentDesk: sites, clock, onDidChangeSettings: settings.onDidChange };
	const agents = createAgentsView(registered.agents, {
		...common,
		settings: () => ({ aliases: settings.current().agentAliases }),
	});
	const visitors = createVisitorsView(registered.visitors, {
		...common,
		filter,
		hasBadge: () => settings.current().alertsWaiting !== 'off',
		settings() {
			const { groupBy, sortBy, departmentAliases } = settings.current();
			return { groupBy, sortBy, departments: departmentAliases };
		},
	});
	const statusBar = createStatusBarItem(registered.statusBarItem, {
		...common,
		settings() {
			const { statusBarFormat, statusBarClick, customStatuses, agentAliases } = settings.current();
			return {
				format: statusBarFormat,
				click: statusBarClick,
				customStatuses,
				aliases: agentAliases,
			};
		},
	});
	const { view: agentsTree } = agents.tree;
	const { view: visitorsTree } = visitors.tree;
	visibility.track('agents', () => agentsTree.visible, agentsTree.onDidChangeVisibility);
	visibility.track('visitors', () => visitorsTree.visible, visitorsTree.onDidChangeVisibility);
	return { agents, visitors, statusBar };
}

function createPanels(
	{ extensionUri }: vscode.ExtensionContext,
	{ log, settings }: Base,
	{ sites, visibility }: SignedIn,
	{ drafts, documents }: SiteData,
) {
	const panels = createVisitorPanels({
		loadController: async () => (await loadLazy()).createPanelController,
		extensionUri,
		currentDesk: sites,
		now: clock.now,
		title: () => settings.current().panelTitle,
		siteName: (siteId) => sites.list().find(({ id }) => id === siteId)?.name,
		departmentAliases: () => settings.current().departmentAliases,
		drafts,
		variableGlobs() {
			const { readOnlyVariables, pinnedVariables } = settings.current();
			return { readOnly: readOnlyVariables, pinned: pinnedVariables };
		},
		onKnown: documents.remember,
		log,
	});
	visibility.track('panel', () => panels.isVisible, panels.onDidChangeVisibility);
	return panels;
}

interface Parts {
	readonly base: Base;
	readonly signedIn: SignedIn;
	readonly data: SiteData;
	readonly views: ReturnType<typeof createViews>;
	readonly panels: ReturnType<typeof createPanels>;
}

/** What VS Code calls, and what follows from events of the window. */
function createCallable(
	{ subscriptions, extension }: vscode.ExtensionContext,
	entry: Entry,
	registered: Registered,
	parts: Parts,
): Omit<Work, 'inspection' | 'stop'> {
	const { log, settings, memento, ports, requests } = parts.base;
	const { sites, visibility } = parts.signedIn;
	const { drafts, documents, browser, departmentName, filter } = parts.data;
	const { agents, visitors, statusBar } = parts.views;
	const reports = createReadOnlyDocuments(registered.reportChanged);
	const accounts = createAccounts(sites, log, registered.accountsChanged);
	const loadCommands = once(async () =>
		(await loadLazy()).createCommands({
			sites,
			browser,
			filter,
			documents,
			drafts,
			settings: settings.current,
			memento,
			departmentName,
			openVisitor: parts.panels.open,
			idOfRow,
			showLog: () => log.show(),
			diagnostics: { ports, requests, reports, extension, platform: entry.platform },
		}),
	);
	const reschedule = () => sites.desk?.reschedule();
	subscriptions.push(
		browser.onCallback(async (address) => {
			if (!browser.isAwaited) {
				try {
					await (await loadCommands()).finishSignIn(address);
				} catch (error) {
					reportFailure('sign-in', error, log);
				}
			}
		}),
		vscode.window.onDidChangeWindowState(reschedule),
		settings.onDidChange(reschedule),
		visibility.onDidChange(reschedule),
		sites.onDidChange(() => filter.set('')), // a filter belongs to the visitors of one site
	);
	subscriptions.push(accounts, browser, parts.panels, documents, drafts, statusBar, visitors, agents, filter);
	subscriptions.push(visibility, sites, settings, log);
	return {
		runCommand: (id, args) => runCommand(async () => (await loadCommands()).commands, id, args, log),
		handleUri: browser.handleUri,
		restorePanel: parts.panels.restore,
		reportText: reports.textOf,
		visitorDocumentText: documents.textOf,
		accounts,
	};
}

/** The code that no window needs before its first command or panel. */
function loadLazy(): Promise<typeof import('./host/lazy')> {
	return import('./host/lazy');
}

/** A window without focus is still in use: people look at it while they type in the agent console (docs/rules.md#rule-4). */
function attention(): Attention {
	const { focused, active } = vscode.window.state;
	return focused ? 'focused' : active ? 'unfocused' : 'inactive';
}

/** Shown once: the tokens work until the window closes. */
function showUnstored({ name }: Site): void {
	vscode.window.showInformationMessage(
		l10n.t(
			"The renewed sign-in to {0} couldn't be saved in secret storage. It lasts until this window closes. After that, sign in again.",
			name,
		),
	);
}
