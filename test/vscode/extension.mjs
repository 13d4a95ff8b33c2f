// @ts-check
// Puts the built extension into an extensions folder, exactly the files that ship: what is tested and shown is what a user gets.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from './places.mjs';
import { Stop } from './stop.mjs';

/** The list is vsce's own reading of .vscodeignore: a list function of ours could differ from the package. */
export async function shippedFiles() {
	const { listFiles, PackageManager } = await import('@vscode/vsce');
	return await listFiles({ cwd: PROJECT, packageManager: PackageManager.None });
}

/**
 * @param {string} extensionsDir
 * @param {object} [options]
 * @param {boolean} [options.web] the variant that runs in the web worker host: a package whose extensionKind is ["ui"]
 * @returns {Promise<string>} the folder of the installed extension
 */
export async function installExtension(extensionsDir, { web = false } = {}) {
	const manifest = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));
	if (!existsSync(path.join(PROJECT, manifest.main))) {
		throw new Stop('The extension is not built.', 'run `node esbuild.js` first.');
	}
	// Without its list of extensions, VS Code takes what it finds in the folder and writes a new list.
	rmSync(extensionsDir, { recursive: true, force: true });
	const target = path.join(extensionsDir, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
	for (const file of await shippedFiles()) {
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
