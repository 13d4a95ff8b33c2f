// The form of the source: small folders, a header in each file, no unused export, no file of the extension over 300 lines.
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

/** Bundled or run by their path, so no file imports them. */
const entries = new Set([
	'src/extension.ts',
	'src/extension.web.ts',
	'src/node/nodeRequest.ts',
	'src/panel/panel.ts',
	'test/bench/activationSuite.ts',
	'test/host/index.ts',
]);

/** The file that an import from `file` leads to. */
function importedFile(file: string, specifier: string): string | undefined {
	const target = path.posix.join(path.posix.dirname(file), specifier);
	return [target, `${target}.ts`, `${target}.tsx`].find((each) => files.includes(each));
}

/** The exports of a file and the names that it imports from others, each as `file: name`. `*` stands for the whole file. */
function namesIn(file: string): { readonly exported: readonly string[]; readonly imported: readonly string[] } {
	const text = read(file);
	const exported = [...text.matchAll(/^export (?:async )?(?:function\*?|const|let|class|interface|type) (\w+)/gm)];
	const some = text.matchAll(/\b(?:import|export) (?:type )?\{(?<names>[^}]*)\}\s*from '(?<from>\.[^']*)'/g);
	const whole = text.matchAll(/(?:\bimport\(\s*|\* as \w+ from |export \* from )'(?<from>\.[^']*)'/g);
	const imported = [...some, ...whole].flatMap(({ groups }) => {
		const names = groups?.names?.split(',').map((name) =>
			name
				.trim()
				.replace(/^type /, '')
				.replace(/ as .*/, ''),
		);
		return (names ?? ['*']).map((name) => `${importedFile(file, groups?.from ?? '')}: ${name}`);
	});
	return { exported: exported.map(([, name]) => `${file}: ${name}`), imported };
}

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
		const code = files.filter((file) => /\.(?:tsx?|mjs|cjs)$/.test(file));
		assert.ok(code.length > 400);
		assert.deepEqual(
			code.filter((file) => !/^(?:#!.*\n)?(?:\/\/ @ts-check\n)?\/\/ [^@].*\.\n/.test(read(file))),
			[],
		);
	});

	it('exports only what another file imports', () => {
		const code = [...files.filter((file) => /\.(?:tsx?|mjs)$/.test(file)), 'esbuild.js'];
		const imported = new Set(code.flatMap((file) => namesIn(file).imported));
		const exported = code.filter((file) => !entries.has(file)).flatMap((file) => namesIn(file).exported);
		assert.ok(exported.length > 1_000);
		assert.deepEqual(
			exported.filter((name) => !imported.has(name) && !imported.has(name.replace(/: .*/, ': *'))),
			[],
		);
	});

	it(`has at most ${maxLines} lines in src`, () => {
		const long = files.filter((file) => file.startsWith('src/') && read(file).split('\n').length - 1 > maxLines);
		assert.deepEqual(long, []);
	});
});
