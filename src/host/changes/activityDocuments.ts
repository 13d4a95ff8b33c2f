// The read-only documents of Show Activity, which follow the site. Their URIs contain ids only, because VS Code writes URIs to disk.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { changesText, noDataSince } from '../../present/changes/changesText';
import type { Aliases } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import type { Id } from '../../service/model';
import type { ShownDesks } from '../currentDesk';
import { visitorScheme } from '../ids';
import { onState } from '../views/onState';

export interface ActivityDocuments extends vscode.Disposable {
	/** The text of a document that is open; undefined for a document of another kind. */
	textOf(uri: vscode.Uri): string | undefined;
	/** Shows what changed on the site, or about one visitor. */
	show(desk: ShownDesk, visitor: Id | undefined): Promise<void>;
}

interface ActivityDocumentsOptions {
	readonly currentDesk: ShownDesks;
	readonly now: () => number;
	readonly agentAliases: () => Aliases;
	/** Tells VS Code which document has a new text. */
	readonly changed: Pick<vscode.EventEmitter<vscode.Uri>, 'fire'>;
}

const fileName = 'activity.txt';

export function createActivityDocuments(options: ActivityDocumentsOptions): ActivityDocuments {
	const { currentDesk, now, changed } = options;
	/** By the text of the URI. */
	const open = new Map<string, vscode.Uri>();
	let shown: unknown;
	let shownSince: number | undefined;

	/** @param before undefined if the desk or privacy mode changed: then any name may be another one */
	function update(_state: unknown, before: unknown): void {
		const { desk } = currentDesk;
		const changes = desk?.changeLog.changes;
		const since = desk && noDataSince(desk.state, now());
		if (before === undefined || changes !== shown || since !== shownSince) {
			[shown, shownSince] = [changes, since];
			for (const uri of open.values()) {
				changed.fire(uri);
			}
		}
	}

	const states = onState(currentDesk, update);
	const closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => open.delete(uri.toString()));
	return {
		textOf(uri) {
			const parts = uri.path.slice(1).split('/');
			if (parts.at(-1) !== fileName) {
				return undefined;
			}
			open.set(uri.toString(), uri);
			const { desk } = currentDesk;
			if (!desk || desk.state.site.id !== parts[0]) {
				return l10n.t('Sign in to this site to see its activity.');
			}
			const visitor = parts.length > 2 ? parts[1] : undefined;
			return changesText(desk.changeLog, desk.state, { visitor, aliases: options.agentAliases(), now: now() });
		},
		async show({ state }, visitor) {
			const path = visitor === undefined ? `/${state.site.id}/${fileName}` : `/${state.site.id}/${visitor}/${fileName}`;
			const uri = vscode.Uri.from({ scheme: visitorScheme, path });
			changed.fire(uri); // VS Code may still have the text of an earlier look
			const document = await vscode.workspace.openTextDocument(uri);
			await vscode.window.showTextDocument(document, { preview: true });
		},
		dispose() {
			states.dispose();
			closed.dispose();
		},
	};
}
