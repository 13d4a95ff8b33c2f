// Rules for the package: which files ship, and how large they are.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { listFiles, PackageManager } from '@vscode/vsce';
import { asWritten, writtenList } from '../fixtures/shippedFiles';
import { manifest, project } from './manifest';

describe('The package', () => {
	it('ships exactly the files of the written list, and the tests install the same', async () => {
		const shipped = await listFiles({ cwd: project, packageManager: PackageManager.None });
		// The build for development, which is the one here, has the scenarios beside the calm one.
		const forDevelopment = 'dist/later/scenarios-*.js';
		assert.deepEqual(
			asWritten(shipped).filter((file) => file !== forDevelopment),
			writtenList(),
		);
		const { shippedFiles } = await import(pathToFileURL(path.join(project, 'test/vscode/extension.mjs')).href);
		assert.deepEqual(shippedFiles(), shipped.sort());
	});

	it('has a PNG icon of at least 128 pixels', () => {
		const icon = readFileSync(path.join(project, manifest.icon));
		assert.equal(icon.toString('latin1', 1, 4), 'PNG');
		assert.ok(icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(20) >= 128);
	});
});

describe('A bundle that ships', () => {
	let folder = '';
	const sizeOf = (file: string) => statSync(path.join(folder, 'dist', file)).size;

	/** A file and what it requires; an import() is for later. */
	function loadedAtOnce(file: string, found = new Set<string>()): readonly string[] {
		found.add(file);
		const script = readFileSync(path.join(folder, 'dist', file), 'utf8');
		for (const [, name = ''] of script.matchAll(/\brequire\("(\.[^"]+)"\)/g)) {
			const required = path.posix.join(path.posix.dirname(file), name);
			if (!found.has(required)) {
				loadedAtOnce(required, found);
			}
		}
		return [...found];
	}

	before('build for production, beside the project', function () {
		this.timeout(60_000);
		folder = mkdtempSync(path.join(tmpdir(), 'frontdesk-bundles-'));
		for (const part of ['src', 'package.json', 'esbuild.js', ...tsconfigs()]) {
			cpSync(path.join(project, part), path.join(folder, part), { recursive: true });
		}
		symlinkSync(path.join(project, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
		const { status, stderr } = spawnSync(process.execPath, ['esbuild.js', '--production'], {
			cwd: folder,
			encoding: 'utf8',
		});
		assert.equal(status, 0, stderr);
	});

	after(() => rmSync(folder, { recursive: true, force: true }));

	it('is small: 60 kB to activate, 320 kB for all of Node, 280 kB for the web, 45 kB for the panel', () => {
		const later = readdirSync(path.join(folder, 'dist/later')).map((name) => `later/${name}`);
		const total = (files: readonly string[]) => files.reduce((sum, file) => sum + sizeOf(file), 0);
		const atOnce = loadedAtOnce('extension.js');
		const sandbox = total(later.filter((name) => name.startsWith('later/chatServer-')));
		const kilobytes = {
			activation: total(atOnce),
			node: total(['extension.js', ...later]),
			// The web host loads a single file, so the sandbox stands in it.
			web: sizeOf('web/extension.js') - sandbox,
			panel: sizeOf('panel.js'),
		};
		assert.ok(atOnce.length > 1 && sandbox > 0, 'the parts are found');
		for (const [part, limit] of Object.entries({ activation: 60, node: 320, web: 280, panel: 45 })) {
			const size = kilobytes[part as keyof typeof kilobytes] / 1000;
			assert.ok(size > 5 && size <= limit, `${part}: ${size} kB of ${limit}`);
		}
	});

	/** The scripts of the build, as paths below dist. */
	function writtenScripts(): string[] {
		const files = readdirSync(path.join(folder, 'dist'), { recursive: true, encoding: 'utf8' });
		return files.filter((file) => file.endsWith('.js'));
	}

	it('writes to no console', () => {
		const scripts = writtenScripts();
		const shipped = writtenList().filter((file) => file.startsWith('dist/'));
		assert.deepEqual(asWritten(scripts.map((file) => `dist/${file.split(path.sep).join('/')}`)), shipped);
		for (const file of scripts) {
			assert.doesNotMatch(readFileSync(path.join(folder, 'dist', file), 'utf8'), /\bconsole\.\w+\s*[(;,)]/, file);
		}
	});

	it('brings no hostile, quirky or faulty sample data along', () => {
		const scripts = writtenScripts().map((file) => readFileSync(path.join(folder, 'dist', file), 'utf8'));
		assert.ok(
			scripts.some((script) => script.includes('Northern Kettle')),
			'the calm sample data are there',
		);
		for (const script of scripts) {
			assert.doesNotMatch(script, /phish\.example|onerror=|coBrowsing|Back in 5 minutes|API call limit|Bad Gateway/);
		}
	});

	it('links every style sheet that ships', () => {
		const later = readdirSync(path.join(folder, 'dist/later')).map((file) => path.join(folder, 'dist/later', file));
		const script = [path.join(folder, 'dist/extension.js'), ...later].map((file) => readFileSync(file, 'utf8')).join();
		const sheets = writtenList().filter((file) => file.endsWith('.css'));
		assert.ok(sheets.length > 0);
		for (const sheet of sheets) {
			assert.ok(script.includes(JSON.stringify(path.posix.basename(sheet))), sheet);
		}
	});

	it('brings no map and no test along', () => {
		const files = readdirSync(path.join(folder, 'dist'), { recursive: true, encoding: 'utf8' });
		assert.deepEqual(
			files.filter((file) => file.endsWith('.map')),
			[],
		);
		assert.equal(existsSync(path.join(folder, 'out')), false);
	});
});

function tsconfigs(): string[] {
	return readdirSync(project).filter((file) => /^tsconfig.*\.json$/.test(file));
}
