// Opens, reveals and restores the visitor panels, one per visitor of a site.
import * as vscode from 'vscode';
import { visitorById } from '../../present/labels';
import { isPanelState } from '../../protocol/visitorPanel';
import { type Id, isId } from '../../service/model';
import { visitorPanelType } from '../ids';
import type { PanelController, PanelControllerOptions, PanelOptions } from './panelOptions';

export interface VisitorPanelsOptions extends PanelOptions {
	/** Loads the code of the controller, which is not needed before the first panel. */
	readonly loadController: () => Promise<(options: PanelControllerOptions) => PanelController>;
}

export interface VisitorPanels extends vscode.Disposable {
	/** Whether a panel is visible. */
	readonly isVisible: boolean;
	/** Fires after a panel was shown, hidden or closed. */
	readonly onDidChangeVisibility: vscode.Event<void>;
	/** Shows the panel of a visitor of the current site; does nothing while signed out. Rejects if the panel can't be opened. */
	open(visitor: Id): Promise<void>;
	/** Fills a panel that VS Code restored. @param state what the page of the panel stored */
	restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

interface OpenPanel {
	readonly panel: vscode.WebviewPanel;
	/** Absent while its code is being loaded. */
	controller?: PanelController;
}

export function createVisitorPanels(options: VisitorPanelsOptions): VisitorPanels {
	const opened = new Map<string, OpenPanel>();
	const visibility = new vscode.EventEmitter<void>();
	const media = vscode.Uri.joinPath(options.extensionUri, 'media');
	const dist = vscode.Uri.joinPath(options.extensionUri, 'dist');
	const webviewOptions: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [dist, media] };

	async function control(panel: vscode.WebviewPanel, site: string, visitor: Id): Promise<void> {
		const key = panelKey(site, visitor);
		panel.webview.options = webviewOptions;
		panel.iconPath = {
			light: vscode.Uri.joinPath(media, 'visitor-light.svg'),
			dark: vscode.Uri.joinPath(media, 'visitor-dark.svg'),
		};
		panel.onDidChangeViewState(() => visibility.fire());
		panel.onDidDispose(() => {
			opened.get(key)?.controller?.dispose();
			opened.delete(key);
			visibility.fire();
		});
		const entry: OpenPanel = { panel };
		opened.set(key, entry);
		const createPanelController = await options.loadController();
		if (opened.get(key) === entry) {
			entry.controller = createPanelController({ ...options, panel, key, site, visitor, media, dist });
			visibility.fire();
		}
	}

	return {
		get isVisible() {
			return [...opened.values()].some(({ panel }) => panel.visible);
		},
		onDidChangeVisibility: visibility.event,
		async open(visitor) {
			const site = options.currentDesk.desk?.state.site.id;
			if (site === undefined) {
				return;
			}
			const known = opened.get(panelKey(site, visitor));
			if (known) {
				known.panel.reveal();
				return;
			}
			const panel = vscode.window.createWebviewPanel(visitorPanelType, visitorById(visitor), vscode.ViewColumn.Active, {
				...webviewOptions,
				enableFindWidget: true,
			});
			try {
				await control(panel, site, visitor);
			} catch (error) {
				panel.dispose();
				throw error;
			}
		},
		async restore(panel, state) {
			if (!isPanelState(state) || !isId(state.visitor) || opened.has(panelKey(state.site, state.visitor))) {
				// A state without ids comes from a page that never ran: there is nothing to restore.
				options.log.info('a visitor panel could not be restored');
				panel.dispose();
				return;
			}
			await control(panel, state.site, state.visitor);
		},
		dispose() {
			visibility.dispose();
			// The panels stay: VS Code restores them when the extension comes back.
			for (const { controller } of opened.values()) {
				controller?.dispose();
			}
			opened.clear();
		},
	};
}

/** Site ids and visitor ids hold no line break. */
function panelKey(site: string, visitor: Id): string {
	return `${site}\n${visitor}`;
}
