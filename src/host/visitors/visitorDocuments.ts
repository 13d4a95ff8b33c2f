// Read-only documents of visitors, for the built-in diff editor. Their addresses hold ids only: VS Code writes those to disk.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import type { DeskState } from '../../desk/state';
import { visitorById } from '../../present/labels';
import { visitorJson } from '../../present/reports/visitorCopy';
import { formatExact } from '../../present/time';
import type { Id, Visitor } from '../../service/model';
import type { CurrentDesk } from '../currentDesk';
import { onState } from '../views/onState';

const scheme = 'frontdesk-visitor';

interface Snapshot {
	readonly visitor: Visitor;
	/** Instant (ms) of its data. */
	readonly at: number;
}

export interface VisitorDocuments extends vscode.Disposable {
	/** Remembers a visitor as known now, where no snapshot of this session exists yet. */
	remember(desk: Desk, id: Id): void;
	/** Forgets every snapshot of a site. */
	forget(siteId: string): void;
	/** Opens the diff editor between the snapshot and now. Gives false where there was none and one was taken instead. */
	compare(desk: Desk, id: Id): Promise<boolean>;
}

export function createVisitorDocuments(currentDesk: CurrentDesk, now: () => number): VisitorDocuments {
	const changed = new vscode.EventEmitter<vscode.Uri>();
	const snapshots = new Map<string, Snapshot>();
	/** What a compare read by itself, of visitors whom no list and no panel knows. */
	const latest = new Map<string, Visitor>();
	const open = new Set<string>();

	const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
		onDidChange: changed.event,
		provideTextDocumentContent(uri) {
			const [site = '', id = '', which] = uri.path.slice(1).split('/');
			const state = currentDesk.desk?.state;
			if (state?.site.id !== site) {
				return l10n.t('Sign in to the site of this visitor to see it.');
			}
			const key = keyOf(site, id);
			open.add(key);
			const visitor =
				which === 'snapshot.json' ? snapshots.get(key)?.visitor : (knownIn(state, id)?.visitor ?? latest.get(key));
			return visitor ? visitorJson(visitor) : l10n.t('This visitor is no longer known.');
		},
	});

	// The side of now follows the polls while it is open; a sign-out empties both.
	const states = onState(currentDesk, (state, before) => {
		for (const key of open) {
			const [site = '', id = ''] = key.split('/');
			if (!before || !state) {
				changed.fire(uriOf(site, id, 'snapshot.json'));
				changed.fire(uriOf(site, id, 'now.json'));
			} else if (knownIn(state, id)?.visitor !== knownIn(before, id)?.visitor) {
				changed.fire(uriOf(site, id, 'now.json'));
			}
		}
		if (!state) {
			snapshots.clear();
			latest.clear();
		}
	});
	const closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
		if (uri.scheme === scheme) {
			const [site = '', id = ''] = uri.path.slice(1).split('/');
			open.delete(keyOf(site, id));
		}
	});

	return {
		remember({ state }, id) {
			const key = keyOf(state.site.id, id);
			const known = knownIn(state, id);
			if (known && !snapshots.has(key)) {
				snapshots.set(key, known);
			}
		},
		forget(siteId) {
			for (const known of [snapshots, latest]) {
				for (const key of [...known.keys()].filter((each) => each.startsWith(`${siteId}/`))) {
					known.delete(key);
				}
			}
		},
		async compare(desk, id) {
			const site = desk.state.site.id;
			const key = keyOf(site, id);
			const snapshot = snapshots.get(key);
			const visitor = await desk.readVisitor(id);
			latest.set(key, visitor);
			changed.fire(uriOf(site, id, 'now.json'));
			if (!snapshot) {
				snapshots.set(key, { visitor, at: now() });
				return false;
			}
			await vscode.commands.executeCommand(
				'vscode.diff',
				uriOf(site, id, 'snapshot.json'),
				uriOf(site, id, 'now.json'),
				l10n.t('{0}: {1} ↔ now', visitorById(id), formatExact(snapshot.at)),
				{ preview: true },
			);
			return true;
		},
		dispose() {
			provider.dispose();
			states.dispose();
			closed.dispose();
			changed.dispose();
			snapshots.clear();
			latest.clear();
		},
	};
}

function keyOf(site: string, id: Id): string {
	return `${site}/${id}`;
}

function uriOf(site: string, id: Id, name: 'snapshot.json' | 'now.json'): vscode.Uri {
	return vscode.Uri.from({ scheme, path: `/${site}/${id}/${name}` });
}

function knownIn(state: DeskState, id: Id): Snapshot | undefined {
	const followed = state.watched.get(id);
	const visitor = followed?.visitor ?? state.visitors?.find((row) => row.id === id);
	return visitor && { visitor, at: followed?.asOf ?? state.visitorsAsOf ?? 0 };
}
