// What each command does, in one table; how it is done is in the file of its subject.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../desk/desk';
import type { VariableEdit } from '../desk/variableEdits';
import { type Id, isId } from '../service/model';
import type { Connection } from './connection';
import { copyVisitor } from './copyVisitor';
import { findVisitor } from './findVisitor';
import { agentsView, visitorsView } from './ids';
import { chooseMyAgent } from './myAgent';
import { setMyStatus, toggleMyStatus } from './myStatus';
import type { OrderedMemento } from './orderedMemento';
import { renameAgent } from './renameAgent';
import type { Commands } from './runCommand';
import type { Settings } from './settings';
import { setVariable, undoSave } from './setVariable';
import { signIn, signOut, switchSite } from './signIn';
import type { Sites } from './sites';
import type { VisitorDocuments } from './visitorDocuments';
import type { VisitorFilter } from './visitorFilter';

export interface CommandsOptions {
	readonly sites: Sites;
	readonly filter: VisitorFilter;
	readonly settings: () => Settings;
	readonly documents: VisitorDocuments;
	/** Keeps an edit that could not be saved, where the panel shows it. */
	readonly keepDraft: (desk: Desk, visitorId: Id, edit: VariableEdit) => void;
	/** What is kept between sessions: names of fields. */
	readonly memento: OrderedMemento;
	readonly openVisitor: (id: Id) => void;
	/** The entity that a row of a tree view stands for, undefined for what is no row of one person. */
	readonly entityOf: (row: unknown) => Id | undefined;
	readonly showLog: () => void;
	/** Loads what explains the connection. */
	readonly connection: () => Promise<Connection>;
}

export function createCommands(options: CommandsOptions): Commands {
	const { sites, filter, settings, entityOf } = options;

	/** The desk at work; where there is none the user is led to sign in, and the command ends. */
	function withDesk<Result>(act: (desk: Desk) => Promise<Result>): Promise<Result | undefined> {
		if (sites.desk) {
			return act(sites.desk);
		}
		return offerSignIn();
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

	async function afterSignIn(): Promise<void> {
		const { desk } = sites;
		await vscode.commands.executeCommand(`${agentsView}.focus`);
		if (desk && desk.state.me.id === undefined) {
			await desk.refresh();
			await chooseMyAgent(desk, settings().agentAliases);
		}
	}

	/** @param argument a visitor id or a row; without one it asks */
	function withVisitor(argument: unknown, act: (desk: Desk, id: Id) => Promise<void>): Promise<unknown> {
		return withDesk(async (desk) => {
			const id = visitorIdOf(argument) ?? (await findVisitor(desk));
			if (id !== undefined) {
				await act(desk, id);
			}
		});
	}

	function openVisitor(argument: unknown): Promise<unknown> {
		return withVisitor(argument, async (_desk, id) => options.openVisitor(id));
	}

	/** @param argument a visitor id or a row of the visitors view */
	function visitorIdOf(argument: unknown): Id | undefined {
		return typeof argument === 'string' && isId(argument.trim()) ? argument.trim().toLowerCase() : entityOf(argument);
	}

	async function copyId(row: unknown, rows: unknown): Promise<void> {
		const ids = (Array.isArray(rows) ? rows : [row]).map(entityOf).filter((id) => id !== undefined);
		if (ids.length > 0) {
			await vscode.env.clipboard.writeText(ids.join('\n'));
			vscode.window.setStatusBarMessage(
				ids.length === 1 ? l10n.t('Id copied') : l10n.t('{0} ids copied', ids.length),
				3000,
			);
		}
	}

	return {
		'frontdesk.signIn': async () => {
			if (await signIn({ sites, baseUrl: () => settings().baseUrl })) {
				await afterSignIn();
			}
		},
		'frontdesk.trySandbox': async () => {
			await sites.openSandbox('calm');
			await vscode.commands.executeCommand(`${visitorsView}.focus`);
		},
		'frontdesk.signOut': () => signOut(sites),
		'frontdesk.switchSite': () => switchSite(sites),
		'frontdesk.chooseMyAgent': (row) =>
			withDesk(async (desk) => {
				const id = entityOf(row);
				id === undefined ? await chooseMyAgent(desk, settings().agentAliases) : desk.setMyAgent(id);
			}),
		'frontdesk.toggleMyStatus': () => withDesk((desk) => toggleMyStatus(desk, settings())),
		'frontdesk.setMyStatus': (argument) => withDesk((desk) => setMyStatus(desk, argument, settings())),
		'frontdesk.renameAgent': (row) => withDesk((desk) => renameAgent(desk, entityOf(row), settings().agentAliases)),
		'frontdesk.refresh': () =>
			withDesk((desk) =>
				Promise.resolve(vscode.window.withProgress({ location: { viewId: visitorsView } }, () => desk.refresh())),
			),
		'frontdesk.openVisitor': openVisitor,
		'frontdesk.findVisitor': () => openVisitor(undefined),
		'frontdesk.filterVisitors': () => withDesk(() => filter.ask()),
		'frontdesk.clearFilter': () => filter.set(''),
		'frontdesk.setVariable': (argument) =>
			withVisitor(argument, (desk, id) =>
				setVariable(desk, id, {
					readOnly: settings().readOnlyVariables,
					keepDraft: (edit) => {
						options.keepDraft(desk, id, edit);
						if (sites.desk === desk) {
							options.openVisitor(id);
						}
					},
				}),
			),
		'frontdesk.undoSave': () => withDesk(undoSave),
		'frontdesk.copyId': copyId,
		'frontdesk.copyVisitor': (argument) => withVisitor(argument, (desk, id) => copyVisitor(desk, id, options.memento)),
		'frontdesk.compareVisitor': (argument) =>
			withVisitor(argument, async (desk, id) => {
				if (!(await options.documents.compare(desk, id))) {
					vscode.window.showInformationMessage(
						l10n.t('A snapshot of this visitor was taken just now. Compare again once something has changed.'),
					);
				}
			}),
		'frontdesk.openConsole': (argument) =>
			withDesk(async (desk) => (await options.connection()).openConsole(desk, visitorIdOf(argument))),
		'frontdesk.testConnection': async () => (await options.connection()).testConnection(),
		'frontdesk.copyDiagnostics': async () => (await options.connection()).copyDiagnostics(),
		'frontdesk.showLog': () => options.showLog(),
	};
}
