// @ts-check
// Installs the parts of a browser-hosted VS Code on demand, each in a folder of its own under `.vscode-test`, from the npm registry and nothing else.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackChromium } from './chromium.mjs';
import { npmFailure } from './npm-failure.mjs';
import { KEPT } from './places.mjs';
import { run } from './processes.mjs';
import { Stop } from './stop.mjs';

/** @typedef {'1.100' | '1.139'} Version a VS Code that can be hosted in a browser: the lowest version promised, and the newest tested */
/** @typedef {'node' | 'browser' | `vscode-${Version}`} Part */
/** @typedef {(line: string) => void} Say */

const HERE = path.dirname(fileURLToPath(import.meta.url));
const LOCK = 'package-lock.json';

/** @type {Record<Part, { title: string, megabytes: number }>} */
const PARTS = {
	node: { title: 'Node for VS Code', megabytes: 200 },
	'vscode-1.139': { title: 'VS Code 1.139', megabytes: 750 },
	'vscode-1.100': { title: 'VS Code 1.100', megabytes: 420 },
	browser: { title: 'Chromium', megabytes: 300 },
};

/** One sentence if this machine has no browser-hosted VS Code, else undefined. */
export function unsupportedPlatform() {
	const here = `${process.platform}-${process.arch}`;
	if (here !== 'linux-x64') {
		return `There is no browser-hosted VS Code for ${here}, only for linux-x64.`;
	}
	return isMusl() ? 'There is no browser-hosted VS Code for Linux without glibc.' : undefined;
}

function isMusl() {
	const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
	return !report.header?.glibcVersionRuntime;
}

/**
 * The folder of a part. Its name carries the hash of the lock file, and it appears under this name when it is complete:
 * an interrupted install leaves nothing that could be taken for a whole one, and a new version is a new folder.
 *
 * @param {Part} part
 */
export function folderOf(part) {
	const hash = createHash('sha256')
		.update(readFileSync(path.join(HERE, LOCK)))
		.digest('hex')
		.slice(0, 12);
	return path.join(KEPT, `${part}-${hash}`);
}

/** @param {Part} part */
export const modulesOf = (part) => path.join(folderOf(part), 'node_modules');

/**
 * Installs what is missing. With nothing missing it takes milliseconds.
 *
 * @param {Part[]} parts
 * @param {Say} say
 */
export async function install(parts, say) {
	const missing = parts.filter((part) => !existsSync(folderOf(part)));
	if (missing.length === 0) {
		return;
	}
	const unsupported = unsupportedPlatform();
	if (unsupported) {
		throw new Stop(unsupported, 'name a desktop VS Code with the environment variable VSCODE_PATH.');
	}
	mkdirSync(KEPT, { recursive: true });
	removeLeftovers(missing);
	checkSpace(missing.reduce((sum, part) => sum + PARTS[part].megabytes, 0));
	for (const part of missing) {
		const start = Date.now();
		say(`Installing ${PARTS[part].title} (once, about ${PARTS[part].megabytes} MB on disk) …`);
		await installPart(part);
		say(`  installed in ${Math.round((Date.now() - start) / 1000)} s`);
	}
}

/** @param {Part} part */
async function installPart(part) {
	const folder = path.join(KEPT, `${part}.installing-${process.pid}`);
	rmSync(folder, { recursive: true, force: true });
	for (const name of ['package.json', LOCK, '.npmrc', 'parts']) {
		cpSync(path.join(HERE, name), path.join(folder, name), { recursive: true });
	}
	await npmCi(folder, ['--workspace', `parts/${part}`], part);
	if (part === 'browser') {
		await unpackChromium(folder);
	} else if (part !== 'node') {
		// code-server carries VS Code's own server, whose modules its install script would have installed.
		const server = path.join(folder, 'node_modules', part, 'lib/vscode');
		await npmCi(server, ['--omit=dev', '--legacy-peer-deps'], part);
		await npmCi(path.join(server, 'extensions'), ['--omit=dev'], part);
	}
	if (existsSync(folderOf(part))) {
		rmSync(folder, { recursive: true, force: true }); // another process was faster
	} else {
		renameSync(folder, folderOf(part));
	}
}

/**
 * @param {string} folder
 * @param {string[]} options
 * @param {Part} part
 */
async function npmCi(folder, options, part) {
	const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
	const quick = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
	const [command = '', ...args] = [...npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', ...quick, ...options];
	const { code, output } = await run(command, args, { cwd: folder });
	if (code !== 0) {
		throw npmFailure(PARTS[part].title, output, folder);
	}
}

/**
 * What interrupted installs and former versions left.
 *
 * @param {Part[]} parts
 */
function removeLeftovers(parts) {
	for (const name of readdirSync(KEPT)) {
		const part = parts.find((one) => name.startsWith(`${one}-`) || name.startsWith(`${one}.installing-`));
		const installer = Number(/\.installing-(\d+)$/.exec(name)?.[1]);
		if (part && !(installer && isAlive(installer))) {
			rmSync(path.join(KEPT, name), { recursive: true, force: true });
		}
	}
}

/** @param {number} pid */
function isAlive(pid) {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** @param {number} megabytes */
function checkSpace(megabytes) {
	const { bavail, bsize } = statfsSync(KEPT);
	const free = Math.floor((bavail * bsize) / 1e6);
	if (free < megabytes) {
		throw new Stop(
			`The disk is too full: ${megabytes} MB are needed in ${KEPT}, ${free} MB are free.`,
			'free some space and run the same command again.',
		);
	}
}
