// Tells when VS Code has asked for the rows of a tree again: it doesn't say when it has rendered them.
import type * as vscode from 'vscode';
import type { Clock } from '../../service/ports';

/** Maximum time (ms) to wait. VS Code asks within 200 ms of an event. */
const askTimeout = 1000;

interface Asks extends vscode.Disposable {
	/** Call it for each question for children. @param node undefined for the roots */
	asked(node: unknown): void;
	/** Resolves when the roots, and the children of all nodes that are open, were asked for again; at once while the view is hidden. */
	again(): Promise<void>;
}

export function watchAsks(view: vscode.TreeView<unknown>, clock: Clock): Asks {
	const open = new Set<unknown>();
	let left = new Set<unknown>();
	let onDone: () => void = () => undefined;
	const collapsed = view.onDidCollapseElement(({ element }) => open.delete(element));
	return {
		asked(node) {
			open.add(node);
			left.delete(node);
			if (left.size === 0) {
				onDone();
			}
		},
		async again() {
			if (view.visible) {
				left = new Set(open);
				await new Promise<void>((resolve) => {
					const stopTimer = clock.setTimer(resolve, askTimeout);
					onDone = () => {
						stopTimer();
						resolve();
					};
				});
			}
		},
		dispose: () => collapsed.dispose(),
	};
}
