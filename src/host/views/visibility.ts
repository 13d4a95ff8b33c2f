// Which views and panels of Frontdesk are visible in this window.
import * as vscode from 'vscode';
import type { Visibility } from '../../desk/activity';

export interface VisibilityTracker extends vscode.Disposable {
	current(): Visibility;
	/** Counts a view or the panels in; until then they are not visible. */
	track(part: keyof Visibility, isVisible: () => boolean, onDidChange: vscode.Event<unknown>): void;
	readonly onDidChange: vscode.Event<void>;
}

export function createVisibilityTracker(): VisibilityTracker {
	const parts = new Map<keyof Visibility, () => boolean>();
	const changed = new vscode.EventEmitter<void>();
	const listeners: vscode.Disposable[] = [];
	const isVisible = (part: keyof Visibility) => parts.get(part)?.() ?? false;
	return {
		current: () => ({ agents: isVisible('agents'), visitors: isVisible('visitors'), panel: isVisible('panel') }),
		track(part, isPartVisible, onDidChange) {
			parts.set(part, isPartVisible);
			listeners.push(onDidChange(() => changed.fire()));
		},
		onDidChange: changed.event,
		dispose: () => vscode.Disposable.from(...listeners, changed).dispose(),
	};
}
