// The table of commands: what each one does.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DeepLink } from '../present/lookUp/deepLink';
import type { ShownDesk } from '../present/privacy/shown';
import type { TreeNode } from '../present/tree/tree';
import { segmentsSetting } from '../present/tree/visitorsTree';
import type { Id } from '../service/model';
import { selectMyAgent } from './agents/myAgent';
import { setMyStatus, toggleMyStatus } from './agents/myStatus';
import { renameAgent } from './agents/renameAgent';
import { snoozeAlerts } from './alerts/snoozeAlerts';
import { copyDiagnostics } from './diagnostics/copyDiagnostics';
import type { DiagnosticsOptions } from './diagnostics/diagnosticsOptions';
import { testConnection } from './diagnostics/testConnection';
import { showInformation } from './gates/notifications';
import { showViewProgress } from './gates/rows';
import { agentsView, visitorsView } from './ids';
import { untilEvent } from './input/untilEvent';
import { createLookUpCommands } from './lookUp/lookUpCommands';
import type { Privacy } from './privacy/privacyMode';
import { togglePrivacyMode } from './privacy/togglePrivacyMode';
import type { Commands } from './runCommand';
import type { Settings } from './settings';
import type { BrowserSignIn } from './signIn/browserSignIn';
import { createSignIn } from './signIn/signIn';
import { signOut, switchSite } from './sites/siteCommands';
import type { Sites } from './sites/sites';
import { awayFor } from './status/awayFor';
import { setAgentStatus } from './status/setAgentStatus';
import { changeSetting, viewChoiceCommands } from './views/viewChoices';
import type { VisitorsView } from './views/visitorsView';
import { renameDepartment } from './visitors/renameDepartment';
import { createVisitorCommands, isForSelection, type VisitorCommandsOptions } from './visitors/visitorCommands';
import type { VisitorFilter } from './visitors/visitorFilter';

interface CommandsOptions extends Omit<VisitorCommandsOptions, 'withDesk'> {
	readonly sites: Sites;
	readonly privacy: Privacy;
	readonly browser: BrowserSignIn;
	readonly filter: VisitorFilter;
	readonly settings: () => Settings;
	/** Selects the row of an agent. Resolves to false if there is none. */
	readonly revealAgent: (id: Id) => Promise<boolean>;
	/** The agent that is selected in the agents view. */
	readonly selectedAgent: () => Id | undefined;
	readonly view: Pick<VisitorsView, 'showAll' | 'showMore' | 'tree'>;
	readonly showLog: () => void;
	/** For Test Connection and Copy Diagnostics. */
	readonly diagnostics: Omit<DiagnosticsOptions, 'sites'>;
}

interface LoadedCommands {
	readonly commands: Commands;
	/** Finishes a browser sign-in whose callback reached this window while no input box waits for it. */
	finishSignIn(address: string): Promise<void>;
	/** Opens what a deep link names. Rejects with an `ApiError`. */
	openLink(link: DeepLink): Promise<void>;
	offerSignIn(): Promise<unknown>;
}

