#!/usr/bin/env node
// @ts-check
// Stands in for the `code` executable, for @vscode/test-electron's `vscodeExecutablePath`: runs a suite in the extension host of a browser-hosted VS Code, prints what it prints, and ends with its exit code.
// VSCODE_TEST_VERSION names the version: 1.139 (default) or 1.100.
import path from 'node:path';
import { format } from 'node:util';
import { PROJECT } from './places.mjs';
import { runScript, Stop } from './stop.mjs';
import { startVSCode } from './workbench.mjs';

/** The workbench prints what it does, and what it misses, into the same stream as the suite. */
const CHATTER =
	/^(\[[A-Z]|\[rem|\[reconn|Creating a socket|Resolv|Updating additional|Ignoring fetching|ChatSessionStore|.*(native-watchdog|spdlog))/;

/** @param {string} text */
function isChatter(text) {
	const ownStack =
		text.includes('/out/vs/') &&
		!text.includes(path.join(PROJECT, 'out')) &&
		!text.includes(path.join(PROJECT, 'dist'));
	return ownStack || CHATTER.test(text);
}

const args = process.argv.slice(2);
const valuesOf = (/** @type {string} */ name) =>
	args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));

await runScript(async () => {
	const version = process.env.VSCODE_TEST_VERSION ?? '1.139';
	if (version !== '1.139' && version !== '1.100') {
		throw new Stop(`There is no browser-hosted VS Code ${version}.`, 'set VSCODE_TEST_VERSION to 1.139 or 1.100.');
	}
	const [extensionTestsPath] = valuesOf('extensionTestsPath');
	if (!extensionTestsPath) {
		throw new Stop('There is no --extensionTestsPath.', 'call it through runTests() of @vscode/test-electron.');
	}
	const vscode = await startVSCode({
		version,
		extension: valuesOf('extensionDevelopmentPath'),
		trust: !args.includes('--disable-workspace-trust'),
	});
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
		process.once(signal, () => void vscode.close().finally(() => process.exit(130)));
	}
	try {
		const folder = args.find((arg) => !arg.startsWith('-'));
		const window = await vscode.openWindow({
			extensionTestsPath,
			...(folder ? { folder } : {}),
			onLog(type, values) {
				const text = format(...values);
				if (!isChatter(text)) {
					(type === 'error' ? process.stderr : process.stdout).write(`${text}\n`);
				}
			},
		});
		return await window.exited;
	} finally {
		await vscode.close();
	}
});
