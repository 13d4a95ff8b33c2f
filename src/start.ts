// Wires everything once, by constructor arguments; the entries hand in what differs between Node and the web.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createDrafts, type DraftOwner } from './desk/drafts';
import type { Attention } from './desk/pace';
import { type AgentsView, createAgentsView } from './host/agentsView';
import { createCommands } from './host/commands';
import type { Connection } from './host/connection';
import { visitorsView } from './host/ids';
import { orderedMemento } from './host/orderedMemento';
import { createReports } from './host/reports';
import { registerCommands } from './host/runCommand';
import { readSettings } from './host/settings';
import { createSiteStore } from './host/siteStore';
import { type Connections, createSites, type Sites } from './host/sites';
import { createStatusBarItem, type StatusBarItem } from './host/statusBarItem';
import { entityOf } from './host/treeView';
import { createVisitorDocuments } from './host/visitorDocuments';
import { createVisitorFilter } from './host/visitorFilter';
import { createVisitorPanels } from './host/visitorPanel';
import { createVisitorsView, type VisitorsView } from './host/visitorsView';
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
	const settings = createSettings();
	// One for all who write: writes that pass each other by can undo each other.
	const memento = orderedMemento(context.globalState);
	let sandbox: Sandbox | undefined;
	const requests = createRequestLog();
	const ports: Ports = { ...clock, fetch: entry.fetch, random: Math.random, log, note: requests.note };
	const connections = connect(ports, (opened) => {
		sandbox = opened;
	});

	const drafts = createDrafts({
		secrets: context.secrets,
		index: {
			list: () => memento.get<readonly DraftOwner[]>(draftIndexKey, []),
			write: (owners) => memento.update(draftIndexKey, owners),
		},
		session: crypto.randomUUID(),
		clock,
		log,
	});
	const sites = createSites({
		async onSignOut(siteId) {
			documents.forget(siteId);
			await drafts.wipe(siteId);
		},
		store: createSiteStore(memento, context.secrets, log),
		connections,
		clock,
		random: Math.random,
		log,
		attention,
		intervals: () => settings.now().intervals,
		sight: () => ({
			agents: agents.tree.view.visible,
			visitors: visitors.tree.view.visible,
			panel: panels.inSight,
		}),
		alerts: () => settings.now().alertsWaiting !== 'off',
		budget: () => settings.now().pollingBudget,
		shared: entry.store(vscode.Uri.joinPath(context.globalStorageUri, 'windows')),
		windowId: crypto.randomUUID(),
	});
	const filter = createVisitorFilter();
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
		extensionUri: context.extensionUri,
		currentDesk: sites,
		now: clock.now,
		title: () => settings.now().panelTitle,
		siteName: (siteId) => sites.list().find(({ id }) => id === siteId)?.name,
		departmentName: (id) => settings.now().departmentAliases[id],
		drafts,
		variableGlobs: () => ({ readOnly: settings.now().readOnlyVariables, pinned: settings.now().pinnedVariables }),
		onKnown: documents.remember,
		log,
	});
	const reports = createReports();
	let connection: Promise<Connection> | undefined;
	const commands = createCommands({
		connection() {
			const { extension } = context;
			const options = { sites, ports, requests, reports, extension, platform: entry.platform };
			connection ??= import('./host/connection').then(({ createConnection }) => createConnection(options));
			return connection;
		},
		sites,
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
		openVisitor: panels.open,
		entityOf,
		showLog: () => log.show(),
	});

	const repace = () => sites.desk?.repace();
	context.subscriptions.push(
		registerCommands(commands, log),
		vscode.window.onDidChangeWindowState(repace),
		settings.onDidChange(repace),
		agents.tree.view.onDidChangeVisibility(repace),
		visitors.tree.view.onDidChangeVisibility(repace),
		panels.onDidChangeSight(repace),
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

/** The settings, read once and again after each change. */
function createSettings() {
	const changed = new vscode.EventEmitter<void>();
	let current = readSettings();
	const listener = vscode.workspace.onDidChangeConfiguration((event) => {
		if (event.affectsConfiguration('frontdesk')) {
			current = readSettings();
			changed.fire();
		}
	});
	return {
		now: () => current,
		onDidChange: changed.event,
		dispose() {
			listener.dispose();
			changed.dispose();
		},
	};
}

/** The schemas are built when the service is loaded, and the sandbox is seldom needed: both come by one dynamic import. */
function connect(ports: Ports, onSandbox: (sandbox: Sandbox) => void): Connections {
	return {
		async toService(baseUrl, credentials, onRequest) {
			const { createClient } = await import('./service/client');
			const fetch: Fetch = (url, request) => {
				onRequest?.();
				return ports.fetch(url, request);
			};
			return createClient({ ...ports, fetch }, baseUrl, credentials);
		},
		async toSandbox(scenario) {
			const { createSandbox, isScenario, myAgentId, sandboxBaseUrl, sandboxToken } = await import(
				'./sandbox/chatServer'
			);
			const { createClient } = await import('./service/client');
			const sandbox = createSandbox({ scenario: isScenario(scenario) ? scenario : 'calm', clock });
			onSandbox(sandbox);
			const credentials = { kind: 'accessToken', accessToken: sandboxToken } as const;
			return { server: createClient({ ...ports, fetch: sandbox.fetch }, sandboxBaseUrl, credentials), myAgentId };
		},
	};
}

/** Focus alone is not use: somebody who types in the console glances at this window (PRODUCT.md, rule 4). */
function attention(): Attention {
	const { focused, active } = vscode.window.state;
	return focused ? 'focused' : active ? 'unfocused' : 'inactive';
}

function openFirstSite(sites: Sites, entry: Entry, log: Log): void {
	const opening = entry.sandboxScenario ? showSandbox(sites, entry.sandboxScenario) : sites.restore();
	opening.catch((error: unknown) => {
		log.error(`the site could not be opened: ${error instanceof Error ? error.name : 'unknown failure'}`);
	});
}

/** Whoever starts VS Code for the sample data wants to see it. */
async function showSandbox(sites: Sites, scenario: string): Promise<void> {
	await sites.openSandbox(scenario);
	await vscode.commands.executeCommand(`${visitorsView}.focus`);
}
