// The answers to the calls of a visitor panel's page.
import * as l10n from '@vscode/l10n';
import type { DetailsRow } from '../../present/details/detailsModel';
import { CallError, type Handlers } from '../../protocol/rpc';
import type { PanelAction, PanelMethods, PanelSnapshot } from '../../protocol/visitorPanel';
import type { VisitorEditing } from './visitorEditing';

interface PanelHandlersOptions {
	readonly editing: VisitorEditing;
	/** What the page was sent last. */
	readonly snapshot: () => PanelSnapshot;
	/** The page is there and asks for the state of this moment. */
	readonly onPageReady: () => PanelSnapshot;
	/** The user has seen the snapshot of that revision. */
	readonly onSeen: (revision: number) => void;
	readonly copyText: (text: string) => PromiseLike<void>;
	readonly openLink: (href: string) => PromiseLike<void>;
	readonly runAction: (action: PanelAction) => PromiseLike<unknown>;
	/** Reports a failure that comes after the page was answered. */
	readonly onFailure: (method: string, error: unknown) => void;
}

export function createPanelHandlers(options: PanelHandlersOptions): Handlers<PanelMethods> {
	const { editing } = options;

	function rowOf(key: string): DetailsRow {
		for (const { rows } of options.snapshot().details.sections) {
			const row = rows.find((candidate) => candidate.key === key);
			if (row) {
				return row;
			}
		}
		throw gone();
	}

	/** Answers the page before the work ends: the work may wait for the service or for the user, and the page waits for seconds only. */
	function inBackground(method: string, work: () => PromiseLike<unknown>): null {
		void (async () => {
			try {
				await work();
			} catch (error) {
				options.onFailure(method, error);
			}
		})();
		return null;
	}

	return {
		state: () => options.onPageReady(),
		edit: ({ name, value, url, seen }) => editing.edit({ name, value, url }, seen) ?? null,
		compose(variable) {
			editing.compose(variable ?? undefined);
			return null;
		},
		add: (variable) => editing.add(variable) ?? null,
		discard(params) {
			editing.discard(params?.name);
			return null;
		},
		choose({ name, side }) {
			editing.choose(name, side);
			return null;
		},
		save: () => inBackground('save', editing.save),
		undo: ({ anyway }) => inBackground('undo', () => editing.undo(anyway)),
		restore: () => inBackground('restore', editing.restore),
		dismiss() {
			editing.dismiss();
			return null;
		},
		async copy({ row }) {
			await options.copyText(rowOf(row).text);
			return null;
		},
		open({ row }) {
			const href = rowOf(row).link?.href;
			if (href === undefined) {
				throw gone();
			}
			return inBackground('open', () => options.openLink(href));
		},
		seen({ revision }) {
			options.onSeen(revision);
			return null;
		},
		act: ({ action }) => inBackground(action, () => options.runAction(action)),
	};
}

function gone(): CallError {
	return new CallError('gone', l10n.t('This value is no longer there.'));
}
