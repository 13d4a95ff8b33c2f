// @ts-check
// What has to be true of a version before it is published, and which versions are pre-releases.
import { Stop } from '../../test/vscode/stop.mjs';
import { addressOf } from './address.mjs';

/**
 * Whether a version is a pre-release: its minor number is odd. The Marketplace knows no versions like 1.2.0-beta, and asks for
 * numbers that differ between the two kinds (docs/releasing.md#version-numbers).
 *
 * @param {string} version
 */
export function isPreRelease(version) {
	const minor = /^(?:0|[1-9]\d*)\.(0|[1-9]\d*)\.(?:0|[1-9]\d*)$/.exec(version)?.[1];
	if (minor === undefined) {
		throw new Stop(`${version} is not a version.`, 'write three numbers, such as 1.4.0.');
	}
	return Number(minor) % 2 === 1;
}

/**
 * Throws a Stop with the first reason why this version can't be published.
 *
 * @param {string} tag the name of the Git tag
 * @param {import('./address.mjs').Manifest} manifest
 * @param {string} changelog
 */
export function checkRelease(tag, manifest, changelog) {
	const version = String(manifest.version);
	isPreRelease(version);
	if (tag !== `v${version}`) {
		throw new Stop(`The tag ${tag} does not fit version ${version} in package.json.`, `tag the commit v${version}.`);
	}
	if (addressOf(manifest) === undefined) {
		throw new Stop(
			'package.json names no public address of the project.',
			'set it with `npm run address -- https://github.com/owner/name`.',
		);
	}
	const heading = changelog.split('\n').find((line) => line.startsWith(`## ${version} `));
	if (!/ · \d{4}-\d{2}-\d{2}$/.test(heading ?? '')) {
		throw new Stop(
			`CHANGELOG.md has no dated heading for ${version}.`,
			`begin its part with a line like "## ${version} · 2030-01-31".`,
		);
	}
}
