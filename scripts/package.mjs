// @ts-check
// `npm run package`: builds the extension and packs it into frontdesk.vsix. With --release <tag> it first checks that the version may be published; with --check it does only that.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runScript, Stop } from '../test/vscode/stop.mjs';
import { addressOf } from './release/address.mjs';
import { shippedReadme } from './release/readme.mjs';
import { checkRelease, isPreRelease } from './release/rules.mjs';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const read = (/** @type {string} */ file) => readFileSync(path.join(PROJECT, file), 'utf8');

await runScript(async () => {
	const { out, release, check } = parse(process.argv.slice(2));
	const manifest = JSON.parse(read('package.json'));
	if (release !== undefined) {
		checkRelease(release, manifest, read('CHANGELOG.md'));
	}
	if (!check) {
		const hasAddress = addressOf(manifest) !== undefined;
		// Loaded here: --check runs before anything is installed.
		const { createVSIX } = await import('@vscode/vsce');
		await createVSIX({
			cwd: PROJECT,
			packagePath: path.resolve(out),
			dependencies: false,
			preRelease: isPreRelease(manifest.version),
			// A package for one's own use needs no address; its relative links then stay as they are. A release has one: see checkRelease.
			allowMissingRepository: !hasAddress,
			rewriteRelativeLinks: hasAddress,
			readmePath: writeReadme(hasAddress),
		});
	}
});

/**
 * @param {boolean} hasAddress
 * @returns {string} its path from the project's root
 */
function writeReadme(hasAddress) {
	const readme = 'dist/README.md';
	mkdirSync(path.join(PROJECT, 'dist'), { recursive: true });
	writeFileSync(path.join(PROJECT, readme), shippedReadme(read('README.md'), hasAddress));
	return readme;
}

/** @param {string[]} args */
function parse(args) {
	try {
		return parseArgs({
			args,
			options: {
				out: { type: 'string', default: 'frontdesk.vsix' },
				release: { type: 'string' },
				check: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new Stop(
			/** @type {Error} */ (error).message,
			'take of --out <file>, --release <tag> and --check (docs/releasing.md).',
		);
	}
}
