// One open visitor panel: watches its visitor on the desk of its site and sends the page snapshots.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { faultName } from '../../desk/failureLog';
import type { WatchedVisitor } from '../../desk/state';
import { markChanged, type SeenRows, seenIn, visitorDetails } from '../../present/details/details';
import type { VisitorDetails } from '../../present/details/detailsModel';
import { createPagesSeen } from '../../present/details/pagesSeen';
import { visitorById } from '../../present/labels';
import type { EventMessage, ReplyMessage } from '../../protocol/messages';
import { createResponder } from '../../protocol/rpc';
import { type PanelMethods, type PanelSnapshot, panelGuards, snapshotEvent } from '../../protocol/visitorPanel';
import { openInBrowser } from '../input/openInBrowser';
import { reportFailure } from '../runCommand';
import { createPanelHandlers } from './panelHandlers';
import type { PanelController, PanelControllerOptions } from './panelOptions';
import { createVisitorEditing } from './visitorEditing';
import { visitorPanelPage } from './visitorPanelPage';

export function createPanelController(options: PanelControllerOptions): PanelController {
	const { panel, key, site, visitor, currentDesk } = options;
	/** The last known name: it isn't stored any more after sign-out. */
	let siteName = options.siteName(site);
	let detach: () => void = () => undefined;
	/** Whether the page has asked for its state since it was last hidden. */
	let listening = false;
	let seen: SeenRows;
	let shown = '';
	const pages = createPagesSeen();
	const owner = { site, visitor };
	const editing = createVisitorEditing({
		owner,
		drafts: options.drafts,
		desk: ownDesk,
		saved: () => known()?.visitor?.customVariableResults,
		globs: options.variableGlobs,
		onChange: update,
		onError: (error) => options.log.error(`visitor panel: a write failed: ${faultName(error)}`),
	});
	let snapshot: PanelSnapshot = { revision: 0, now: options.now(), details: project() };

	/** The current desk, if it is of this panel's site. */
	function ownDesk(): Desk | undefined {
		return currentDesk.desk?.state.site.id === site ? currentDesk.desk : undefined;
	}

	function known(): WatchedVisitor | undefined {
		return ownDesk()?.state.watched.get(visitor);
	}

	function project(): VisitorDetails {
		const state = ownDesk()?.state;
		pages.see(known());
		siteName = state?.site.name ?? siteName;
		const details = visitorDetails({
			id: visitor,
			site: siteName ?? l10n.t('its site'),
			state,
			otherSite: currentDesk.desk !== undefined && options.siteName(site) !== undefined,
			departments: options.departmentAliases(),
			editing: editing.state,
			pages: pages.list,
		});
		return markChanged(details, seen);
	}

	/** Makes the next snapshot, if it says anything new. */
	function refresh(): boolean {
		const details = project();
		const text = JSON.stringify(details);
		if (text === shown) {
			return false;
		}
		shown = text;
		snapshot = { revision: snapshot.revision + 1, now: options.now(), details };
		setTitle(details);
		return true;
	}

	function update(): void {
		const desk = ownDesk();
		if (desk) {
			options.onKnown(desk, visitor);
		}
		if (refresh() && listening) {
			const event: EventMessage = { type: 'event', name: snapshotEvent, value: snapshot };
			void panel.webview.postMessage(event);
			markShown();
		}
	}

	/** The first snapshot that the page shows is what later ones are compared with. */
	function markShown(): void {
		seen ??= seenIn(snapshot.details);
	}

	function setTitle({ header }: VisitorDetails): void {
		const title = options.title() === 'name' ? header.label : visitorById(visitor);
		if (panel.title !== title) {
			panel.title = title;
		}
	}

	/** Writes the HTML with the data known now, for the next first paint. */
	function writePage(): void {
		const { webview } = panel;
		const resource = (folder: vscode.Uri, file: string) =>
			webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
		webview.html = visitorPanelPage({
			cspSource: webview.cspSource,
			nonce: crypto.randomUUID(),
			styleUris: ['panel.css', 'panelRows.css', 'panelEditing.css'].map((file) => resource(options.media, file)),
			scriptUri: resource(options.dist, 'panel.js'),
			language: vscode.env.language,
			title: visitorById(visitor),
			boot: { panel: key, state: { site, visitor }, snapshot, texts: texts() },
		});
	}

	/** Also tries again what could not be read while the secret store was locked. */
	function loadDrafts(): void {
		if (ownDesk()) {
			void options.drafts.load(owner); // never rejects; drafts that it finds come as a change
		}
	}

	function attach(): void {
		detach();
		const desk = ownDesk();
		if (desk) {
			const unwatch = desk.watchVisitor(visitor);
			loadDrafts();
			options.onKnown(desk, visitor);
			const unlisten = desk.onChange(update);
			detach = () => {
				unlisten();
				unwatch();
			};
		} else {
			detach = () => undefined;
			// These hold data of the site: they are dropped at sign-out.
			seen = undefined;
			pages.forget();
			editing.reset();
		}
	}

	function onDeskChange(): void {
		attach();
		update();
		if (!panel.visible) {
			// The HTML of a hidden page would still hold data of a site that was signed out of.
			writePage();
		}
	}

	const handlers = createPanelHandlers({
		editing,
		snapshot: () => snapshot,
		onPageReady() {
			listening = true;
			loadDrafts();
			refresh();
			markShown();
			return snapshot;
		},
		onSeen(revision) {
			// What was marked in an older snapshot isn't known any more.
			if (revision === snapshot.revision) {
				seen = seenIn(snapshot.details);
				update();
			}
		},
		copyText: (text) => vscode.env.clipboard.writeText(text),
		openLink: openInBrowser,
		// The argument is for the commands of one visitor; the others take none.
		runAction: (action) => vscode.commands.executeCommand(`frontdesk.${action}`, visitor),
		onFailure: (method, error) => reportFailure(`visitor panel: ${method}`, error, options.log),
	});

	const responder = createResponder<PanelMethods>({
		to: key,
		guards: panelGuards,
		handlers,
		post: (message: ReplyMessage) => void panel.webview.postMessage(message),
		onFault: (method, error) => options.log.error(`visitor panel: ${method}: ${faultName(error)}`),
		faultMessage: () => l10n.t('Something went wrong. See the log for details.'),
	});

	const subscriptions = [
		{ dispose: options.drafts.onChange((changed) => changed.site === site && changed.visitor === visitor && update()) },
		panel.webview.onDidReceiveMessage((message: unknown) => responder.receive(message)),
		panel.onDidChangeViewState(() => {
			if (!panel.visible) {
				// VS Code discards the hidden page; the next one starts with this HTML and asks for its state.
				listening = false;
				refresh();
				writePage();
			}
		}),
		currentDesk.onDidChange(onDeskChange),
	];
	attach();
	refresh();
	writePage();

	return {
		panel,
		dispose() {
			responder.dispose();
			detach();
			for (const subscription of subscriptions) {
				subscription.dispose();
			}
		},
	};
}

/** The translated texts of this VS Code, for the page to speak the same language. */
function texts(): Readonly<Record<string, string>> | null {
	const { bundle } = vscode.l10n;
	return bundle ?? null;
}
