// Opens, reveals and restores the visitor panels: one per visitor of a site, and at most one of them is the preview, which the next preview takes over.
import * as vscode from 'vscode';
import { visitorById } from '../../present/labels';
import { isRecord } from '../../protocol/messages';
import { isPanelState } from '../../protocol/visitorPanel';
import { type Id, isId } from '../../service/model';
import { visitorPanelType } from '../ids';
import type { PanelController, PanelControllerOptions, PanelOptions, PanelRow } from './panelOptions';

interface VisitorPanelsOptions extends PanelOptions {
	/** Whether the user wants previews: without them, every panel stays. */
	readonly usesPreview: () => boolean;
	/** Loads the code of the controller, which is not needed before the first panel. */
	readonly loadController: () => Promise<(options: PanelControllerOptions) => PanelController>;
}

/**
 * - `preview` in the panel that the next preview takes over, without taking the focus
 * - `keep` in a panel that stays · `beside` in one that stays, in the next group of editors
 */
export type Opening = 'preview' | 'keep' | 'beside';

export interface VisitorPanels extends vscode.Disposable {
	/** Whether a panel is visible. */
	readonly isVisible: boolean;
	/** The visitor of the current site whose panel is in front. */
	readonly front: Id | undefined;
	/** The row that a context menu of the page in front was opened on; undefined for any other argument of a command. */
	row(context: unknown): PanelRow | undefined;
	/** Fires after a panel was shown, hidden or closed. */
	readonly onDidChangeVisibility: vscode.Event<void>;
	/** Shows a visitor of the current site; does nothing while signed out. Rejects if the panel can't be opened. */
	open(visitor: Id, opening: Opening): Promise<void>;
	/** Fills a panel that VS Code restored. @param state what the page of the panel stored */
	restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
	/** Resolves when what is typed in the pages is kept. */
	flush(): Promise<void>;
	/** Resolves when the pages show current data only. */
	settle(): Promise<void>;
}

interface OpenPanel {
	readonly panel: vscode.WebviewPanel;
	site: string;
	visitor: Id;
	isPreview: boolean;
	/** The name of the page in messages: another one for each visitor, so that a late message of the page before is ignored. */
	key: string;
	/** Absent while its code is being loaded. */
	controller?: PanelController | undefined;
}

