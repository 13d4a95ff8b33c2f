// Runs in an extension host: activates an empty extension and Frontdesk, each while the host is idle, and prints the times.
import * as vscode from 'vscode';

/** Milliseconds until `activate()` has resolved. */
export interface Times {
	readonly empty: number;
	readonly frontdesk: number;
}

/** Afterwards the sample data are the stored site, which the next window opens. */
export async function run(): Promise<void> {
	await activate('bench.first'); // what the first activation of a host costs is nobody's of the two
	const times: Times = { empty: await activate('bench.empty'), frontdesk: await activate('frontdesk.frontdesk') };
	console.log(`times: ${JSON.stringify(times)}`);
	await untilIdle();
	console.log(`loaded: ${loadedFiles().join()}`);
	await vscode.commands.executeCommand('frontdesk.trySandbox');
	await vscode.commands.executeCommand('workbench.view.explorer'); // a view of Frontdesk would activate it in the next window
	await untilIdle();
}

async function activate(id: string): Promise<number> {
	const extension = vscode.extensions.getExtension(id);
	if (!extension || extension.isActive) {
		throw new Error(`${id} is ${extension ? 'active already' : 'missing'}.`);
	}
	await untilIdle();
	const before = performance.now();
	await extension.activate();
	return performance.now() - before;
}

/** The files of Frontdesk that this host has loaded. */
function loadedFiles(): readonly string[] {
	return Object.keys(require.cache)
		.map((file) => /frontdesk\.frontdesk-[^/\\]+[/\\](dist[/\\].*)$/.exec(file)?.[1])
		.filter((file) => file !== undefined);
}

/** Waits until ten timers in a row came in time, 15 s at most. */
async function untilIdle(): Promise<void> {
	const deadline = performance.now() + 15_000;
	for (let inTime = 0; inTime < 10 && performance.now() < deadline; ) {
		const before = performance.now();
		await new Promise((resolve) => setTimeout(resolve, 50));
		inTime = performance.now() - before < 55 ? inTime + 1 : 0;
	}
}
