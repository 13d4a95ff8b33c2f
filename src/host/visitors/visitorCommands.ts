// The commands about one visitor: of a row, of the panel in front, or whom the user is asked for.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Segments } from '../../desk/segments/segments';
import { typedId } from '../../desk/typedId';
import type { Drafts } from '../../desk/variables/drafts';
import type { VariableEdit } from '../../desk/variables/variableEdits';
import type { ServiceNames } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import type { CommandSignIn } from '../../present/reports/visitorCopy';
import type { Id } from '../../service/model';
import type { ActivityDocuments } from '../changes/activityDocuments';
import type { ShownDesks } from '../currentDesk';
import { openConsole } from '../diagnostics/openConsole';
import { findVisitor } from '../find/findVisitor';
import { showInformation } from '../gates/notifications';
import { showBriefly } from '../gates/quickPicks';
import { openPageSource } from '../pageSource/openPageSource';
import { askPinned, pinVisitor } from '../pins/pinVisitor';
import type { Commands } from '../runCommand';
import type { Settings } from '../settings';
import type { SerializedMemento } from '../sites/serializedMemento';
import type { Sites } from '../sites/sites';
import { setVariable, undoSave } from '../variables/setVariable';
import type { VisitorsView } from '../views/visitorsView';
import type { PanelRow } from '../visitorPanel/panelOptions';
import type { Opening } from '../visitorPanel/visitorPanel';
import { copyVisitor } from './copyVisitor';
import type { DepartmentName } from './departmentName';
import { rowActions } from './rowActions';
import type { VisitorDocuments } from './visitorDocuments';

export interface VisitorCommandsOptions {
	readonly sites: Sites;
	/** The current desk, as it may be shown. */
	readonly shown: ShownDesks;
	readonly settings: () => Settings;
	readonly documents: VisitorDocuments;
	readonly activity: ActivityDocuments;
	readonly drafts: Drafts;
	/** Stores the names of the fields that a note has. */
	readonly memento: SerializedMemento;
	readonly departmentName: DepartmentName;
	readonly segments: (departmentNames: ServiceNames) => Segments;
	readonly openVisitor: (id: Id, opening: Opening) => Promise<void>;
	/** The visitor of the current site whose panel is in front. */
	readonly frontVisitor: () => Id | undefined;
	/** What a context menu of a panel was opened on; undefined for anything else. */
	readonly panelRow: (context: unknown) => PanelRow | undefined;
	/** The id of the agent or visitor of a tree row; undefined for any other argument. */
	readonly idOfRow: (row: unknown) => Id | undefined;
	readonly view: Pick<VisitorsView, 'showAll' | 'showMore' | 'tree'>;
	/** Runs `act` with the current desk, or offers to sign in; `ended` is canceled when the desk is no longer the current one. */
	readonly withDesk: <Result>(
		act: (desk: ShownDesk, ended: vscode.CancellationToken) => Promise<Result>,
	) => Promise<Result | undefined>;
}

