// @ts-check
// Installing the parts of a browser-hosted VS Code: what stands is not installed again, what failed says why.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { folderOf, install, unsupportedPlatform } from '../vscode/install.mjs';
import { npmFailure } from '../vscode/npm-failure.mjs';
import { PROJECT } from '../vscode/places.mjs';
import { run } from '../vscode/processes.mjs';

describe('Installing a browser-hosted VS Code', () => {
	before(function () {
		if (unsupportedPlatform()) {
			this.skip();
		}
	});

	it('takes no time when it stands', async () => {
		await install(['node', 'vscode-1.139'], () => undefined);
		const start = performance.now();
		await install(['node', 'vscode-1.139'], () => assert.fail('nothing is to be installed'));
		assert.ok(performance.now() - start < 200);
	});

	it('pins every package by its checksum, and names no registry', () => {
		const lock = JSON.parse(readFileSync(path.join(PROJECT, 'test/vscode/package-lock.json'), 'utf8'));
		for (const [name, entry] of Object.entries(lock.packages)) {
			if (/(^|\/)node_modules\//.test(name) && !entry.link) {
				assert.match(entry.integrity ?? '', /^sha512-/, name);
				assert.equal(entry.resolved, undefined, name);
			}
		}
	});

	describe('in a fresh project', () => {
		/** @type {string} */
		let project;

		beforeEach(() => {
			project = mkdtempSync(path.join(tmpdir(), 'fresh-'));
			cpSync(path.join(PROJECT, 'test/vscode'), path.join(project, 'test/vscode'), { recursive: true });
		});

		afterEach(() => rmSync(project, { recursive: true, force: true }));

		/** @param {NodeJS.ProcessEnv} env */
		async function installNode(env) {
			const script = `
				import { install } from './test/vscode/install.mjs';
				import { runScript } from './test/vscode/stop.mjs';
				await runScript(() => install(['node'], (line) => process.stdout.write(line + '\\n')));`;
			return await run(process.execPath, ['--input-type=module', '-e', script], {
				cwd: project,
				env: { ...process.env, ...env },
			});
		}

		it('says that the registry cannot be reached, and leaves nothing that looks whole', async () => {
			const env = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: path.join(project, 'cache') };
			const { code, output } = await installNode(env);
			assert.equal(code, 1);
			assert.match(
				output,
				/Node for VS Code could not be installed: the npm registry cannot be reached\.\n {2}Next: check the network/,
			);
			assert.doesNotMatch(output, /^\s+at /m);
			assert.ok(readdirSync(path.join(project, '.vscode-test')).every((name) => name.includes('.installing-')));
		});

		it('clears away what an interrupted install and a former version left', async () => {
			const kept = path.join(project, '.vscode-test');
			mkdirSync(path.join(kept, 'node.installing-999999999'), { recursive: true });
			mkdirSync(path.join(kept, 'node-0123456789ab'));
			mkdirSync(path.join(kept, 'start'));
			await installNode({ npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: path.join(project, 'cache') });
			const left = readdirSync(kept);
			assert.ok(!left.includes('node.installing-999999999') && !left.includes('node-0123456789ab'));
			assert.ok(left.includes('start'));
		});

		it('finds the part whole that another process has put there', async () => {
			mkdirSync(path.join(project, '.vscode-test'));
			symlinkSync(folderOf('node'), path.join(project, '.vscode-test', path.basename(folderOf('node'))));
			const { code, output } = await installNode({});
			assert.deepEqual([code, output], [0, '']);
		});
	});

	for (const [output, reason] of /** @type {[string, RegExp][]} */ ([
		['npm error code ENOSPC', /the disk is full\.\n {2}Next: free some space/],
		['npm error code EAI_AGAIN', /cannot be reached/],
		['npm error code SELF_SIGNED_CERT_IN_CHAIN', /certificate.*\n {2}Next: name your CA/],
		['npm error code E401', /refuses access/],
		['npm error code E404', /does not have it/],
		['npm error code EINTEGRITY', /not what the lock file expects/],
		['npm error code EACCES', /cannot be written/],
		['npm error strange', /a reason not known here\.\n {2}npm error strange\n {2}Next: run `npm ci` in/],
	])) {
		it(`explains ${output}`, () => assert.match(npmFailure('Chromium', output, '/folder').message, reason));
	}
});
