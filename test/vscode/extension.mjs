// @ts-check
// Fills the folders of extensions: with the built one, exactly the files that ship, so that what is tested and shown is what a user gets; and with few of VS Code's own.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from './places.mjs';
import { Stop } from './stop.mjs';

/**
 * Reads .vscodeignore, which leaves out everything and then names what ships beside the README. vsce's own reading walks through the whole project, which takes
 * eight seconds with a VS Code in it; a test of the manifest holds this one to it.
 *
 * @returns {string[]} sorted paths from the project's root
 */
export function shippedFiles() {
	const [first, ...lines] = readFileSync(path.join(PROJECT, '.vscodeignore'), 'utf8')
		.split('\n')
		.filter((line) => line !== '' && !line.startsWith('#'));
	if (first !== '**' || lines.some((line) => !/^![\w./*-]+$/.test(line))) {
		throw new Stop(
			'.vscodeignore does not leave out everything first.',
			'begin it with **, and name each file with !path.',
		);
	}
	// vsce adds the README by itself.
	return ['README.md', ...lines.flatMap((line) => filesNamed(line.slice(1)))].sort();
}

/** @param {string} pattern a path from the project's root; `*` stands for any part of the file's name */
function filesNamed(pattern) {
	const { dir, base } = path.posix.parse(pattern);
	const [begin = '', end] = base.split('*');
	const folder = path.join(PROJECT, dir);
	const isNamed = (/** @type {string} */ name) =>
		end === undefined
			? name === begin
			: name.length >= begin.length + end.length && name.startsWith(begin) && name.endsWith(end);
	return existsSync(folder)
		? readdirSync(folder)
				.filter(isNamed)
				.map((name) => path.posix.join(dir, name))
		: [];
}

/**
 * @param {string} extensionsDir
 * @param {object} [options]
 * @param {boolean} [options.web] the variant that runs in the web worker host: a package whose extensionKind is ["ui"]
 * @returns {string} the folder of the installed extension
 */
export function installExtension(extensionsDir, { web = false } = {}) {
	const manifest = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));
	if (!existsSync(path.join(PROJECT, manifest.main))) {
		throw new Stop('The extension is not built.', 'run `node esbuild.js` first.');
	}
	// Without its list of extensions, VS Code takes what it finds in the folder and writes a new list.
	rmSync(extensionsDir, { recursive: true, force: true });
	const target = path.join(extensionsDir, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
	for (const file of shippedFiles()) {
		mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
		cpSync(path.join(PROJECT, file), path.join(target, file));
	}
	if (web) {
		writeFileSync(path.join(target, 'package.json'), JSON.stringify({ ...manifest, extensionKind: ['ui'] }));
	}
	return target;
}

/**
 * Installs a .vsix as a user does, by VS Code's own command.
 *
 * @param {string} vsix
 * @param {{ command: string, args: string[], env: NodeJS.ProcessEnv }} server how the server is started, with its folders
 */
export function installPackage(vsix, { command, args, env }) {
	execFileSync(command, [...args, '--install-extension', path.resolve(PROJECT, vsix)], { env, stdio: 'pipe' });
}

/** The themes, and the languages of what Frontdesk opens: the log, settings, notes. */
const FEW_BUILT_INS = ['theme-defaults', 'theme-modern-icons', 'theme-seti', 'json', 'log', 'markdown-basics'];

/**
 * Links those of VS Code's own extensions that Frontdesk shows something with.
 *
 * @param {string} from the folder of all of them
 * @param {string} to a folder that does not exist yet
 */
export function linkBuiltIns(from, to) {
	mkdirSync(to);
	for (const name of FEW_BUILT_INS.filter((each) => existsSync(path.join(from, each)))) {
		symlinkSync(path.join(from, name), path.join(to, name));
	}
}
