// The filter of the visitors view, and the input box of Filter Visitors….
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type SearchTexts, visitorMatcher } from '../../present/find';
import { visitInSlices } from '../../present/slices';
import type { Visitor } from '../../service/model';
import type { Clock } from '../../service/ports';
import { contextKeys } from '../ids';
import { ask } from '../input/ask';
import type { DepartmentName } from './departmentName';

export interface VisitorFilter extends vscode.Disposable {
	/** `''` for no filter. */
	readonly text: string;
	readonly matches: (visitor: Visitor) => boolean;
	readonly onDidChange: vscode.Event<void>;
	set(text: string): void;
	/** Asks for the text. The view is filtered while the user types; Escape restores the filter of before. */
	ask(ended: vscode.CancellationToken): Promise<void>;
}

/** @param visitors those of the current site: a change of the filter reads them in slices before it shows */
export function createVisitorFilter(
	departmentName: DepartmentName,
	visitors: () => readonly Visitor[],
	clock: Clock,
): VisitorFilter {
	const changed = new vscode.EventEmitter<void>();
	let wanted = '';
	let text = '';
	let matches = visitorMatcher('', departmentName);
	let texts: SearchTexts = new WeakMap();
	let endSlices: (() => void) | undefined;

	function set(next: string): void {
		const trimmed = next.trim();
		if (trimmed === wanted) {
			return;
		}
		wanted = trimmed;
		endSlices?.();
		texts = trimmed === '' ? new WeakMap() : texts;
		const matchesNext = visitorMatcher(trimmed, departmentName, texts);
		const show = () => {
			text = trimmed;
			matches = matchesNext;
			void vscode.commands.executeCommand('setContext', contextKeys.filtered, trimmed !== '');
			changed.fire();
		};
		endSlices = visitInSlices(trimmed === '' ? [] : visitors(), matchesNext, show, clock);
	}

	return {
		get text() {
			return text;
		},
		get matches() {
			return matches;
		},
		onDidChange: changed.event,
		set,
		async ask(ended) {
			const before = wanted;
			const box = vscode.window.createInputBox();
			box.title = l10n.t('Filter Visitors');
			box.prompt = l10n.t('Shows visitors that contain all words, in any field');
			box.placeholder = l10n.t('Name, e-mail, page, country, account ID…');
			box.value = before;
			const accepted = await ask<true>(box, ended, (answer) => {
				box.onDidChangeValue(set);
				box.onDidAccept(() => answer(true));
			});
			if (!accepted && !ended.isCancellationRequested) {
				set(before); // not after a switch of the site, whose visitors the filter was for
			}
		},
		dispose() {
			endSlices?.();
			changed.dispose();
		},
	};
}
