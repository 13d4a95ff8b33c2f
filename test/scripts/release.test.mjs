// @ts-check
// What may be published: one address, a version that fits its tag, a dated changelog; odd minor versions are pre-releases.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addressFields, addressOf, withAddress } from '../../scripts/release/address.mjs';
import { shippedReadme } from '../../scripts/release/readme.mjs';
import { checkRelease, isPreRelease } from '../../scripts/release/rules.mjs';
import { PROJECT } from '../vscode/places.mjs';

const address = 'https://github.com/owner/name';
const manifest = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));

describe('A version', () => {
	for (const version of ['0.1.0', '1.3.7', '2.11.0']) {
		it(`is a pre-release where its minor number is odd: ${version}`, () => {
			assert.equal(isPreRelease(version), true);
		});
	}

	for (const version of ['0.0.1', '0.2.0', '1.0.0', '3.10.5']) {
		it(`is a release where its minor number is even: ${version}`, () => {
			assert.equal(isPreRelease(version), false);
		});
	}

	for (const text of ['1.2', '1.2.3.4', '1.2.0-beta.1', 'v1.2.3', '01.2.3', '1.02.3', '']) {
		it(`is three numbers and nothing else, not ${JSON.stringify(text)}`, () => {
			assert.throws(() => isPreRelease(text), { name: 'Stop' });
		});
	}
});

describe('The address of the project', () => {
	it('makes the repository, the place for issues and the home page', () => {
		assert.deepEqual(addressFields(address), {
			repository: { type: 'git', url: 'https://github.com/owner/name.git' },
			bugs: { url: 'https://github.com/owner/name/issues' },
			homepage: 'https://github.com/owner/name#readme',
		});
	});

	it('is written behind the license, in place of another one', () => {
		const before = { name: 'x', license: 'MIT', homepage: 'https://elsewhere.example', version: '0.2.0' };
		const after = withAddress(before, address);
		assert.deepEqual(Object.keys(after), ['name', 'license', 'repository', 'bugs', 'homepage', 'version']);
		assert.equal(addressOf(after), address);
		assert.equal(addressOf(withAddress(after, `${address}2`)), `${address}2`);
	});

	it('is none where package.json has none of the three', () => {
		assert.equal(addressOf({ name: 'x' }), undefined);
	});

	for (const [name, change] of /** @type {[string, object][]} */ ([
		['the place for issues is another', { bugs: { url: 'https://github.com/owner/other/issues' } }],
		['the home page is missing', { homepage: undefined }],
		['the repository is missing', { repository: undefined }],
		['the repository is on no host that vsce knows', { repository: { type: 'git', url: 'https://x.example/a/b.git' } }],
	])) {
		it(`is refused where ${name}`, () => {
			assert.throws(() => addressOf({ ...addressFields(address), ...change }), /do not name the same address/);
		});
	}

	for (const text of [
		'',
		'owner/name',
		'http://github.com/owner/name',
		'https://github.com/owner',
		'https://github.com/owner/name.git',
		'https://github.com/owner/name/',
		'https://github.com/owner/name/tree/main',
		'https://github.com/owner/name?x',
		'https://user@github.com/owner/name',
	]) {
		it(`has one form alone, not ${JSON.stringify(text)}`, () => {
			assert.throws(() => addressFields(text), { name: 'Stop' });
		});
	}

	it('is whole in package.json, or not there at all', () => {
		assert.doesNotThrow(() => addressOf(manifest));
	});
});

describe('A release', () => {
	const ready = { version: '1.2.0', ...addressFields(address) };
	const changelog = '# Changelog\n\n## 1.2.0 · 2030-01-31\n\n- Something.\n\n## 1.1.0 · unreleased\n';

	it('is ready with its tag, an address and a dated part in the changelog', () => {
		assert.doesNotThrow(() => checkRelease('v1.2.0', ready, changelog));
	});

	it('is refused without an address', () => {
		assert.throws(() => checkRelease('v1.2.0', { version: '1.2.0' }, changelog), /names no public address/);
	});

	it('is refused where the tag names another version', () => {
		assert.throws(() => checkRelease('v1.3.0', ready, changelog), /does not fit version 1\.2\.0/);
		assert.throws(() => checkRelease('1.2.0', ready, changelog), /does not fit/);
	});

	it('is refused where the changelog has no date for it, or nothing at all', () => {
		assert.throws(
			() => checkRelease('v1.1.0', { ...ready, version: '1.1.0' }, changelog),
			/no dated heading for 1\.1\.0/,
		);
		assert.throws(
			() => checkRelease('v1.4.0', { ...ready, version: '1.4.0' }, changelog),
			/no dated heading for 1\.4\.0/,
		);
	});

	it('is refused where the version is no version', () => {
		assert.throws(() => checkRelease('v1.2', { ...ready, version: '1.2' }, changelog), /is not a version/);
	});
});

describe('The README that ships', () => {
	const readme = readFileSync(path.join(PROJECT, 'README.md'), 'utf8');

	it('shows each picture from the public address', () => {
		const shipped = shippedReadme(readme, true);
		assert.doesNotMatch(shipped, /<picture|<source|srcset/);
		assert.deepEqual(shipped.match(/<img [^>]*>/g), readme.match(/<img [^>]*>/g));
	});

	it('has none without an address, and is otherwise the same', () => {
		const shipped = shippedReadme(readme, false);
		assert.doesNotMatch(shipped, /<picture|<source|<img/);
		const pictures = readme.split('<picture>').length - 1;
		assert.equal(shipped.split('\n').length, readme.split('\n').length - 5 * pictures);
	});
});
