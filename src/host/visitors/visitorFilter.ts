// The filter of the visitors view, and the input box of Filter Visitors….
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { visitorMatcher } from '../../present/find/find';
import type { Visitor } from '../../service/model';
import type { Clock } from '../../service/ports';
import { visitInSlices } from '../../service/slices';
import { createBox, shownPrompt } from '../gates/inputBoxes';
import { contextKeys } from '../ids';
import { ask } from '../input/ask';
import type { DepartmentName } from './departmentName';

export interface VisitorFilter extends vscode.Disposable {
	/** `''` for no filter. */
	readonly text: string;
	readonly matches: (visitor: Visitor) => boolean;
	readonly onDidChange: vscode.Event<void>;
	set(text: string): void;
	/** Asks for the text. The view is filtered while the user types; Escape restores the previous filter. */
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
	let endSlices: (() => void) | undefined;

	function set(next: string): void {
		const trimmed = next.trim();
		if (trimmed === wanted) {
			return;
		}
		wanted = trimmed;
		endSlices?.();
		const matchesNext = remembered(visitorMatcher(trimmed, departmentName), departmentName);
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
			const box = createBox();
			box.title = l10n.t('Filter Visitors');
			box.prompt = shownPrompt(l10n.t('Shows visitors that contain all words, in any field'));
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

/** Asks once about each visitor, unless the name of the department is another one: the view asks about all of them again. */
function remembered(matches: (visitor: Visitor) => boolean, departmentName: DepartmentName) {
	const byName = new Map<string | undefined, WeakMap<Visitor, boolean>>();
	return (visitor: Visitor) => {
		const name = departmentName(visitor.departmentId);
		const known = byName.get(name) ?? new WeakMap<Visitor, boolean>();
		byName.set(name, known);
		const before = known.get(visitor);
		if (before !== undefined) {
			return before;
		}
		const isMatch = matches(visitor);
		known.set(visitor, isMatch);
		return isMatch;
	};
}
