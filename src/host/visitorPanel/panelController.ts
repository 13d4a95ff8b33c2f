// One open visitor panel: watches its visitor on the desk of its site and sends the page snapshots.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { errorName } from '../../desk/failureLog';
import { markChanged, type SeenRows, seenIn } from '../../present/details/details';
import type { DetailsRow, VisitorDetails } from '../../present/details/detailsModel';
import { visitorById } from '../../present/labels';
import type { EventMessage, ReplyMessage } from '../../protocol/messages';
import { createResponder } from '../../protocol/rpc';
import {
	editEvent,
	flushEvent,
	type PanelMethods,
	type PanelSnapshot,
	panelGuards,
	rowIn,
	rowOf,
	snapshotEvent,
} from '../../protocol/visitorPanel';
import { clock } from '../clock';
import { openInBrowser } from '../gates/links';
import { askWhatToCopy } from '../privacy/confirmCopy';
import { reportFailure } from '../runCommand';
import { createPanelContent } from './panelContent';
import { createPanelHandlers } from './panelHandlers';
import type { PanelController, PanelControllerOptions } from './panelOptions';
import { createSnapshots } from './snapshots';
import { createVisitorEditing } from './visitorEditing';
import { visitorPanelPage } from './visitorPanelPage';

/** How long to wait for the page to send what is typed, in ms. A page that is there answers at once. */
const flushWithin = 2000;

/** How long to wait for a page that is reloaded, in ms. Nothing of the page before is shown in any case. */
const settleWithin = 3000;

export function createPanelController(options: PanelControllerOptions): PanelController {
	const { panel, key, site, visitor, currentDesk, privacy } = options;
	let detach: () => void = () => undefined;
	/** Whether the page has asked for its state since it was last hidden. */
	let listening = false;
	let seen: SeenRows;
	let onFlushed: (unsent: boolean) => void = () => undefined;
	let onReady: () => void = () => undefined;
	/** The mask of the last snapshot. */
	let { mask } = privacy;
	const content = createPanelContent(options);
	const { ownDesk } = content;
	const owner = { site, visitor };
	const editing = createVisitorEditing({
		owner,
		drafts: options.drafts,
		desk: ownDesk,
		saved: () => content.known()?.visitor?.customVariableResults,
		isLocked: content.isLocked,
		globs: options.variableGlobs,
		onChange: update,
		onError: (error) => options.log.error(`visitor panel: a write failed: ${errorName(error)}`),
	});
	const snapshots = createSnapshots(project, options.now);

	function project(): Pick<PanelSnapshot, 'preview' | 'details'> {
		return { preview: options.isPreview(), details: markChanged(content.details(privacy.mask, editing.state), seen) };
	}

	/** While the mode is on, asks before a masked row is copied. Returns false if the user is asked first. */
	function copy(row: DetailsRow): boolean | Promise<boolean> {
		const real = privacy.mask && rowIn(content.details(undefined, editing.state), row.key);
		if (!real || real.text === row.text) {
			return copyText(row.text);
		}
		askWhatToCopy()
			.then((what) => what && copyText(what === 'masked' ? row.text : real.text))
			.catch((error: unknown) => reportFailure('visitor panel: copy', error, options.log));
		return false;
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
			options.onKnown(visitor);
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
			language: texts() ? vscode.env.language : 'en', // that of the texts: a screen reader speaks it
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
		const detachFromBefore = detach;
		const desk = ownDesk();
		if (desk) {
			const unwatch = desk.watchVisitor(visitor);
			loadDrafts();
			options.onKnown(visitor);
			const unlisten = desk.onChange(update);
			detach = () => {
				unlisten();
				unwatch();
			};
		} else {
			detach = () => undefined;
			// These hold data of the site: they are dropped at sign-out.
			seen = undefined;
			content.forget();
			editing.reset();
		}
		detachFromBefore(); // after the visitor is watched again, or the data of one who is in no list would be dropped
	}

	function onDeskChange(): void {
		attach();
		if (mask !== privacy.mask) {
			mask = privacy.mask;
			seen = undefined; // to mask a value, or to show it again, doesn't change it
		}
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
			onReady();
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
		copy,
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
					copy: async () => void (await copy(row)),
					edit: () => tell(editEvent, key),
				}
			);
		},
		update,
		flush,
		async settle() {
			if (panel.visible) {
				listening = false;
				await new Promise<void>((resolve) => {
					const stopTimer = clock.setTimer(resolve, settleWithin);
					onReady = () => {
						stopTimer();
						resolve();
					};
					writePage();
				});
			}
		},
		dispose() {
			responder.dispose();
			detach();
			for (const subscription of subscriptions) {
				subscription.dispose();
			}
		},
	};
}

async function copyText(text: string): Promise<boolean> {
	await vscode.env.clipboard.writeText(text);
	return true;
}

/** The translated texts of this VS Code, for the page to speak the same language. */
function texts(): Readonly<Record<string, string>> | null {
	const { bundle } = vscode.l10n;
	return bundle ?? null;
}
