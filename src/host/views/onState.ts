// Hears of every change of the desk at work, whichever desk that is; shows nothing itself.
import * as vscode from 'vscode';
import type { DeskState } from '../../desk/state';
import type { CurrentDesk } from '../currentDesk';

/** Calls the listener after every change of the state, and after another desk (or none) came to work. `before` is undefined then. */
export function onState(
	currentDesk: CurrentDesk,
	listener: (state: DeskState | undefined, before: DeskState | undefined) => void,
): vscode.Disposable {
	let stop: (() => void) | undefined;
	function follow(): void {
		stop?.();
		stop = currentDesk.desk?.onChange(listener);
	}
	follow();
	const change = currentDesk.onDidChange((desk) => {
		follow();
		listener(desk?.state, undefined);
	});
	return vscode.Disposable.from(change, { dispose: () => stop?.() });
}
