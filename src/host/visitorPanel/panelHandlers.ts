// The answers to the calls of a visitor panel's page.
import * as l10n from '@vscode/l10n';
import type { ValidationError } from '../../desk/variables/validation';
import type { DetailsRow, EditError } from '../../present/details/detailsModel';
import { shownError } from '../../present/variables/validationErrors';
import { CallError, type Handlers } from '../../protocol/rpc';
import { type PanelAction, type PanelMethods, type PanelSnapshot, rowOf } from '../../protocol/visitorPanel';
import type { VisitorEditing } from './visitorEditing';

interface PanelHandlersOptions {
	readonly editing: VisitorEditing;
	/** What the page was sent last. */
	readonly snapshot: () => PanelSnapshot;
	/** The page is there and asks for the state of this moment. */
	readonly onPageReady: () => PanelSnapshot;
	/** The user has seen the snapshot of that revision. */
	readonly onSeen: (revision: number) => void;
	readonly onKeep: () => void;
	/** The page has sent what is typed; `unsent` where it could not. */
	readonly onFlushed: (unsent: boolean) => void;
	/** Copies a row. False if the user is asked first: the page waits for seconds only. */
	readonly copy: (row: DetailsRow) => boolean | Promise<boolean>;
	readonly openLink: (href: string) => PromiseLike<void>;
	readonly runAction: (action: PanelAction) => PromiseLike<unknown>;
	/** Reports a failure that comes after the page was answered. */
	readonly onFailure: (method: string, error: unknown) => void;
}

export function createPanelHandlers(options: PanelHandlersOptions): Handlers<PanelMethods> {
	const { editing } = options;

	function knownRow(key: string): DetailsRow {
		const row = rowOf(options.snapshot(), key);
		if (!row) {
			throw gone();
		}
		return row;
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
		edit: ({ name, value, url, seen }) => shown(editing.edit({ name, value, url }, seen)),
		compose(variable) {
			editing.compose(variable ?? undefined);
			return null;
		},
		add: (variable) => shown(editing.add(variable)),
		discard(params) {
			editing.discard(params?.name);
			return null;
		},
		choose({ name, side }) {
			return editing.choose(name, side) ? inBackground('save', editing.save) : null;
		},
		save: () => inBackground('save', editing.save),
		undo: ({ anyway }) => inBackground('undo', () => editing.undo(anyway)),
		restore: () => inBackground('restore', editing.restore),
		dismiss() {
			editing.dismiss();
			return null;
		},
		async copy({ row }) {
			return await options.copy(knownRow(row));
		},
		open({ row }) {
			const href = knownRow(row).link?.href;
			if (href === undefined) {
				throw gone();
			}
			return inBackground('open', () => options.openLink(href));
		},
		seen({ revision }) {
			options.onSeen(revision);
			return null;
		},
		keep() {
			options.onKeep();
			return null;
		},
		flushed({ unsent }) {
			options.onFlushed(unsent);
			return null;
		},
		act: ({ action }) => inBackground(action, () => options.runAction(action)),
	};
}

function shown(error: ValidationError | undefined): EditError | null {
	return error ? shownError(error) : null;
}

function gone(): CallError {
	return new CallError('gone', l10n.t('This value is no longer there.'));
}
