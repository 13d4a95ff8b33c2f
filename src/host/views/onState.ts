// Listens to the state of the current desk.
import * as vscode from 'vscode';
import type { ShownState } from '../../present/privacy/shown';
import type { ShownDesks } from '../currentDesk';

/** Calls the listener after every change of the state, and after the current desk changed; `before` is undefined then. */
export function onState(
	currentDesk: ShownDesks,
	listener: (state: ShownState | undefined, before: ShownState | undefined) => void,
): vscode.Disposable {
	let stop: (() => void) | undefined;
	function listen(): void {
		stop?.();
		stop = currentDesk.desk?.onChange(listener);
	}
	listen();
	const change = currentDesk.onDidChange((desk) => {
		listen();
		listener(desk?.state, undefined);
	});
	return vscode.Disposable.from(change, { dispose: () => stop?.() });
}