export function createCommands(options: CommandsOptions): LoadedCommands {
	const { sites, shown, filter, settings, idOfRow } = options;
	const signIn = createSignIn({
		sites,
		browser: options.browser,
		baseUrl: () => settings().baseUrl,
		onSignedIn: showSite,
	});

	const visitorCommands = createVisitorCommands({ ...options, withDesk });
	const lookUp = createLookUpCommands({ ...options, withDesk, choose: visitorCommands.find });
	const diagnosticsOptions: DiagnosticsOptions = { sites, ...options.diagnostics };

	/** After a sign-in: shows the views, and asks which agent is mine if that is unknown. */
	async function showSite(): Promise<void> {
		await vscode.commands.executeCommand(`${agentsView}.focus`);
		await withDesk(async (desk, ended) => {
			if (desk.state.me.id === undefined) {
				await desk.refresh();
				await selectMyAgent(desk, settings().agentAliases, ended);
			}
		});
	}

	/**
	 * Runs `act` with the current desk, or offers to sign in if there is none.
	 * `ended` is canceled when the desk is no longer the current one, or privacy mode changes: every picker about it closes then.
	 */
	async function withDesk<Result>(
		act: (desk: ShownDesk, ended: vscode.CancellationToken) => Promise<Result>,
	): Promise<Result | undefined> {
		const { desk } = shown;
		return desk ? await untilEvent(shown.onDidChange, (ended) => act(desk, ended)) : await offerSignIn();
	}

	async function offerSignIn(): Promise<undefined> {
		const signInLabel = l10n.t('Sign In…');
		const sampleLabel = l10n.t('Try With Sample Data');
		const picked = await showInformation(l10n.t("You aren't signed in to a Chat Server."), signInLabel, sampleLabel);
		if (picked === signInLabel) {
			await vscode.commands.executeCommand('frontdesk.signIn');
		} else if (picked === sampleLabel) {
			await vscode.commands.executeCommand('frontdesk.trySandbox');
		}
		return undefined;
	}

	const commands: Commands = {
		'frontdesk.signIn': signIn.ask,
		'frontdesk.trySandbox': async () => {
			await sites.openSandbox('calm');
			await vscode.commands.executeCommand(`${visitorsView}.focus`);
		},
		'frontdesk.signOut': () => signOut(sites),
		'frontdesk.switchSite': () => switchSite(sites),
		'frontdesk.chooseMyAgent': (row) =>
			withDesk(async (desk, ended) => {
				const id = idOfRow(row);
				if (id === undefined) {
					await selectMyAgent(desk, settings().agentAliases, ended);
				} else {
					desk.setMyAgent(id);
				}
			}),
		'frontdesk.toggleMyStatus': () => withDesk((desk, ended) => toggleMyStatus(desk, settings(), ended)),
		'frontdesk.setMyStatus': (argument) => withDesk((desk, ended) => setMyStatus(desk, argument, settings(), ended)),
		'frontdesk.renameAgent': (argument) =>
			withDesk((desk, ended) => {
				const id = idOfRow(argument) ?? (isForSelection(argument) ? options.selectedAgent() : undefined);
				return renameAgent(desk, id, settings().agentAliases, ended);
			}),
		'frontdesk.renameDepartment': (row) =>
			withDesk((desk, ended) =>
				renameDepartment(desk, idOfRow(row) ?? options.frontVisitor(), settings().departmentAliases, ended),
			),
		'frontdesk.awayFor': (argument) => withDesk((desk, ended) => awayFor(desk, argument, settings(), ended)),
		'frontdesk.togglePrivacyMode': () => togglePrivacyMode(options.privacy),
		'frontdesk.snoozeAlerts': (argument) => withDesk((desk, ended) => snoozeAlerts(desk, argument, ended)),
		'frontdesk.setAgentStatus': (row) =>
			withDesk((desk, ended) => setAgentStatus(desk, idOfRow(row), settings(), ended)),
		'frontdesk.sortAgentsByName': () => changeSetting('agents.sortBy', 'name'),
		'frontdesk.sortAgentsByChats': () => changeSetting('agents.sortBy', 'chats'),
		'frontdesk.sortAgentsByStatus': () => changeSetting('agents.sortBy', 'status'),
		'frontdesk.refresh': () =>
			withDesk((desk) => Promise.resolve(showViewProgress(visitorsView, () => desk.refresh()))),
		...visitorCommands.commands,
		...lookUp.commands,
		'frontdesk.filterVisitors': () => withDesk((_desk, ended) => filter.ask(ended)),
		'frontdesk.clearFilter': () => filter.set(''),
		'frontdesk.showAllVisitors': () => options.view.showAll(true),
		'frontdesk.showActiveVisitors': () => options.view.showAll(false),
		'frontdesk.showMoreVisitors': (row) => options.view.showMore(row),
		'frontdesk.testConnection': () => testConnection(diagnosticsOptions),
		'frontdesk.copyDiagnostics': () => copyDiagnostics(diagnosticsOptions),
		'frontdesk.showLog': () => options.showLog(),
		'frontdesk.openSettings': (row) => openSettings(row, options.diagnostics.extension.id),
		...viewChoiceCommands(),
	};
	const openLink = async (link: DeepLink) => void (await withDesk((desk) => lookUp.openLink(desk, link)));
	return { commands, finishSignIn: signIn.finish, openLink, offerSignIn };
}

/** @param row a row that names an error in a setting; any other argument stands for all settings */
async function openSettings(row: unknown, extensionId: string): Promise<void> {
	const { kind, id } = (row ?? {}) as Partial<TreeNode>;
	const isSetting = kind === 'more' && id === segmentsSetting;
	await (isSetting
		? vscode.commands.executeCommand('workbench.action.openApplicationSettingsJson', {
				revealSetting: { key: id, edit: false },
			})
		: vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${extensionId}`));
}