export function createVisitorPanels(options: VisitorPanelsOptions): VisitorPanels {
	const opened = new Set<OpenPanel>();
	const visibility = new vscode.EventEmitter<void>();
	const media = vscode.Uri.joinPath(options.extensionUri, 'media');
	const dist = vscode.Uri.joinPath(options.extensionUri, 'dist');
	const webviewOptions: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [dist, media] };
	let keys = 0;
	let lastOpening: Promise<unknown> = Promise.resolve();

	const currentSite = () => options.currentDesk.desk?.state.site.id;
	const preview = () => [...opened].find(({ isPreview }) => isPreview);

	function panelOf(site: string, visitor: Id): OpenPanel | undefined {
		return [...opened].find((entry) => entry.site === site && entry.visitor === visitor);
	}

	function create(visitor: Id, place: Exclude<Parameters<typeof vscode.window.createWebviewPanel>[2], number>) {
		const pageOptions = { ...webviewOptions, enableFindWidget: true };
		return vscode.window.createWebviewPanel(visitorPanelType, visitorById(visitor), place, pageOptions);
	}

	/** Begins to look after a panel. */
	function add(panel: vscode.WebviewPanel, site: string, visitor: Id, isPreview: boolean): OpenPanel {
		const entry: OpenPanel = { panel, site, visitor, isPreview, key: '' };
		panel.webview.options = webviewOptions;
		panel.iconPath = {
			light: vscode.Uri.joinPath(media, 'visitor-light.svg'),
			dark: vscode.Uri.joinPath(media, 'visitor-dark.svg'),
		};
		panel.onDidChangeViewState(() => visibility.fire());
		panel.onDidDispose(() => {
			entry.controller?.dispose();
			opened.delete(entry);
			visibility.fire();
		});
		opened.add(entry);
		return entry;
	}

	/** Shows a visitor in a panel, in place of the one before. */
	async function fill(entry: OpenPanel, site: string, visitor: Id): Promise<void> {
		const { panel } = entry;
		const key = String(++keys);
		entry.controller?.dispose();
		Object.assign(entry, { site, visitor, key, controller: undefined });
		const createPanelController = await options.loadController();
		if (opened.has(entry) && entry.key === key) {
			const isPreview = () => entry.isPreview;
			const onKeep = () => keep(entry);
			entry.controller = createPanelController({
				...options,
				panel,
				key,
				site,
				visitor,
				media,
				dist,
				isPreview,
				onKeep,
			});
			visibility.fire();
		}
	}

	function keep(entry: OpenPanel): void {
		if (entry.isPreview) {
			entry.isPreview = false;
			entry.controller?.update();
		}
	}

	async function all(act: (controller: PanelController) => Promise<void>): Promise<void> {
		await Promise.all([...opened].map(({ controller }) => controller && act(controller)));
	}

	/** The preview, if another visitor may take it over. */
	async function freePreview(): Promise<OpenPanel | undefined> {
		const entry = preview();
		await entry?.controller?.flush();
		if (entry && isPinned(entry.panel)) {
			keep(entry);
		}
		return entry?.isPreview && opened.has(entry) ? entry : undefined;
	}

	async function openNow(visitor: Id, opening: Opening): Promise<void> {
		const site = currentSite();
		if (site === undefined) {
			return;
		}
		const isPreview = opening === 'preview' && options.usesPreview();
		const preserveFocus = opening === 'preview';
		const { Active, Beside } = vscode.ViewColumn;
		const known = panelOf(site, visitor);
		if (known) {
			if (!isPreview) {
				keep(known);
			}
			known.panel.reveal(opening === 'beside' ? Beside : undefined, preserveFocus);
			return;
		}
		const free = isPreview ? await freePreview() : undefined;
		if (currentSite() !== site) {
			return; // the user signed out meanwhile
		}
		const viewColumn = opening === 'beside' ? Beside : Active;
		const entry = free ?? add(create(visitor, { viewColumn, preserveFocus }), site, visitor, isPreview);
		try {
			await fill(entry, site, visitor);
		} catch (error) {
			entry.panel.dispose();
			throw error;
		}
		free?.panel.reveal(undefined, preserveFocus);
	}

	return {
		get isVisible() {
			return [...opened].some(({ panel }) => panel.visible);
		},
		get front() {
			const site = currentSite();
			return [...opened].find((entry) => entry.site === site && entry.panel.active)?.visitor;
		},
		row(context) {
			const key: unknown = isRecord(context) ? context.frontdeskRow : undefined;
			const entry = [...opened].find(({ panel }) => panel.active);
			return typeof key === 'string' ? entry?.controller?.row(key) : undefined;
		},
		onDidChangeVisibility: visibility.event,
		open(visitor, opening) {
			// One after the other: the second click of a double click comes while the first one is still being shown.
			const done = lastOpening.then(() => openNow(visitor, opening));
			lastOpening = done.catch(() => undefined);
			return done;
		},
		async restore(panel, state) {
			if (!isPanelState(state) || !isId(state.visitor) || panelOf(state.site, state.visitor)) {
				// A state without ids comes from a page that never ran: there is nothing to restore.
				options.log.info('a visitor panel could not be restored');
				panel.dispose();
				return;
			}
			// VS Code restores a hidden panel when it is shown: there may be another preview by then.
			const isPreview = state.preview === true && preview() === undefined;
			const { site, visitor } = state;
			await fill(add(panel, site, visitor, isPreview), site, visitor);
		},
		flush: () => all((controller) => controller.flush()),
		settle: () => all((controller) => controller.settle()),
		dispose() {
			visibility.dispose();
			// The panels stay: VS Code restores them when the extension comes back.
			for (const { controller } of opened) {
				controller?.dispose();
			}
			opened.clear();
		},
	};
}

/** Whether the user pinned the tab of a panel. The API doesn't say which tab is a panel's: it is the one of its type and title, in its group. */
function isPinned({ viewColumn, title }: vscode.WebviewPanel): boolean {
	const group = vscode.window.tabGroups.all.find((each) => each.viewColumn === viewColumn);
	const pinned = group?.tabs.filter((tab) => tab.isPinned && tab.label === title) ?? [];
	return pinned.some(
		({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(visitorPanelType),
	);
}
