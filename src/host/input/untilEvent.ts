// Runs questions with a token that an event cancels.
import * as vscode from 'vscode';

/** Runs `ask` with a token that is canceled when the event fires: what a picker shows may not be true any more. */
export async function untilEvent<Answer>(
	event: vscode.Event<unknown>,
	ask: (ended: vscode.CancellationToken) => Promise<Answer>,
): Promise<Answer> {
	const ending = new vscode.CancellationTokenSource();
	const listener = event(() => ending.cancel());
	try {
		return await ask(ending.token);
	} finally {
		listener.dispose();
		ending.dispose();
	}
}
