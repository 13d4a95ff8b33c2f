// What VS Code calls in a window at work, and what follows from events of the window.
import * as vscode from 'vscode';
import { runWaitingAlerts } from '../host/alerts/runWaitingAlerts';
import type { Tools } from '../host/assistants/tools';
import { createReadOnlyDocuments } from '../host/diagnostics/readOnlyDocuments';
import type { CommandId } from '../host/ids';
import { createDeepLinks } from '../host/lookUp/deepLinks';
import { registerLinks } from '../host/lookUp/links';
import { once } from '../host/once';
import { tellReturns } from '../host/pins/pinVisitor';
import { settleDocuments } from '../host/privacy/settleDocuments';
import type { Registered } from '../host/registered';
import { reportFailure, runCommand } from '../host/runCommand';
import { type Accounts, createAccounts } from '../host/sites/accounts';
import { runStatusRules } from '../host/status/runStatusRules';
import { idOfRow } from '../host/views/treeView';
import type { Base } from './base';
import type { Entry } from './entry';
import type { Gate } from './gate';
import type { SiteData } from './siteData';
import type { createPanels, createViews } from './surfaces';
import type { WindowSites } from './windowSites';

/** What VS Code calls through what is registered. */
export interface Callable {
	/** Never rejects: a failure is reported. */
	runCommand(id: CommandId, args: readonly unknown[]): Promise<unknown>;
	handleUri(uri: vscode.Uri): void;
	/** Fills a panel that VS Code restored. */
	restorePanel(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
	reportText(uri: vscode.Uri): string;
	visitorDocumentText(uri: vscode.Uri): string;
	readonly accounts: Accounts;
	/** The tools for assistants. */
	tools(): Promise<Tools>;
}

interface Parts {
	readonly base: Base;
	readonly windowSites: WindowSites;
	readonly gate: Gate;
	readonly data: SiteData;
	readonly views: ReturnType<typeof createViews>;
	readonly panels: ReturnType<typeof createPanels>;
}

export function createCallable(
	{ subscriptions, extension }: vscode.ExtensionContext,
	entry: Entry,
	registered: Registered,
	parts: Parts,
): Callable {
	const { env, log, settings, memento, ports, requests } = parts.base;
	const { gate } = parts;
	const { sites, visibility } = parts.windowSites;
	const { drafts, documents, activity, browser, departmentName, filter } = parts.data;
	const { agents, visitors, statusBar } = parts.views;
	const reports = createReadOnlyDocuments(registered.reportChanged);
	const accounts = createAccounts(sites, log, registered.accountsChanged);
	const loadCommands = once(async () =>
		(await import('../host/commands')).createCommands({
			sites,
			shown: gate.desks,
			privacy: gate.privacy,
			browser,
			filter,
			documents,
			activity,
			drafts,
			settings: gate.settings,
			memento,
			departmentName,
			segments: gate.segments,
			openVisitor: parts.panels.open,
			revealAgent: agents.tree.reveal,
			frontVisitor: () => parts.panels.front,
			panelRow: parts.panels.row,
			idOfRow,
			selectedAgent: () => idOfRow(agents.tree.view.selection[0]),
			view: visitors,
			showLog: () => log.show(),
			diagnostics: { ports, requests, reports, extension, platform: entry.platform },
		}),
	);
	const loadTools = once(async () =>
		(await import('../host/assistants/tools')).createTools({ shown: gate.desks, settings: gate.settings }),
	);
	const deepLinks = createDeepLinks({
		sites,
		clock: env.clock,
		open: async (link) => (await loadCommands()).openLink(link),
		offerSignIn: async () => (await loadCommands()).offerSignIn(),
		report: (error) => reportFailure('deep link', error, log),
	});
	const links = registerLinks({ currentDesk: gate.desks, settings: gate.settings, segments: gate.segments });
	const rules = runStatusRules({
		currentDesk: sites,
		env,
		settings: settings.current,
		onDidChangeSettings: settings.onDidChange,
	});
	const alerts = runWaitingAlerts({
		currentDesk: sites,
		env,
		settings: settings.current,
		onDidChangeSettings: settings.onDidChange,
	});
	const returns = tellReturns(gate.desks, () => gate.settings().notifiesReturn);
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
		// A filter belongs to the visitors of one site, and may have the name of one of them.
		gate.desks.onDidChange(() => filter.set('')),
	);
	subscriptions.push(accounts, browser, parts.panels, documents, activity, drafts, statusBar, visitors, agents, filter);
	subscriptions.push(
		deepLinks,
		links,
		rules,
		alerts,
		returns,
		visibility,
		gate.desks,
		gate.privacy,
		sites,
		settings,
		log,
	);
	const visitorDocumentText = (uri: vscode.Uri) => activity.textOf(uri) ?? documents.textOf(uri);
	gate.privacy.connect({
		prepare: parts.panels.flush,
		settle: async () => {
			await Promise.all([
				parts.panels.settle(),
				settleDocuments(visitorDocumentText),
				agents.tree.settle(),
				visitors.tree.settle(),
			]);
		},
	});
	return {
		runCommand: (id, args) => runCommand(async () => (await loadCommands()).commands, id, args, log),
		handleUri: (uri) => void (deepLinks.handle(uri) || browser.handleUri(uri)),
		restorePanel: parts.panels.restore,
		reportText: reports.textOf,
		visitorDocumentText,
		accounts,
		tools: loadTools,
	};
}
