// Opens, finds again and restores the visitor panels: one a visitor of a site. What happens inside one is in visitorPanelSession.ts.
import * as vscode from 'vscode';
import { faultName } from '../../desk/failureLog';
import { visitorById } from '../../present/labels';
import { isPanelState } from '../../protocol/visitorPanel';
import { type Id, isId } from '../../service/model';
import type { PanelController, PanelControllerOptions, PanelOptions } from './panelOptions';

const visitorPanelType = 'frontdesk.visitor';

export interface VisitorPanelsOptions extends PanelOptions {
	/** Loads what drives one panel; it is not needed before the first one. */
	readonly loadController: () => Promise<(options: PanelControllerOptions) => PanelController>;
}

export interface VisitorPanels extends vscode.Disposable {
	/** Whether a panel is in visibility. */
	readonly isVisible: boolean;
	/** Fires after a panel came into sight or went out of it. */
	readonly onDidChangeVisibility: vscode.Event<void>;
	/** Shows the panel of a visitor of the current site; does nothing while signed out. */
	open(visitor: Id): void;
}

/** Registers the serializer too: call it during activation, before VS Code hands over what it restored. */
export function createVisitorPanels(options: VisitorPanelsOptions): VisitorPanels {
	/** A panel has no session while the code for it is being loaded. */
	const sessions = new Map<string, { readonly panel: vscode.WebviewPanel; session?: PanelController }>();
	const visibility = new vscode.EventEmitter<void>();
	const media = vscode.Uri.joinPath(options.extensionUri, 'media');
	const dist = vscode.Uri.joinPath(options.extensionUri, 'dist');
	const webviewOptions: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [dist, media] };

	async function adopt(panel: vscode.WebviewPanel, site: string, visitor: Id): Promise<void> {
		const key = panelKey(site, visitor);
		panel.webview.options = webviewOptions;
		panel.iconPath = {
			light: vscode.Uri.joinPath(media, 'visitor-light.svg'),
			dark: vscode.Uri.joinPath(media, 'visitor-dark.svg'),
		};
		panel.onDidChangeViewState(() => visibility.fire());
		panel.onDidDispose(() => {
			sessions.get(key)?.session?.dispose();
			sessions.delete(key);
			visibility.fire();
		});
		const opened: { readonly panel: vscode.WebviewPanel; session?: PanelController } = { panel };
		sessions.set(key, opened);
		const createPanelController = await options.loadController();
		if (sessions.get(key) === opened) {
			opened.session = createPanelController({ ...options, panel, key, site, visitor, media, dist });
			visibility.fire();
		}
	}

	const serializer = vscode.window.registerWebviewPanelSerializer(visitorPanelType, {
		async deserializeWebviewPanel(panel, state: unknown) {
			if (!isPanelState(state) || !isId(state.visitor) || sessions.has(panelKey(state.site, state.visitor))) {
				// A state that names nobody comes from a page that never ran: there is nothing to restore.
				options.log.info('a visitor panel could not be restored');
				panel.dispose();
				return;
			}
			await adopt(panel, state.site, state.visitor);
		},
	});

	return {
		get isVisible() {
			return [...sessions.values()].some(({ panel }) => panel.visible);
		},
		onDidChangeVisibility: visibility.event,
		open(visitor) {
			const site = options.currentDesk.desk?.state.site.id;
			if (site === undefined) {
				return;
			}
			const known = sessions.get(panelKey(site, visitor));
			if (known) {
				known.panel.reveal();
				return;
			}
			const panel = vscode.window.createWebviewPanel(visitorPanelType, visitorById(visitor), vscode.ViewColumn.Active, {
				...webviewOptions,
				enableFindWidget: true,
			});
			adopt(panel, site, visitor).catch((error: unknown) => {
				options.log.error(`a visitor panel could not be opened: ${faultName(error)}`);
				panel.dispose();
			});
		},
		dispose() {
			serializer.dispose();
			visibility.dispose();
			// The panels stay: VS Code restores them when the extension comes back.
			for (const { session } of sessions.values()) {
				session?.dispose();
			}
			sessions.clear();
		},
	};
}

/** Site ids and visitor ids hold no line break. */
function panelKey(site: string, visitor: Id): string {
	return `${site}\n${visitor}`;
}
