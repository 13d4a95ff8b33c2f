// Wires everything once, by constructor arguments; the entries hand in what differs between Node and the web.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createClients } from './connect';
import { faultName } from './desk/failureLog';
import type { Attention } from './desk/polling/pace';
import type { Site } from './desk/state';
import { createDrafts, type DraftOwner } from './desk/variables/drafts';
import { createReadOnlyDocuments } from './host/diagnostics/readOnlyDocuments';
import { visitorsView } from './host/ids';
import { registerCommands, reportFailure } from './host/runCommand';
import { watchSettings } from './host/settings';
import { createBrowserSignIn } from './host/signIn/browserSignIn';
import { registerAccounts } from './host/sites/accounts';
import { serializedMemento } from './host/sites/serializedMemento';
import { createSiteStore } from './host/sites/siteStore';
import { createSites, type Sites } from './host/sites/sites';
import { forgetNames, storedNames } from './host/sites/storedNames';
import { type AgentsView, createAgentsView } from './host/views/agentsView';
import { createStatusBarItem, type StatusBarItem } from './host/views/statusBarItem';
import { idOfRow } from './host/views/treeView';
import { createVisitorsView, type VisitorsView } from './host/views/visitorsView';
import { createVisitorPanels } from './host/visitorPanel/visitorPanel';
import { departmentNames } from './host/visitors/departmentName';
import { createVisitorDocuments } from './host/visitors/visitorDocuments';
import { createVisitorFilter } from './host/visitors/visitorFilter';
import type { Sandbox } from './sandbox/chatServer';
import type { Clock, Fetch, Log, Ports, Store } from './service/ports';
import { createRequestLog } from './service/requestLog';

/** What only an entry knows. */
export interface Entry {
	readonly fetch: Fetch;
	/** What all windows of this VS Code share, in a folder that may not be there yet. */
	readonly store: (folder: vscode.Uri) => Store;
	/** The sandbox scenario to open by itself, where the environment names one. */
	readonly sandboxScenario: string | undefined;
	/** What the platform is, in a few harmless words, for Copy Diagnostics. */
	readonly platform: readonly string[];
}

/** What the tests in an extension host look at; nobody else gets it. */
export interface Inspection {
	readonly sites: Sites;
	readonly agents: AgentsView;
	readonly visitors: VisitorsView;
	readonly statusBar: StatusBarItem;
	/** The sandbox opened last. */
	readonly sandbox: () => Sandbox | undefined;
}

const draftIndexKey = 'frontdesk.drafts';

const clock: Clock = {
	now: () => Date.now(),
	setTimer(callback, delay) {
		const timer = setTimeout(callback, delay);
		return () => clearTimeout(timer);
	},
};

export interface Running {
	/** For tests in an extension host, undefined elsewhere. */
	readonly inspection: Inspection | undefined;
	/** The last chance before the window goes: keeps what was typed a moment ago. */
	stop(): Promise<void>;
}

