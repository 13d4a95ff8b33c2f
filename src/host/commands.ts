// What each command does, in one table; how it is done is in the file of its subject.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../desk/desk';
import type { VariableEdit } from '../desk/variables/variableEdits';
import { type Id, isId } from '../service/model';
import { selectMyAgent } from './agents/myAgent';
import { setMyStatus, toggleMyStatus } from './agents/myStatus';
import { renameAgent } from './agents/renameAgent';
import { copyDiagnostics } from './diagnostics/copyDiagnostics';
import type { DiagnosticsOptions } from './diagnostics/diagnosticsOptions';
import { openConsole } from './diagnostics/openConsole';
import { testConnection } from './diagnostics/testConnection';
import { agentsView, visitorsView } from './ids';
import type { Commands } from './runCommand';
import type { Settings } from './settings';
import type { BrowserSignIn } from './signIn/browserSignIn';
import { createSignIn } from './signIn/signIn';
import type { SerializedMemento } from './sites/serializedMemento';
import { signOut, switchSite } from './sites/siteCommands';
import type { Sites } from './sites/sites';
import { copyVisitor } from './visitors/copyVisitor';
import type { DepartmentName } from './visitors/departmentName';
import { findVisitor } from './visitors/findVisitor';
import { setVariable, undoSave } from './visitors/setVariable';
import type { VisitorDocuments } from './visitors/visitorDocuments';
import type { VisitorFilter } from './visitors/visitorFilter';

export interface CommandsOptions {
	readonly sites: Sites;
	readonly browser: BrowserSignIn;
	readonly filter: VisitorFilter;
	readonly settings: () => Settings;
	readonly documents: VisitorDocuments;
	/** Keeps an edit that could not be saved, where the panel shows it. */
	readonly keepDraft: (desk: Desk, visitorId: Id, edit: VariableEdit) => void;
	/** What is kept between sessions: names of fields. */
	readonly memento: SerializedMemento;
	readonly departmentName: DepartmentName;
	readonly openVisitor: (id: Id) => void;
	/** The entity that a row of a tree view stands for, undefined for what is no row of one person. */
	readonly idOfRow: (row: unknown) => Id | undefined;
	readonly showLog: () => void;
	/** What Test Connection and Copy Diagnostics look at. */
	readonly diagnostics: Omit<DiagnosticsOptions, 'sites'>;
}

export interface LoadedCommands {
	readonly commands: Commands;
	/** The browser came back to this window, and no box waits for it. */
	finishSignIn(address: string): Promise<void>;
}

