// Registers with VS Code what has to be there from activation on, and loads everything else when it is needed (docs/decisions/15-load-on-first-use.md).
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { accountsProvider, commandIds, contextKeys, reportScheme, visitorPanelType, visitorScheme } from './host/ids';
import { once } from './host/once';
import { type Registered, registerSurfaces } from './host/registered';
import { isAnythingStored } from './host/sites/storedKeys';
import { signedOutContent } from './present/statusBar/signedOutContent';
import type { StatusBarOptions } from './present/statusBar/statusBarOptions';
import type { Entry, Work, WorkInspection } from './work';

/** What tests in an extension host look at. */
export interface Inspection {
	readonly registered: Registered;
	/** Loads what a site needs, as the first command does. */
	work(): Promise<WorkInspection>;
}

export interface Running {
	/** Undefined outside of tests. */
	readonly inspection: Inspection | undefined;
	/** Stores unsaved edits and gives back the lease before the window closes. */
	stop(): Promise<void>;
}

type LoadWork = () => Promise<Work>;

/** Registers everything and returns. Nothing is awaited, and nothing is sent before the user signs in. */
export function start(context: vscode.ExtensionContext, entry: Entry): Running {
	l10n.config({ contents: vscode.l10n.bundle ?? {} });
	const registered = registerSurfaces();
	let loaded: Work | undefined;
	const work = once(async () => {
		const { createWork } = await import('./work');
		loaded = await createWork(context, entry, registered);
		return loaded;
	});
	const isNeeded = () => entry.sandboxScenario !== undefined || isAnythingStored(context.globalState);
	context.subscriptions.push(registered, registerHandlers(work, registered, isNeeded));
	if (isNeeded()) {
		work().catch(reportLoadFailure);
	} else {
		void vscode.commands.executeCommand('setContext', contextKeys.session, 'signedOut');
		context.subscriptions.push(showSignedOut(registered, () => loaded !== undefined));
	}
	const isTest = context.extensionMode === vscode.ExtensionMode.Test;
	return {
		inspection: isTest ? { registered, work: async () => (await work()).inspection } : undefined,
		async stop() {
			await loaded?.stop();
		},
	};
}

/** Registers what VS Code calls: each call loads what a site needs. @param isNeeded whether there is a site, or something left of one */
function registerHandlers(work: LoadWork, registered: Registered, isNeeded: () => boolean): vscode.Disposable {
	const { accountsChanged, reportChanged, visitorDocumentChanged } = registered;
	return vscode.Disposable.from(
		...commandIds.map((id) =>
			vscode.commands.registerCommand(id, async (...args: unknown[]) => {
				const site = await work().catch(reportLoadFailure);
				return await site?.runCommand(id, args);
			}),
		),
		vscode.window.registerUriHandler({
			async handleUri(uri) {
				const site = await work().catch(reportLoadFailure);
				site?.handleUri(uri);
			},
		}),
		vscode.window.registerWebviewPanelSerializer(visitorPanelType, {
			deserializeWebviewPanel: async (panel, state: unknown) => (await work()).restorePanel(panel, state),
		}),
		vscode.workspace.registerTextDocumentContentProvider(reportScheme, {
			onDidChange: reportChanged.event,
			provideTextDocumentContent: async (uri) => (await work()).reportText(uri),
		}),
		vscode.workspace.registerTextDocumentContentProvider(visitorScheme, {
			onDidChange: visitorDocumentChanged.event,
			provideTextDocumentContent: async (uri) => (await work()).visitorDocumentText(uri),
		}),
		vscode.authentication.registerAuthenticationProvider(
			accountsProvider,
			'Frontdesk',
			{
				onDidChangeSessions: accountsChanged.event,
				// VS Code asks at once: nothing is loaded for an empty list.
				getSessions: async () => (isNeeded() ? (await work()).accounts.sessions() : []),
				createSession: async () => (await work()).accounts.createSession(),
				removeSession: async (siteId) => (await work()).accounts.removeSession(siteId),
			},
			{ supportsMultipleAccounts: true },
		),
	);
}

/** Offers to sign in, in the status bar, until the code of a site fills the item. */
function showSignedOut({ statusBarItem }: Registered, isFilled: () => boolean): vscode.Disposable {
	const setting = 'statusBar.format';
	function show(): void {
		const format = vscode.workspace.getConfiguration('frontdesk').get<StatusBarOptions['format']>(setting, 'full');
		statusBarItem.show(signedOutContent(format));
	}
	show();
	return vscode.workspace.onDidChangeConfiguration((event) => {
		if (!isFilled() && event.affectsConfiguration(`frontdesk.${setting}`)) {
			show();
		}
	});
}

/** The files of the extension can't be read, for example because it was removed while the window was open. */
async function reportLoadFailure(): Promise<undefined> {
	const reload = l10n.t('Reload Window');
	const message = l10n.t("A part of Frontdesk couldn't be loaded. Reload the window.");
	if ((await vscode.window.showErrorMessage(message, reload)) === reload) {
		await vscode.commands.executeCommand('workbench.action.reloadWindow');
	}
	return undefined;
}
