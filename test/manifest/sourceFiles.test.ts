// The form of the source: small folders, a header in each file, no file of the extension over 300 lines.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { project } from './manifest';

const maxFiles = 16;
/** Flat folders of one subject. */
const exceptions: Readonly<Record<string, number>> = { 'src/service': 26, 'src/sandbox': 26 };
const maxLines = 300;

/** The files below a folder, as paths from the root. */
function filesBelow(folder: string): string[] {
	return readdirSync(path.join(project, folder), { withFileTypes: true })
		.filter(({ name }) => name !== 'node_modules')
		.flatMap((entry) => {
			const file = path.posix.join(folder, entry.name);
			return entry.isDirectory() ? filesBelow(file) : [file];
		});
}

const files = ['src', 'test', 'scripts'].flatMap(filesBelow);
const read = (file: string) => readFileSync(path.join(project, file), 'utf8');

describe('A folder of the source', () => {
	it('holds no more files than one sees at a glance', () => {
		const counts = new Map<string, number>();
		for (const file of files) {
			const folder = path.posix.dirname(file);
			counts.set(folder, (counts.get(folder) ?? 0) + 1);
		}
		assert.deepEqual(
			[...counts].filter(([folder, count]) => count > (exceptions[folder] ?? maxFiles)),
			[],
		);
	});
});

describe('A file of the source', () => {
	it('begins with a comment that says what it is', () => {
		const code = files.filter((file) => /\.(?:ts|mjs|cjs)$/.test(file));
		assert.ok(code.length > 400);
		assert.deepEqual(
			code.filter((file) => !/^(?:#!.*\n)?(?:\/\/ @ts-check\n)?\/\/ [^@].*\.\n/.test(read(file))),
			[],
		);
	});

	it(`has at most ${maxLines} lines in src`, () => {
		const long = files.filter((file) => file.startsWith('src/') && read(file).split('\n').length - 1 > maxLines);
		assert.deepEqual(long, []);
	});
});
