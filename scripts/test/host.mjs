// @ts-check
// Runs the suite of out/test/host in the extension host of one VS Code, by @vscode/test-electron: --hosted <1.139|1.100>, --desktop <version to download> or --path <a VS Code on disk>.

import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { PROJECT, shortTemporaryFolder } from '../../test/vscode/places.mjs';
import { runScript } from '../../test/vscode/stop.mjs';
import { findDesktop } from '../start/desktop.mjs';

await runScript(async () => {
	const { values } = parseArgs({
		options: { hosted: { type: 'string' }, desktop: { type: 'string' }, path: { type: 'string' } },
	});
	const program = values.hosted
		? fileURLToPath(new URL('../../test/vscode/code.mjs', import.meta.url))
		: values.path && findDesktop({ VSCODE_PATH: values.path });
	const folder = shortTemporaryFolder();
	try {
		return await runTests({
			...(program ? { vscodeExecutablePath: program } : { version: values.desktop ?? 'stable' }),
			extensionDevelopmentPath: PROJECT,
			extensionTestsPath: path.join(PROJECT, 'out/test/host/index.js'),
			// Left to itself, test-electron keeps one user folder for all runs and versions.
			launchArgs: [
				`--user-data-dir=${path.join(folder, 'user')}`,
				`--extensions-dir=${path.join(folder, 'extensions')}`,
			],
			extensionTestsEnv: {
				VSCODE_TEST_VERSION: values.hosted,
				NODE_EXTRA_CA_CERTS: path.join(PROJECT, 'test/fixtures/tls/authority.pem'),
			},
		});
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
		return 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
