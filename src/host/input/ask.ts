// Asks with a quick pick or an input box, and takes it away in the end; what it shows and what counts as an answer is the caller's.
import type * as vscode from 'vscode';

/**
 * Shows the input until it is answered. Undefined where the user gave up, or where `ended` says that there is nothing left to ask about.
 * @param listen registers for what answers; an answer may be a promise of one
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
