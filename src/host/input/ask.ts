// Shows a quick pick or an input box until it is answered.
import type * as vscode from 'vscode';

/**
 * Shows the input until it is answered, and disposes it. Returns undefined if the user cancels or the token is cancelled.
 * @param listen registers the events that answer; an answer may be a promise, and a rejection of it is the result
 */
export async function ask<Answer>(
	input: vscode.QuickInput,
	ended: vscode.CancellationToken | undefined,
	listen: (answer: (value: Answer | PromiseLike<Answer>) => void) => void,
): Promise<Answer | undefined> {
	const end = ended?.onCancellationRequested(() => input.hide());
	try {
		return await new Promise<Answer | undefined>((resolve) => {
			input.onDidHide(() => resolve(undefined));
			listen(resolve);
			if (ended?.isCancellationRequested) {
				resolve(undefined);
			} else {
				input.show();
			}
		});
	} finally {
		end?.dispose();
		input.dispose();
	}
}
