// @ts-check
// The public address of the project: how it is written into package.json, and how it is read from there.
import { isDeepStrictEqual } from 'node:util';
import { Stop } from '../../test/vscode/stop.mjs';

/**
 * @typedef {object} AddressFields
 * @property {{ type: 'git', url: string }} repository
 * @property {{ url: string }} bugs
 * @property {string} homepage
 */

/** @typedef {Readonly<Record<string, unknown>>} Manifest */

/** The form of the address that vsce can turn relative links with, and that has the issue forms of this project. */
const ADDRESS = /^https:\/\/github\.com\/[\w-]+\/[\w.-]+(?<!\.git)$/;

/**
 * The three fields of package.json that one address makes.
 *
 * @param {string} address https://github.com/owner/name
 * @returns {AddressFields}
 */
export function addressFields(address) {
	if (!ADDRESS.test(address)) {
		throw new Stop(`${address} is not the address of a repository.`, 'give it as https://github.com/owner/name.');
	}
	return {
		repository: { type: 'git', url: `${address}.git` },
		bugs: { url: `${address}/issues` },
		homepage: `${address}#readme`,
	};
}

/**
 * The manifest with the address in it, behind the license.
 *
 * @param {Manifest} manifest
 * @param {string} address
 * @returns {Manifest}
 */
export function withAddress(manifest, address) {
	const { repository, bugs, homepage, ...rest } = manifest;
	const entries = Object.entries(rest);
	const at = entries.findIndex(([name]) => name === 'license') + 1;
	return Object.fromEntries([...entries.slice(0, at), ...Object.entries(addressFields(address)), ...entries.slice(at)]);
}

/**
 * The address that a manifest names; undefined if it names none. Throws a Stop if its three fields don't agree.
 *
 * @param {Manifest} manifest
 * @returns {string | undefined}
 */
export function addressOf({ repository, bugs, homepage }) {
	if (repository === undefined && bugs === undefined && homepage === undefined) {
		return undefined;
	}
	const url = /** @type {Partial<AddressFields['repository']> | undefined} */ (repository)?.url;
	const address = typeof url === 'string' ? url.replace(/\.git$/, '') : '';
	if (!ADDRESS.test(address) || !isDeepStrictEqual({ repository, bugs, homepage }, addressFields(address))) {
		throw new Stop(
			'repository, bugs and homepage in package.json do not name the same address.',
			'write all three with `npm run address -- https://github.com/owner/name`.',
		);
	}
	return address;
}