export function createCommands(options: CommandsOptions): LoadedCommands {
	const { sites, filter, settings, idOfRow } = options;
	const signIn = createSignIn({
		sites,
		browser: options.browser,
		baseUrl: () => settings().baseUrl,
		onSignedIn: showSite,
	});

	const diagnosticsOptions: DiagnosticsOptions = { sites, ...options.diagnostics };

	/** After a sign-in: the views, and the question who I am where nobody has told. */
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
	 * The desk at work; where there is none the user is led to sign in, and the command ends.
	 * `ended` says that another desk, or none, has taken its place: what a picker shows of its site must not stay.
	 */
	async function withDesk<Result>(
		act: (desk: Desk, ended: vscode.CancellationToken) => Promise<Result>,
	): Promise<Result | undefined> {
		const { desk } = sites;
		if (!desk) {
			return await offerSignIn();
		}
		const ending = new vscode.CancellationTokenSource();
		const change = sites.onDidChange(() => ending.cancel());
		try {
			return await act(desk, ending.token);
		} finally {
			change.dispose();
			ending.dispose();
		}
	}

	async function offerSignIn(): Promise<undefined> {
		const signInLabel = l10n.t('Sign In…');
		const sampleLabel = l10n.t('Try With Sample Data');
		const picked = await vscode.window.showInformationMessage(
			l10n.t('Frontdesk is not signed in to a Chat Server.'),
			signInLabel,
			sampleLabel,
		);
		if (picked === signInLabel) {
			await vscode.commands.executeCommand('frontdesk.signIn');
		} else if (picked === sampleLabel) {
			await vscode.commands.executeCommand('frontdesk.trySandbox');
		}
		return undefined;
	}

	/** @param argument a visitor id or a row; without one it asks */
	function withVisitor(
		argument: unknown,
		act: (desk: Desk, id: Id, ended: vscode.CancellationToken) => Promise<void>,
	): Promise<unknown> {
		return withDesk(async (desk, ended) => {
			const id = visitorIdOf(argument) ?? (await findVisitor(desk, options.departmentName, ended));
			if (id !== undefined) {
				await act(desk, id, ended);
			}
		});
	}

	function openVisitor(argument: unknown): Promise<unknown> {
		return withVisitor(argument, async (_desk, id) => options.openVisitor(id));
	}

	/** @param argument a visitor id or a row of the visitors view */
	function visitorIdOf(argument: unknown): Id | undefined {
		return typeof argument === 'string' && isId(argument.trim()) ? argument.trim().toLowerCase() : idOfRow(argument);
	}

	async function copyId(row: unknown, rows: unknown): Promise<void> {
		const ids = (Array.isArray(rows) ? rows : [row]).map(idOfRow).filter((id) => id !== undefined);
		if (ids.length > 0) {
			await vscode.env.clipboard.writeText(ids.join('\n'));
			vscode.window.setStatusBarMessage(
				ids.length === 1 ? l10n.t('Id copied') : l10n.t('{0} ids copied', ids.length),
				3000,
			);
		}
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
				id === undefined ? await selectMyAgent(desk, settings().agentAliases, ended) : desk.setMyAgent(id);
			}),
		'frontdesk.toggleMyStatus': () => withDesk((desk, ended) => toggleMyStatus(desk, settings(), ended)),
		'frontdesk.setMyStatus': (argument) => withDesk((desk, ended) => setMyStatus(desk, argument, settings(), ended)),
		'frontdesk.renameAgent': (row) =>
			withDesk((desk, ended) => renameAgent(desk, idOfRow(row), settings().agentAliases, ended)),
		'frontdesk.refresh': () =>
			withDesk((desk) =>
				Promise.resolve(vscode.window.withProgress({ location: { viewId: visitorsView } }, () => desk.refresh())),
			),
		'frontdesk.openVisitor': openVisitor,
		'frontdesk.findVisitor': () => openVisitor(undefined),
		'frontdesk.filterVisitors': () => withDesk((_desk, ended) => filter.ask(ended)),
		'frontdesk.clearFilter': () => filter.set(''),
		'frontdesk.setVariable': (argument) =>
			withVisitor(argument, (desk, id, ended) =>
				setVariable(desk, id, {
					ended,
					readOnly: settings().readOnlyVariables,
					keepDraft: (edit) => {
						options.keepDraft(desk, id, edit);
						if (sites.desk === desk) {
							options.openVisitor(id);
						}
					},
				}),
			),
		'frontdesk.undoSave': () => withDesk((desk) => undoSave(desk)),
		'frontdesk.copyId': copyId,
		'frontdesk.copyVisitor': (argument) =>
			withVisitor(argument, (desk, id, ended) =>
				copyVisitor(desk, id, { memento: options.memento, departmentName: options.departmentName, ended }),
			),
		'frontdesk.compareVisitor': (argument) =>
			withVisitor(argument, async (desk, id) => {
				if (!(await options.documents.compare(desk, id))) {
					vscode.window.showInformationMessage(
						l10n.t('A snapshot of this visitor was taken just now. Compare again once something has changed.'),
					);
				}
			}),
		'frontdesk.openConsole': (argument) => withDesk((desk) => openConsole(desk, visitorIdOf(argument))),
		'frontdesk.testConnection': () => testConnection(diagnosticsOptions),
		'frontdesk.copyDiagnostics': () => copyDiagnostics(diagnosticsOptions),
		'frontdesk.showLog': () => options.showLog(),
	};
	return { commands, finishSignIn: signIn.finish };
}
