// One open visitor panel: watches its visitor on the desk of its site and sends the page snapshots.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { errorName } from '../../desk/failureLog';
import type { WatchedVisitor } from '../../desk/state';
import { markChanged, type SeenRows, seenIn, visitorDetails } from '../../present/details/details';
import type { VisitorDetails } from '../../present/details/detailsModel';
import { createPagesSeen } from '../../present/details/pagesSeen';
import { visitorById } from '../../present/labels';
import type { EventMessage, ReplyMessage } from '../../protocol/messages';
import { createResponder } from '../../protocol/rpc';
import {
	editEvent,
	flushEvent,
	type PanelMethods,
	type PanelSnapshot,
	panelGuards,
	rowOf,
	snapshotEvent,
} from '../../protocol/visitorPanel';
import { clock } from '../clock';
import { openInBrowser } from '../input/openInBrowser';
import { reportFailure } from '../runCommand';
import { createPanelHandlers } from './panelHandlers';
import type { PanelController, PanelControllerOptions } from './panelOptions';
import { createSnapshots } from './snapshots';
import { createVisitorEditing } from './visitorEditing';
import { visitorPanelPage } from './visitorPanelPage';

/** How long to wait for the page to send what is typed, in ms. A page that is there answers at once. */
const flushWithin = 1000;

export function createPanelController(options: PanelControllerOptions): PanelController {
	const { panel, key, site, visitor, currentDesk } = options;
	/** The last known name: it isn't stored any more after sign-out. */
	let siteName = options.siteName(site);
	let detach: () => void = () => undefined;
	/** Whether the page has asked for its state since it was last hidden. */
	let listening = false;
	let seen: SeenRows;
	let onFlushed: (unsent: boolean) => void = () => undefined;
	const pages = createPagesSeen();
	const owner = { site, visitor };
	const editing = createVisitorEditing({
		owner,
		drafts: options.drafts,
		desk: ownDesk,
		saved: () => known()?.visitor?.customVariableResults,
		globs: options.variableGlobs,
		onChange: update,
		onError: (error) => options.log.error(`visitor panel: a write failed: ${errorName(error)}`),
	});
	const snapshots = createSnapshots(project, options.now);

	/** The current desk, if it is of this panel's site. */
	function ownDesk(): Desk | undefined {
		return currentDesk.desk?.state.site.id === site ? currentDesk.desk : undefined;
	}

	function known(): WatchedVisitor | undefined {
		return ownDesk()?.state.watched.get(visitor);
	}

	function project(): Pick<PanelSnapshot, 'preview' | 'details'> {
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
		return { preview: options.isPreview(), details: markChanged(details, seen) };
	}

	/** Makes the next snapshot, if something changed. */
	function refresh(): boolean {
		const isNew = snapshots.refresh();
		setTitle(snapshots.current.details);
		return isNew;
	}

	/** An edit keeps a preview, as it does in VS Code's own. */
	function keepIfEdited(): void {
		const { drafts, composing, saving } = editing.state;
		if (drafts > 0 || composing !== undefined || saving) {
			options.onKeep();
		}
	}

	/** A page that doesn't answer may hold text, so its panel stays. */
	async function flush(): Promise<void> {
		if (listening) {
			const isUnsent = await new Promise<boolean>((resolve) => {
				const stopTimer = clock.setTimer(() => resolve(true), flushWithin);
				onFlushed = (unsent) => {
					stopTimer();
					resolve(unsent);
				};
				tell(flushEvent, null);
			});
			if (isUnsent) {
				options.onKeep();
			}
		}
	}

	function update(): void {
		keepIfEdited();
		const desk = ownDesk();
		if (desk) {
			options.onKnown(desk, visitor);
		}
		if (refresh() && listening) {
			tell(snapshotEvent, snapshots.current);
			markShown();
		}
	}

	function tell(name: string, value: unknown): void {
		const event: EventMessage = { type: 'event', name, value };
		void panel.webview.postMessage(event);
	}

	/** The first snapshot that the page shows is what later ones are compared with. */
	function markShown(): void {
		seen ??= seenIn(snapshots.current.details);
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
			boot: { panel: key, state: { site, visitor }, snapshot: snapshots.current, texts: texts() },
		});
	}

	/** Also tries again to read drafts that could not be read while secret storage was locked. */
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
		snapshot: () => snapshots.current,
		onPageReady() {
			listening = true;
			loadDrafts();
			refresh();
			markShown();
			return snapshots.current;
		},
		onSeen(revision) {
			// What was marked in an older snapshot isn't known any more.
			const { current } = snapshots;
			if (revision === current.revision) {
				seen = seenIn(current.details);
				update();
			}
		},
		onKeep: options.onKeep,
		onFlushed: (unsent) => onFlushed(unsent),
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
		onInternalError: (method, error) => options.log.error(`visitor panel: ${method}: ${errorName(error)}`),
		internalErrorMessage: () => l10n.t('Something went wrong. See the log for details.'),
	});

	const subscriptions = [
		{ dispose: options.drafts.onChange((changed) => changed.site === site && changed.visitor === visitor && update()) },
		panel.webview.onDidReceiveMessage((message: unknown) => {
			responder.receive(message);
			keepIfEdited();
		}),
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
	keepIfEdited();
	refresh();
	writePage();

	return {
		panel,
		row(key) {
			const row = rowOf(snapshots.current, key);
			return (
				row && {
					copy: async () => await vscode.env.clipboard.writeText(row.text),
					edit: () => tell(editEvent, key),
				}
			);
		},
		update,
		flush,
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
