// Rules for the package: which files ship, and how large they are.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { listFiles, PackageManager } from '@vscode/vsce';
import { writtenList } from '../fixtures/shippedFiles';
import { copyProject } from '../package/projectCopy';
import { manifest, project } from './manifest';

describe('The package', () => {
	it('ships exactly the files of the written list, and the tests install the same', async () => {
		const folder = copyProject({ toBuild: false });
		const shipped = await listFiles({ cwd: folder, packageManager: PackageManager.None });
		rmSync(folder, { recursive: true });
		assert.deepEqual([...shipped].sort(), writtenList());
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

	const textOf = (file: string) => readFileSync(path.join(folder, 'dist', file), 'utf8');

	/** What a script requires by each `require`. */
	function requiredBy(file: string): string[] {
		return [...textOf(file).matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name);
	}

	/** What a script prints as JSON in a process of its own, where `vscode` is an object written in code and `file` a path. */
	function printed(vscode: string, file: string, script: string): unknown {
		const whole = `
			const Module = require('node:module');
			const { _load } = Module;
			const vscode = ${vscode};
			Module._load = (name, ...rest) => (name === 'vscode' ? vscode : _load(name, ...rest));
			const file = process.argv[1];
			${script}`;
		const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', whole, path.join(folder, 'dist', file)], {
			encoding: 'utf8',
		});
		assert.equal(status, 0, stderr);
		return JSON.parse(stdout);
	}

	/** The files below dist that Node has loaded after it has loaded one of them. */
	function loadedWith(file: string): string[] {
		const loaded = printed('{}', file, 'require(file); console.log(JSON.stringify(Object.keys(require.cache)));');
		const dist = realpathSync(path.join(folder, 'dist'));
		return (loaded as string[]).map((each) => path.relative(dist, each).split(path.sep).join('/'));
	}

	/** What the build has printed. */
	let output = '';

	before('build for production, beside the project', () => {
		folder = copyProject({ toBuild: true });
		const { status, stdout, stderr } = spawnSync(process.execPath, ['esbuild.js', '--production'], {
			cwd: folder,
			encoding: 'utf8',
		});
		assert.equal(status, 0, stderr);
		output = stdout;
	});

	after(() => rmSync(folder, { recursive: true, force: true }));

	it('is small: 60 kB to activate, 470 kB for all of Node, 410 kB for the web, 45 kB for the panel', () => {
		const total = (files: readonly string[]) => files.reduce((sum, file) => sum + sizeOf(file), 0) / 1000;
		// The web host loads a single file, so the sandbox stands in it; only the build knows how large it is there.
		const web = Number(/^web, without the sandbox: ([\d.]+) /m.exec(output)?.[1]);
		const sandbox = sizeOf('extension.web.js') / 1000 - web;
		assert.ok(sandbox > 10 && sandbox < 50, `sandbox: ${sandbox} kB`);
		const kilobytes = {
			activation: total(loadedWith('extension.js')),
			node: total(writtenScripts().filter((file) => file !== 'panel.js')),
			web,
			panel: total(['panel.js']),
		};
		for (const [part, limit] of Object.entries({ activation: 60, node: 470, web: 410, panel: 45 })) {
			const size = kilobytes[part as keyof typeof kilobytes];
			assert.ok(size > 5 && size <= limit, `${part}: ${size} kB of ${limit}`);
		}
	});

	it('is one file to activate, and loads the others by require(): import() reads a CommonJS file twice', () => {
		assert.deepEqual(loadedWith('extension.js'), ['extension.js']);
		const others = requiredBy('extension.js').filter((name) => name !== 'vscode');
		assert.deepEqual(others.sort(), ['./extension.web', './node/fileStore', './node/nodeFetch']);
		for (const file of writtenScripts()) {
			assert.doesNotMatch(textOf(file), /\bimport\(/, file);
		}
	});

	it('has everything of the web in one file, because its host loads no second one', () => {
		assert.deepEqual([...new Set(requiredBy('extension.web.js'))], ['vscode']);
	});

	it('takes VS Code as it is: a copy of its 400 properties in each source file is slow to make', () => {
		for (const file of ['extension.js', 'extension.web.js']) {
			assert.match(textOf(file), /require\("vscode"\)/);
			assert.doesNotMatch(textOf(file), /[\w$]\(require\("vscode"\)/, file);
		}
	});

	it('takes the translations for what a site needs too: in Node it has texts of its own', () => {
		const vscode = `new Proxy({}, { get: (_all, name) => name === 'l10n' ? l10n : class { static joinPath() {} } })`;
		const script = `
			const l10n = { get bundle() { asked++; return {}; } };
			let asked = 0;
			const entry = { store: () => Promise.reject(new Error('the folder of a test')) };
			const load = async () => (await require(file).loadWork()).createWork({}, entry, {});
			load().catch(({ message }) => console.log(JSON.stringify({ message, asked })));`;
		assert.deepEqual(printed(vscode, 'extension.web.js', script), { message: 'the folder of a test', asked: 1 });
	});

	it('ships code that both hosts run once: Node takes it from the file of the web', () => {
		for (const text of ['Northern Kettle', 'panelRows.css']) {
			const holders = writtenScripts().filter((file) => textOf(file).includes(text));
			assert.deepEqual(holders, ['extension.web.js'], text);
		}
	});

	/** The scripts of the build, as paths below dist. */
	function writtenScripts(): string[] {
		const files = readdirSync(path.join(folder, 'dist'), { recursive: true, encoding: 'utf8' });
		return files.filter((file) => file.endsWith('.js')).map((file) => file.split(path.sep).join('/'));
	}

	it('writes to no console', () => {
		const scripts = writtenScripts();
		const shipped = writtenList().filter((file) => file.startsWith('dist/'));
		assert.deepEqual(scripts.map((file) => `dist/${file}`).sort(), shipped);
		for (const file of scripts) {
			assert.doesNotMatch(textOf(file), /\bconsole\.\w+\s*[(;,)]/, file);
		}
	});

	it('brings no hostile, quirky or faulty sample data along', () => {
		const scripts = writtenScripts().map(textOf);
		assert.ok(
			scripts.some((script) => script.includes('Northern Kettle')),
			'the calm sample data are there',
		);
		for (const script of scripts) {
			assert.doesNotMatch(script, /phish\.example|onerror=|coBrowsing|Back in 5 minutes|API call limit|Bad Gateway/);
		}
	});

	it('links every style sheet that ships', () => {
		const script = textOf('extension.web.js');
		const sheets = writtenList().filter((file) => file.endsWith('.css'));
		assert.ok(sheets.length > 0);
		for (const sheet of sheets) {
			assert.ok(script.includes(JSON.stringify(path.posix.basename(sheet))), sheet);
		}
	});

	it('brings no map along', () => {
		const files = readdirSync(path.join(folder, 'dist'), { recursive: true, encoding: 'utf8' });
		assert.deepEqual(
			files.filter((file) => file.endsWith('.map')),
			[],
		);
	});
});
