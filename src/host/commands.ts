// The table of commands: what each one does.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../desk/desk';
import { typedId } from '../desk/typedId';
import type { Drafts } from '../desk/variables/drafts';
import type { VariableEdit } from '../desk/variables/variableEdits';
import type { Id } from '../service/model';
import { selectMyAgent } from './agents/myAgent';
import { setMyStatus, toggleMyStatus } from './agents/myStatus';
import { renameAgent } from './agents/renameAgent';
import { copyDiagnostics } from './diagnostics/copyDiagnostics';
import type { DiagnosticsOptions } from './diagnostics/diagnosticsOptions';
import { openConsole } from './diagnostics/openConsole';
import { testConnection } from './diagnostics/testConnection';
import { agentsView, visitorsView } from './ids';
import { untilEvent } from './input/untilEvent';
import type { Commands } from './runCommand';
import type { Settings } from './settings';
import type { BrowserSignIn } from './signIn/browserSignIn';
import { createSignIn } from './signIn/signIn';
import type { SerializedMemento } from './sites/serializedMemento';
import { signOut, switchSite } from './sites/siteCommands';
import type { Sites } from './sites/sites';
import type { VisitorsView } from './views/visitorsView';
import { copyVisitor } from './visitors/copyVisitor';
import type { DepartmentName } from './visitors/departmentName';
import { findVisitor } from './visitors/findVisitor';
import { setVariable, undoSave } from './visitors/setVariable';
import type { VisitorDocuments } from './visitors/visitorDocuments';
import type { VisitorFilter } from './visitors/visitorFilter';

interface CommandsOptions {
	readonly sites: Sites;
	readonly browser: BrowserSignIn;
	readonly filter: VisitorFilter;
	readonly settings: () => Settings;
	readonly documents: VisitorDocuments;
	readonly drafts: Drafts;
	/** Stores the names of the fields that a note has. */
	readonly memento: SerializedMemento;
	readonly departmentName: DepartmentName;
	readonly openVisitor: (id: Id) => Promise<void>;
	/** The id of the agent or visitor of a tree row; undefined for any other argument. */
	readonly idOfRow: (row: unknown) => Id | undefined;
	readonly view: Pick<VisitorsView, 'showAll' | 'showMore'>;
	readonly showLog: () => void;
	/** For Test Connection and Copy Diagnostics. */
	readonly diagnostics: Omit<DiagnosticsOptions, 'sites'>;
}

interface LoadedCommands {
	readonly commands: Commands;
	/** Finishes a browser sign-in whose callback reached this window while no input box waits for it. */
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
	 * `ended` is canceled when the desk is no longer the current one: every picker about it closes then.
	 */
	async function withDesk<Result>(
		act: (desk: Desk, ended: vscode.CancellationToken) => Promise<Result>,
	): Promise<Result | undefined> {
		const { desk } = sites;
		return desk ? await untilEvent(sites.onDidChange, (ended) => act(desk, ended)) : await offerSignIn();
	}

	async function offerSignIn(): Promise<undefined> {
		const signInLabel = l10n.t('Sign In…');
		const sampleLabel = l10n.t('Try With Sample Data');
		const picked = await vscode.window.showInformationMessage(
			l10n.t("You aren't signed in to a Chat Server."),
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

	/** @param argument a visitor id or a row; without one the user is asked */
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
		return typeof argument === 'string' ? typedId(argument) : idOfRow(argument);
	}

	async function copyId(row: unknown, rows: unknown): Promise<void> {
		const ids = (Array.isArray(rows) ? rows : [row]).map(idOfRow).filter((id) => id !== undefined);
		if (ids.length > 0) {
			await vscode.env.clipboard.writeText(ids.join('\n'));
			vscode.window.setStatusBarMessage(
				ids.length === 1 ? l10n.t('ID copied') : l10n.t('{0} IDs copied', ids.length),
				3000,
			);
		}
	}

	/** Keeps an edit that could not be saved as an unsaved edit of the visitor's panel, and opens that. */
	function keepDraft(desk: Desk, visitor: Id, edit: VariableEdit): void {
		const owner = { site: desk.state.site.id, visitor };
		if (!sites.list().some(({ id }) => id === owner.site)) {
			return; // the user signed out during the save: nothing is kept for the site
		}
		options.drafts.change(owner, [...options.drafts.edits(owner).filter(({ name }) => name !== edit.name), edit]);
		if (sites.desk === desk) {
			void vscode.commands.executeCommand('frontdesk.openVisitor', visitor); // reports its own failure
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
				if (id === undefined) {
					await selectMyAgent(desk, settings().agentAliases, ended);
				} else {
					desk.setMyAgent(id);
				}
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
		'frontdesk.showAllVisitors': () => options.view.showAll(true),
		'frontdesk.showActiveVisitors': () => options.view.showAll(false),
		'frontdesk.showMoreVisitors': (row) => options.view.showMore(row),
		'frontdesk.setVariable': (argument) =>
			withVisitor(argument, (desk, id, ended) =>
				setVariable(desk, id, {
					ended,
					readOnly: settings().readOnlyVariables,
					keepDraft: (edit) => keepDraft(desk, id, edit),
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
						l10n.t('A snapshot of this visitor was taken just now. Compare again after something has changed.'),
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
