// Registers with VS Code what has to be there from activation on, and loads everything else when it is needed (docs/decisions/15-load-on-first-use.md).
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerTools } from './host/assistants/registeredTools';
import { reportLoadFailure } from './host/gates/loadFailure';
import { accountsProvider, commandIds, contextKeys, reportScheme, visitorPanelType, visitorScheme } from './host/ids';
import { once } from './host/once';
import { type Registered, registerSurfaces } from './host/registered';
import { statusBarFormat } from './host/settings';
import { isAnythingStored } from './host/sites/storedKeys';
import { signedOutContent } from './present/statusBar/signedOutContent';
import type { Entry } from './work/entry';
import type { Work, WorkInspection } from './work/work';

/** The parts that tests in an extension host inspect. */
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

/**
 * Registers what is seen and run, and returns; the rest follows as soon as VS Code answers. Nothing is awaited, and nothing is sent before the user signs in.
 * @param loadCode loads the code that a site needs; may be called again after a failure
 */
export function start(
	context: vscode.ExtensionContext,
	entry: Entry,
	loadCode: () => Promise<Pick<typeof import('./work/work'), 'createWork'>>,
): Running {
	l10n.config({ contents: vscode.l10n.bundle ?? {} });
	const registered = registerSurfaces();
	const isNeeded = () => entry.sandboxScenario !== undefined || isAnythingStored(context.globalState);
	let loading: Promise<Work> | undefined;
	let isFilled = false;
	let isStopped = false;
	const work = once(() => {
		loading = answered.then(loadWork);
		return loading;
	});

	async function loadWork(): Promise<Work> {
		const { createWork } = await loadCode();
		const site = await createWork(context, entry, registered);
		isFilled = true;
		return site;
	}

	context.subscriptions.push(registered, registerCommands(work));
	/** A turn after activation, without a timer: VS Code can first go on with what waits for it. */
	function follow(): void {
		if (!isStopped) {
			context.subscriptions.push(registerProviders(work, registered, isNeeded));
			if (isNeeded()) {
				work().catch(reportLoadFailure);
			} else {
				// The first look at the settings takes an extension host some milliseconds.
				context.subscriptions.push(showSignedOut(registered, () => isFilled));
			}
		}
	}
	const session = isNeeded() ? 'opening' : 'signedOut';
	const answered = Promise.resolve(vscode.commands.executeCommand('setContext', contextKeys.session, session)).then(
		follow,
		follow,
	);
	const isTest = context.extensionMode === vscode.ExtensionMode.Test;
	return {
		inspection: isTest ? { registered, work: async () => (await work()).inspection } : undefined,
		async stop() {
			isStopped = true;
			const loaded = await loading?.catch(() => undefined); // the failure was reported
			await loaded?.stop();
		},
	};
}

function registerCommands(work: LoadWork): vscode.Disposable {
	return vscode.Disposable.from(
		...commandIds.map((id) =>
			vscode.commands.registerCommand(id, async (...args: unknown[]) => {
				const site = await work().catch(reportLoadFailure);
				return await site?.runCommand(id, args);
			}),
		),
	);
}

/** Registers what VS Code asks for and waits for: each call loads what a site needs. @param isNeeded whether there is a site, or something left of one */
function registerProviders(work: LoadWork, registered: Registered, isNeeded: () => boolean): vscode.Disposable {
	const { accountsChanged, reportChanged, visitorDocumentChanged } = registered;
	return vscode.Disposable.from(
		registerTools(async () => (await work()).tools()),
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
	function show(): void {
		statusBarItem.show(signedOutContent(statusBarFormat(vscode.workspace.getConfiguration('frontdesk'))));
	}
	show();
	return vscode.workspace.onDidChangeConfiguration((event) => {
		if (!isFilled() && event.affectsConfiguration('frontdesk.statusBar.format')) {
			show();
		}
	});
}
