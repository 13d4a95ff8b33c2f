// Read-only documents of visitors for the diff editor. Their URIs contain ids only, because VS Code writes URIs to disk.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DeskState } from '../../desk/state';
import { visitorById } from '../../present/labels';
import { visitorJson } from '../../present/reports/visitorCopy';
import { clockTime, formatExact } from '../../present/time';
import type { Id, Visitor } from '../../service/model';
import type { CurrentDesk } from '../currentDesk';
import { visitorScheme } from '../ids';
import type { Privacy } from '../privacy/privacyMode';

interface Snapshot {
	readonly visitor: Visitor;
	/** When it was read, in ms. */
	readonly at: number;
}

export interface VisitorDocuments extends vscode.Disposable {
	/** The text of a document that is open. */
	textOf(uri: vscode.Uri): string;
	/** Takes a snapshot of a visitor of the current site, unless there is one. */
	remember(id: Id): void;
	/** Deletes the snapshots of a site. */
	forget(siteId: string): void;
	/**
	 * Reads the visitor, and opens the diff editor between the snapshot and now if they differ. Takes a snapshot if there was none.
	 * Resolves with a message for the user if nothing was opened.
	 */
	compare(id: Id): Promise<string | undefined>;
}

/**
 * Snapshots are of the real data; what privacy mode masks is masked in the text of a document.
 * @param changed tells VS Code which document has a new text
 */
export function createVisitorDocuments(
	currentDesk: CurrentDesk,
	privacy: Pick<Privacy, 'mask' | 'onDidChange'>,
	now: () => number,
	changed: Pick<vscode.EventEmitter<vscode.Uri>, 'fire'>,
): VisitorDocuments {
	const snapshots = new Map<string, Snapshot>();
	/** Visitors as a comparison read them; they may be in no list and no panel. */
	const latest = new Map<string, Snapshot>();
	const open = new Set<string>();

	// While it is open, the document of now is updated with each poll. A sign-out empties both.
	const textOf = (visitor: Visitor) => visitorJson(privacy.mask?.visitor(visitor) ?? visitor);

	function update(state: DeskState | undefined, before: DeskState | undefined): void {
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
	}

	let stop = currentDesk.desk?.onChange(update);
	const changes = [
		currentDesk.onDidChange((desk) => {
			stop?.();
			stop = desk?.onChange(update);
			update(desk?.state, undefined);
		}),
		privacy.onDidChange(() => update(currentDesk.desk?.state, undefined)),
	];
	const closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
		if (uri.scheme === visitorScheme) {
			const [site = '', id = ''] = uri.path.slice(1).split('/');
			open.delete(keyOf(site, id));
		}
	});

	return {
		textOf(uri) {
			const [site = '', id = '', which] = uri.path.slice(1).split('/');
			const state = currentDesk.desk?.state;
			if (state?.site.id !== site) {
				return l10n.t('Sign in to the site of this visitor to see the data.');
			}
			const key = keyOf(site, id);
			open.add(key);
			const visitor = (which === 'snapshot.json' ? snapshots.get(key) : newest(knownIn(state, id), latest.get(key)))
				?.visitor;
			return visitor ? textOf(visitor) : l10n.t('The data of this visitor is no longer available.');
		},
		remember(id) {
			const state = currentDesk.desk?.state;
			const key = keyOf(state?.site.id ?? '', id);
			const known = state && knownIn(state, id);
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
		async compare(id) {
			const { desk } = currentDesk;
			if (!desk) {
				return undefined;
			}
			const site = desk.state.site.id;
			const key = keyOf(site, id);
			const snapshot = snapshots.get(key);
			const visitor = await desk.readVisitor(id);
			latest.set(key, { visitor, at: now() });
			changed.fire(uriOf(site, id, 'now.json'));
			if (!snapshot) {
				snapshots.set(key, { visitor, at: now() });
				return l10n.t('A snapshot of this visitor was taken just now. Compare again after something has changed.');
			}
			if (visitorJson(snapshot.visitor) === visitorJson(visitor)) {
				return l10n.t({
					message: 'No changes since {0}',
					comment: '{0} is the time of an earlier snapshot',
					args: [clockTime(snapshot.at, now())],
				});
			}
			if (textOf(snapshot.visitor) === textOf(visitor)) {
				return l10n.t({
					message: 'Since {0}, only values have changed that privacy mode hides.',
					comment: '{0} is the time of an earlier snapshot',
					args: [clockTime(snapshot.at, now())],
				});
			}
			await vscode.commands.executeCommand(
				'vscode.diff',
				uriOf(site, id, 'snapshot.json'),
				uriOf(site, id, 'now.json'),
				l10n.t({
					message: '{0}: {1} ↔ now',
					comment: 'Title of a comparison: {0} is a visitor, {1} a time',
					args: [visitorById(id), formatExact(snapshot.at)],
				}),
				{ preview: true },
			);
			// VS Code drops the change of a document that it is just opening.
			changed.fire(uriOf(site, id, 'now.json'));
			return undefined;
		},
		dispose() {
			stop?.();
			vscode.Disposable.from(...changes, closed).dispose();
			snapshots.clear();
			latest.clear();
		},
	};
}

function keyOf(site: string, id: Id): string {
	return `${site}/${id}`;
}

function uriOf(site: string, id: Id, name: 'snapshot.json' | 'now.json'): vscode.Uri {
	return vscode.Uri.from({ scheme: visitorScheme, path: `/${site}/${id}/${name}` });
}

function newest(a: Snapshot | undefined, b: Snapshot | undefined): Snapshot | undefined {
	return a && b ? (a.at >= b.at ? a : b) : (a ?? b);
}

function knownIn(state: DeskState, id: Id): Snapshot | undefined {
	const watched = state.watched.get(id);
	const visitor = watched?.visitor ?? state.visitors?.find((row) => row.id === id);
	return visitor && { visitor, at: watched?.asOf ?? state.visitorsAsOf ?? 0 };
}
