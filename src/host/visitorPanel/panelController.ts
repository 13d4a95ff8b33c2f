// One open visitor panel: follows its visitor on the desk of its site, and keeps the page told. Never calls the service itself.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { faultName } from '../../desk/failureLog';
import type { WatchedVisitor } from '../../desk/state';
import { markChanged, type SeenRows, seenIn, visitorDetails } from '../../present/details/details';
import type { DetailsRow, VisitorDetails } from '../../present/details/detailsModel';
import { createPagesSeen } from '../../present/details/pagesSeen';
import { visitorById } from '../../present/labels';
import type { EventMessage, ReplyMessage } from '../../protocol/messages';
import { CallError, createResponder, type Handlers } from '../../protocol/rpc';
import { type PanelMethods, type PanelSnapshot, panelGuards, snapshotEvent } from '../../protocol/visitorPanel';
import { openInBrowser } from '../input/openInBrowser';
import type { PanelController, PanelControllerOptions } from './panelOptions';
import { createVisitorEditing } from './visitorEditing';
import { visitorPanelPage } from './visitorPanelPage';

export function createPanelController(options: PanelControllerOptions): PanelController {
	const { panel, key, site, visitor, currentDesk } = options;
	/** Asked for once while it is known: after sign-out nobody remembers it. */
	let siteName = options.siteName(site);
	let detach: () => void = () => undefined;
	/** Whether a page is there that has asked for its state since it was last hidden. */
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
		onChange: tell,
	});
	let snapshot: PanelSnapshot = { revision: 0, now: options.now(), details: project() };

	/** The desk of this panel's site, where it is the one at work. */
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

	function tell(): void {
		const desk = ownDesk();
		if (desk) {
			options.onKnown(desk, visitor);
		}
		if (refresh() && listening) {
			const event: EventMessage = { type: 'event', name: snapshotEvent, value: snapshot };
			void panel.webview.postMessage(event);
			look();
		}
	}

	/** What the page has shown first is the measure for later marks. */
	function look(): void {
		seen ??= seenIn(snapshot.details);
	}

	function setTitle({ header }: VisitorDetails): void {
		const title = options.title() === 'name' ? header.label : visitorById(visitor);
		if (panel.title !== title) {
			panel.title = title;
		}
	}

	/** The page with the data known now: what the next first paint shows. */
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

	function attach(): void {
		detach();
		const desk = ownDesk();
		if (desk) {
			const unfollow = desk.watchVisitor(visitor);
			void options.drafts.load(owner); // never rejects; what it brings back comes as a change
			options.onKnown(desk, visitor);
			const unlisten = desk.onChange(tell);
			detach = () => {
				unlisten();
				unfollow();
			};
		} else {
			detach = () => undefined;
			// What was seen is the site's data too: it goes with the sign-out.
			seen = undefined;
			pages.forget();
			editing.compose(undefined);
		}
	}

	function onDeskChange(): void {
		attach();
		tell();
		if (!panel.visible) {
			// The hidden page's text would keep the data of a site that was signed out of.
			writePage();
		}
	}

	function rowOf(key: string): DetailsRow {
		for (const { rows } of snapshot.details.sections) {
			const row = rows.find((candidate) => candidate.key === key);
			if (row) {
				return row;
			}
		}
		throw new CallError('gone', l10n.t('This value is no longer there.'));
	}

	/** The variable of a row: the page can only edit what the host gave it. */
	function variableOf(key: string): string {
		const { variable } = rowOf(key);
		if (!variable || variable.readOnly) {
			throw new CallError('invalid', l10n.t('This variable cannot be edited.'));
		}
		return variable.name;
	}

	const handlers: Handlers<PanelMethods> = {
		edit: ({ row, value, url, seen }) => editing.edit(variableOf(row), value, url, seen),
		compose(variable) {
			editing.compose(variable ?? undefined);
			return null;
		},
		add({ name, value, url }) {
			editing.add(name, value, url);
			return null;
		},
		discard({ row }) {
			editing.discard(row === '' ? undefined : variableOf(row));
			return null;
		},
		choose({ row, side }) {
			editing.choose(variableOf(row), side);
			return null;
		},
		// The page does not wait for the service: what became of it comes with the snapshots.
		save: () => inBackground(editing.save()),
		undo: () => inBackground(editing.undo()),
		restore: () => inBackground(editing.restore()),
		dismiss() {
			editing.dismiss();
			return null;
		},
		state() {
			listening = true;
			refresh();
			look();
			return snapshot;
		},
		async copy({ row }) {
			await vscode.env.clipboard.writeText(rowOf(row).text);
			return null;
		},
		async open({ row }) {
			const href = rowOf(row).link?.href;
			if (href === undefined) {
				throw new CallError('gone', l10n.t('This value is no longer there.'));
			}
			await openInBrowser(href);
			return null;
		},
		seen({ revision }) {
			// Of an older snapshot we no longer know what was marked in it.
			if (revision === snapshot.revision) {
				seen = seenIn(snapshot.details);
				tell();
			}
			return null;
		},
		async act({ action }) {
			// The argument is for the commands of one visitor; the others take none.
			await vscode.commands.executeCommand(`frontdesk.${action}`, visitor);
			return null;
		},
	};

	const responder = createResponder<PanelMethods>({
		to: key,
		guards: panelGuards,
		handlers,
		post: (message: ReplyMessage) => void panel.webview.postMessage(message),
		onFault: (method) => options.log.error(`visitor panel: ${method} failed`),
		faultMessage: () => l10n.t('That did not work.'),
	});

	function inBackground(work: Promise<void>): null {
		work.catch((error: unknown) => {
			options.log.error(`visitor panel: a save failed: ${faultName(error)}`);
		});
		return null;
	}

	const subscriptions = [
		{ dispose: options.drafts.onChange((changed) => changed.site === site && changed.visitor === visitor && tell()) },
		panel.webview.onDidReceiveMessage((message: unknown) => responder.receive(message)),
		panel.onDidChangeViewState(() => {
			if (!panel.visible) {
				// VS Code lets the page go; the next one starts from here, and asks anew.
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