export function createVisitorCommands(options: VisitorCommandsOptions) {
	const { sites, settings, idOfRow, withDesk } = options;
	const findOptions = { departmentName: options.departmentName, settings, segments: options.segments };
	const actions = rowActions(options.openVisitor);

	/**
	 * @param argument a visitor id or a row; without one it is the visitor of the panel in front, else the user is asked
	 * @param task the title of that question
	 */
	function withVisitor(
		argument: unknown,
		task: string,
		act: (desk: ShownDesk, id: Id, ended: vscode.CancellationToken) => Promise<void>,
	): Promise<unknown> {
		return withDesk(async (desk, ended) => {
			const known = visitorIdOf(argument) ?? options.frontVisitor();
			const id = known ?? (await findVisitor(desk, findOptions, ended, { title: task }));
			if (id !== undefined) {
				await act(desk, id, ended);
			}
		});
	}

	function pinnedInFront({ state }: ShownDesk): Id | undefined {
		return state.pins.find(({ id }) => id === options.frontVisitor())?.id;
	}

	/** @param how what a click on a row was, if it was one */
	async function openVisitor(argument: unknown, how: unknown): Promise<void> {
		if (isForSelection(argument)) {
			await options.view.tree.enter();
			return;
		}
		await withDesk(async (desk, ended) => {
			const id = visitorIdOf(argument) ?? (await findVisitor(desk, findOptions, ended, { actions }));
			if (id !== undefined) {
				await options.openVisitor(id, how === 'preview' ? how : 'keep');
			}
		});
	}

	function openToSide(row: unknown): Promise<unknown> {
		return withDesk(async () => {
			const id = idOfRow(row);
			if (id !== undefined) {
				await options.openVisitor(id, 'beside');
			}
		});
	}

	/** @param argument a visitor id or a row of the visitors view */
	function visitorIdOf(argument: unknown): Id | undefined {
		return typeof argument === 'string' ? typedId(argument) : idOfRow(argument);
	}

	async function commandSignIn({ state: { site } }: ShownDesk): Promise<CommandSignIn> {
		const credentials = await sites.credentials(site);
		return credentials?.kind === 'apiKey' ? { kind: 'apiKey', siteId: credentials.siteId } : { kind: 'token' };
	}

	async function copyId(row: unknown, rows: unknown): Promise<void> {
		const ids = (Array.isArray(rows) ? rows : [row]).map(idOfRow).filter((id) => id !== undefined);
		if (ids.length > 0) {
			await vscode.env.clipboard.writeText(ids.join('\n'));
			showBriefly(ids.length === 1 ? l10n.t('ID copied') : l10n.t('{0} IDs copied', ids.length));
		}
	}

	/** Keeps an edit that could not be saved as an unsaved edit of the visitor's panel, and opens that. */
	function keepDraft(desk: ShownDesk, visitor: Id, edit: VariableEdit): void {
		const owner = { site: desk.state.site.id, visitor };
		if (!sites.list().some(({ id }) => id === owner.site)) {
			return; // the user signed out during the save: nothing is kept for the site
		}
		options.drafts.add(owner, edit);
		if (options.shown.desk === desk) {
			void vscode.commands.executeCommand('frontdesk.openVisitor', visitor); // reports its own failure
		}
	}

	const commands = {
		'frontdesk.openVisitor': openVisitor,
		'frontdesk.openVisitorToSide': openToSide,
		'frontdesk.findVisitor': () => openVisitor(undefined, undefined),
		'frontdesk.openPageSource': (argument) =>
			withVisitor(argument, l10n.t('Open Source of Page'), (desk, id, ended) => openPageSource(desk, id, ended)),
		'frontdesk.setVariable': (argument) =>
			withVisitor(argument, l10n.t('Set Custom Variable'), (desk, id, ended) =>
				setVariable(desk, id, {
					ended,
					readOnly: settings().readOnlyVariables,
					keepDraft: (edit) => keepDraft(desk, id, edit),
				}),
			),
		'frontdesk.undoSave': () => withDesk((desk, ended) => undoSave(desk, ended)),
		'frontdesk.copyId': copyId,
		'frontdesk.copyValue': (context) => options.panelRow(context)?.copy(),
		'frontdesk.editVariable': (context) => options.panelRow(context)?.edit(),
		'frontdesk.copyVisitor': (argument) =>
			withVisitor(argument, l10n.t('Copy Visitor As'), async (desk, id, ended) => {
				const { memento, departmentName } = options;
				await copyVisitor(desk, id, { sites, memento, departmentName, signIn: await commandSignIn(desk), ended });
			}),
		'frontdesk.compareVisitor': (argument) =>
			withVisitor(argument, l10n.t('Compare With Snapshot'), async (_desk, id) => {
				const message = await options.documents.compare(id);
				if (message !== undefined) {
					showInformation(message);
				}
			}),
		'frontdesk.pinVisitor': (argument) => withVisitor(argument, l10n.t('Pin Visitor'), pinVisitor),
		'frontdesk.unpinVisitor': (argument) =>
			withDesk(async (desk, ended) => {
				const id = visitorIdOf(argument) ?? pinnedInFront(desk) ?? (await askPinned(desk, ended));
				if (id !== undefined) {
					await desk.pins.remove(id);
				}
			}),
		'frontdesk.showActivity': (argument) => withDesk((desk) => options.activity.show(desk, visitorIdOf(argument))),
		'frontdesk.openConsole': (argument) =>
			withDesk((desk) => openConsole(desk, visitorIdOf(argument) ?? options.frontVisitor())),
	} satisfies Partial<Commands>;
	return {
		commands,
		/** Asks which visitor is meant; `query` is searched for at first. */
		find: (desk: ShownDesk, query: string, ended: vscode.CancellationToken) =>
			findVisitor(desk, findOptions, ended, { query, actions }),
	};
}

/** The argument of the keyboard shortcut of a view. */
export function isForSelection(argument: unknown): boolean {
	return (argument as { readonly selected?: unknown } | undefined)?.selected === true;
}
