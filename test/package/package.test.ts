// The package as a user gets it: built by `npm run package`, installed from its file into fresh VS Codes, and used.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { writtenList } from '../fixtures/shippedFiles';
import { openWindow, reads, type Window } from '../ui/window/window';
import { copyProject } from './projectCopy';

const folder = mkdtempSync(path.join(tmpdir(), 'vsix-'));
const file = path.join(folder, 'frontdesk.vsix');

after(() => rmSync(folder, { recursive: true, force: true }));

describe('The package', () => {
	let output = '';
	let project = '';

	before(() => {
		project = copyProject({ toBuild: true });
		output = execFileSync('npm', ['run', 'package', '--', '--out', file], {
			cwd: project,
			encoding: 'utf8',
			stdio: 'pipe',
		});
	});

	after(() => rmSync(project, { recursive: true, force: true }));

	it('is made without a warning', () => {
		assert.doesNotMatch(output, /warn|error/i);
		assert.match(output, /DONE/);
	});

	it('says what fills each bundle, and that each is within its budget', () => {
		for (const [name, most] of [
			['Node, at activation', 60],
			['Node, in all', 470],
			['web, without the sandbox', 410],
			['panel', 45],
		]) {
			const found = new RegExp(`${name}: ([\\d.]+) of ${most} kB · `).exec(output);
			assert.ok(found && Number(found[1]) <= Number(most), String(name));
		}
	});

	it('holds the files of the written list and no other', () => {
		const names = [...zipFiles(file).keys()];
		// vsce spells three of them its own way.
		const spelled = new Map([
			['README.md', 'readme.md'],
			['CHANGELOG.md', 'changelog.md'],
			['LICENSE', 'LICENSE.txt'],
		]);
		assert.deepEqual(
			names
				.filter((name) => name.startsWith('extension/'))
				.map((name) => name.slice('extension/'.length))
				.sort(),
			writtenList()
				.map((name) => spelled.get(name) ?? name)
				.sort(),
		);
	});

	it('is at most 450 kB large with pictures and translations, so that nothing ships twice', () => {
		assert.ok(statSync(file).size <= 450_000, `${statSync(file).size / 1000} kB`);
	});

	it('has a README without a picture that does not ship', () => {
		const readme = zipFiles(file).get('extension/readme.md')?.() ?? '';
		assert.match(readme, /^# Frontdesk$/m);
		assert.doesNotMatch(readme, /!\[[^\]]*\]\((?!https:)|<img|<picture|<source/);
	});

	for (const version of ['1.139', '1.100'] as const) {
		describe(`installed into a fresh VS Code ${version}`, () => {
			let window: Window;

			before(async () => {
				window = await openWindow({ version, package: file, builtIns: 'all' });
			});
			after(() => window?.close());

			it('serves the main journey: sample data, a visitor in a panel, my status by a click', async () => {
				await window.openFrontdesk();
				await window.view('Agents').getByRole('button', { name: 'Try With Sample Data' }).click();
				await reads(window.rows('Agents'), /Robin Vandermeer-Ash.*you/);
				await window.rows('Visitors').filter({ hasText: /\// }).first().click();
				await window.panel().getByRole('heading', { name: 'Custom variables' }).waitFor();
				await reads(window.status, /Online/);
				await window.status.click();
				await reads(window.status, /Away/);
				assert.equal(await window.toasts.count(), 0);
			});
		});
	}
});

/** The files in a zip file, by its central directory: the name of each, and how its text is read. */
function zipFiles(zip: string): ReadonlyMap<string, () => string> {
	const bytes = readFileSync(zip);
	const files = new Map<string, () => string>();
	let end = bytes.length - 22;
	while (bytes.readUInt32LE(end) !== 0x06054b50) {
		end--;
	}
	let at = bytes.readUInt32LE(end + 16);
	for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
		const [size, header] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
		const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
		files.set(bytes.toString('utf8', at + 46, at + 46 + name), () => {
			const from = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
			return inflateRawSync(bytes.subarray(from, from + size)).toString('utf8');
		});
		at += 46 + name + extra + comment;
	}
	return files;
}
