// @ts-check
// The browser that tests look through: a Chromium out of an npm package, or the one that CHROMIUM_PATH names.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FONTS } from './places.mjs';
import { run } from './processes.mjs';
import { Stop } from './stop.mjs';

/** Where a part's folder holds the unpacked browser. */
const UNPACKED = 'chromium';

/**
 * Unpacks the package's archives, in a process of its own: the package reads and changes the environment when it is imported.
 *
 * @param {string} folder of the installed part
 */
export async function unpackChromium(folder) {
	const target = path.join(folder, UNPACKED);
	mkdirSync(target, { recursive: true });
	const script = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())";
	const { code, output } = await run(process.execPath, ['-e', script], {
		cwd: folder,
		// It unpacks into the temporary folder, and brings its own nss libraries only where it takes itself to be in that runtime.
		env: { ...process.env, TMPDIR: target, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
	});
	if (code !== 0 || !existsSync(path.join(target, 'chromium')) || !existsSync(path.join(target, 'al2023/lib'))) {
		const full = /ENOSPC/.test(output);
		throw new Stop(
			`Chromium could not be unpacked${full ? ': the disk is full' : ''}.${full ? '' : `\n  ${output.trim()}`}`,
			full ? 'free some space and run the same command again.' : 'name another browser with CHROMIUM_PATH.',
		);
	}
}

/**
 * @param {string} folder of the installed part
 * @returns {{ executablePath: string, env: Record<string, string> }}
 */
export function chromium(folder) {
	const named = process.env.CHROMIUM_PATH;
	if (named) {
		if (!existsSync(named)) {
			throw new Stop(`CHROMIUM_PATH names ${named}, which does not exist.`, 'correct it, or unset it.');
		}
		return { executablePath: named, env: {} };
	}
	const unpacked = path.join(folder, UNPACKED);
	const fonts = path.join(unpacked, 'fonts');
	// The package's own file names folders that do not exist here, and a browser without any font dies in the middle of a page.
	writeWhole(
		path.join(fonts, 'fonts.conf'),
		`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${escapeXml(fonts)}</dir><dir>${escapeXml(FONTS)}</dir><cachedir>${escapeXml(`${fonts}-cache`)}</cachedir></fontconfig>\n`,
	);
	return {
		executablePath: path.join(unpacked, 'chromium'),
		env: { LD_LIBRARY_PATH: path.join(unpacked, 'al2023/lib'), FONTCONFIG_PATH: fonts },
	};
}

/**
 * Another run may read the file at this moment.
 *
 * @param {string} file
 * @param {string} text
 */
function writeWhole(file, text) {
	const fresh = `${file}.${process.pid}`;
	writeFileSync(fresh, text);
	renameSync(fresh, file);
}

/** @param {string} text */
const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