/** Registers everything and returns; nothing is awaited, and nothing is sent before somebody signs in. */
export function start(context: vscode.ExtensionContext, entry: Entry): Running {
	l10n.config({ contents: vscode.l10n.bundle ?? {} });
	const log = vscode.window.createOutputChannel('Frontdesk', { log: true });
	const settings = watchSettings();
	// One for all who write: writes that pass each other by can undo each other.
	const memento = serializedMemento(context.globalState);
	let sandbox: Sandbox | undefined;
	const requests = createRequestLog();
	const ports: Ports = { ...clock, fetch: entry.fetch, random: Math.random, log, recordRequest: requests.record };
	const clients = createClients(ports, (opened) => {
		sandbox = opened;
	});

	const drafts = createDrafts({
		secrets: context.secrets,
		index: {
			list: () => memento.get<readonly DraftOwner[]>(draftIndexKey, []),
			write: (owners) => memento.update(draftIndexKey, owners),
		},
		windowId: crypto.randomUUID(),
		clock,
		log,
	});
	const sites = createSites({
		async onSignOut(siteId) {
			documents.forget(siteId);
			await Promise.all([drafts.wipe(siteId), forgetNames(context.secrets, siteId), browser.forget()]);
		},
		store: createSiteStore(memento, context.secrets, log),
		clients,
		clock,
		random: Math.random,
		log,
		attention,
		intervals: () => settings.now().intervals,
		visibility: () => ({
			agents: agents.tree.view.visible,
			visitors: visitors.tree.view.visible,
			panel: panels.isVisible,
		}),
		alerts: () => settings.now().alertsWaiting !== 'off',
		budget: () => settings.now().pollingBudget,
		variableWriteMode: () => settings.now().variableWriteMode,
		keptNames: (siteId) => storedNames(context.secrets, siteId),
		shared: entry.store(vscode.Uri.joinPath(context.globalStorageUri, 'windows')),
		windowId: crypto.randomUUID(),
		onUnstored: sayUnstored,
	});
	const browser = createBrowserSignIn({
		secrets: context.secrets,
		clients,
		sites,
		clock,
		log,
		extensionId: context.extension.id,
	});
	const departmentName = departmentNames(sites, settings.now);
	const filter = createVisitorFilter(departmentName);
	// A filter is about the visitors of one site.
	const siteChange = sites.onDidChange(() => filter.set(''));
	const shared = { currentDesk: sites, clock, onDidChangeSettings: settings.onDidChange };
	const agents = createAgentsView({ ...shared, settings: () => ({ aliases: settings.now().agentAliases }) });
	const visitors = createVisitorsView({
		...shared,
		filter,
		hasBadge: () => settings.now().alertsWaiting !== 'off',
		settings: () => ({
			groupBy: settings.now().groupBy,
			sortBy: settings.now().sortBy,
			departments: settings.now().departmentAliases,
		}),
	});
	const statusBar = createStatusBarItem({
		...shared,
		settings: () => ({
			format: settings.now().statusBarFormat,
			click: settings.now().statusBarClick,
			customStatuses: settings.now().customStatuses,
			aliases: settings.now().agentAliases,
			thresholds: undefined,
		}),
	});
	const documents = createVisitorDocuments(sites, clock.now);
	const panels = createVisitorPanels({
		loadController: async () => (await loadLazy()).createPanelController,
		extensionUri: context.extensionUri,
		currentDesk: sites,
		now: clock.now,
		title: () => settings.now().panelTitle,
		siteName: (siteId) => sites.list().find(({ id }) => id === siteId)?.name,
		departmentAliases: () => settings.now().departmentAliases,
		drafts,
		variableGlobs: () => ({ readOnly: settings.now().readOnlyVariables, pinned: settings.now().pinnedVariables }),
		onKnown: documents.remember,
		log,
	});
	const reports = createReadOnlyDocuments();
	const loadCommands = once(async () =>
		(await loadLazy()).createCommands({
			sites,
			browser,
			filter,
			documents,
			settings: settings.now,
			memento,
			keepDraft: ({ state }, visitor, edit) => {
				const owner = { site: state.site.id, visitor };
				if (!sites.list().some(({ id }) => id === owner.site)) {
					return; // signed out of while the save was under way: nothing is kept of it
				}
				drafts.change(owner, [...drafts.edits(owner).filter(({ name }) => name !== edit.name), edit]);
			},
			departmentName,
			openVisitor: panels.open,
			idOfRow,
			showLog: () => log.show(),
			diagnostics: { ports, requests, reports, extension: context.extension, platform: entry.platform },
		}),
	);
	const callbacks = browser.onCallback(async (address) => {
		if (!browser.isAwaited) {
			try {
				await (await loadCommands()).finishSignIn(address);
			} catch (error) {
				reportFailure('sign-in', error, log);
			}
		}
	});

	const reschedule = () => sites.desk?.reschedule();
	context.subscriptions.push(
		registerCommands(async () => (await loadCommands()).commands, log),
		registerAccounts(sites),
		callbacks,
		browser,
		vscode.window.onDidChangeWindowState(reschedule),
		settings.onDidChange(reschedule),
		agents.tree.view.onDidChangeVisibility(reschedule),
		visitors.tree.view.onDidChangeVisibility(reschedule),
		panels.onDidChangeVisibility(reschedule),
		panels,
		documents,
		reports,
		drafts,
		statusBar,
		visitors,
		agents,
		siteChange,
		filter,
		sites,
		settings,
		log,
	);
	openFirstSite(sites, entry, log);
	const isTest = context.extensionMode === vscode.ExtensionMode.Test;
	return {
		inspection: isTest ? { sites, agents, visitors, statusBar, sandbox: () => sandbox } : undefined,
		async stop() {
			await Promise.all([drafts.flush(), sites.leave()]);
		},
	};
}

/** What no window needs before its first command or panel. */
function loadLazy(): Promise<typeof import('./host/lazy')> {
	return import('./host/lazy');
}

/** Calls back once, with the first call; a failure is tried again. */
function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
	let loading: Promise<Value> | undefined;
	return () => {
		loading ??= load().catch((error: unknown) => {
			loading = undefined;
			throw error;
		});
		return loading;
	};
}

/** Focus alone is not use: somebody who types in the console glances at this window (PRODUCT.md, rule 4). */
function attention(): Attention {
	const { focused, active } = vscode.window.state;
	return focused ? 'focused' : active ? 'unfocused' : 'inactive';
}

/** The secret store may be locked, or its service not there: nothing is lost, and the site can be opened later. */
function openFirstSite(sites: Sites, entry: Entry, log: Log): void {
	const open = () => (entry.sandboxScenario ? showSandbox(sites, entry.sandboxScenario) : sites.restore());
	open().catch(async (error: unknown) => {
		log.error(`the site could not be opened: ${faultName(error)}`);
		const again = l10n.t('Try Again');
		const picked = await vscode.window.showErrorMessage(
			l10n.t('Frontdesk could not read its sign-in from the secret store of VS Code. Nothing is lost.'),
			again,
		);
		if (picked === again) {
			openFirstSite(sites, entry, log);
		}
	});
}

/** The tokens work all the same until the window closes; once is enough to say so. */
function sayUnstored({ name }: Site): void {
	vscode.window.showInformationMessage(
		l10n.t(
			'The renewed sign-in to {0} could not be kept in the secret store of VS Code. It lasts until this window closes; then sign in again.',
			name,
		),
	);
}

/** Whoever starts VS Code for the sample data wants to see it. */
async function showSandbox(sites: Sites, scenario: string): Promise<void> {
	await sites.openSandbox(scenario);
	await vscode.commands.executeCommand(`${visitorsView}.focus`);
}
