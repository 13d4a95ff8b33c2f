// Every Markdown document that is cited, and every cited section, exists in the repository.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { anchorsOf, documentsIn, missingCitations, type SourceFile } from './citations';
import { project } from './manifest';

/** Not written by us, or not text. */
const left =
	/^(?:\.git|\.vscode-test|dist|node_modules|out)$|^package-lock\.json$|\.(?:gif|jpg|pem|png|tsbuildinfo|vsix)$/;

function filesBelow(folder: string): SourceFile[] {
	const entries = readdirSync(path.join(project, folder), { withFileTypes: true });
	return entries
		.filter(({ name }) => !left.test(name))
		.flatMap((entry) => {
			const file = path.posix.join(folder, entry.name);
			if (entry.isDirectory()) {
				return filesBelow(file);
			}
			return entry.isFile() ? [{ path: file, text: readFileSync(path.join(project, file), 'utf8') }] : [];
		});
}

describe('A document that is cited', () => {
	const files = filesBelow('');

	it('is in the repository, and so is the section of it', () => {
		const documents = documentsIn(files);
		assert.ok(documents.has('docs/api.md') && files.some((file) => file.path.startsWith('src/')));
		assert.equal(files.flatMap((file) => missingCitations(file, documents)).join('\n'), '');
	});
});

describe('A citation', () => {
	// Put together here, so that this file cites nothing that is missing.
	const absent = ['ABSENT', 'md'].join('.');
	const page = ['page', 'md'].join('.');
	const documents = documentsIn([
		{ path: 'README.md', text: '# Read me' },
		{ path: `docs/${page}`, text: '# Page\n\n## First part\n' },
	]);
	const missing = (file: string, text: string) => missingCitations({ path: file, text }, documents);

	it('of a document that is not there is found, with its place', () => {
		assert.deepEqual(missing('src/a.ts', `const a = 1;\n// Why: see ${absent}, Quirks.`), [`src/a.ts:2: ${absent}`]);
		assert.deepEqual(missing('scripts/a.mjs', `/* (../shared/${absent}) */`), [`scripts/a.mjs:1: ../shared/${absent}`]);
		assert.deepEqual(missing('docs/rules.md', `[why](${absent})`), [`docs/rules.md:1: ${absent}`]);
		assert.deepEqual(missing('package.json', `"description": "as ${absent} says"`), [`package.json:1: ${absent}`]);
	});

	it('of a section that is not there is found', () => {
		assert.deepEqual(missing('src/a.ts', `// docs/${page}#first-part`), []);
		assert.deepEqual(missing('src/a.ts', `// docs/${page}#second-part.`), [`src/a.ts:1: docs/${page}#second-part`]);
		assert.deepEqual(missing(`docs/${page}`, '[down](#first-part)'), []);
		assert.deepEqual(missing(`docs/${page}`, '[down](#second-part)'), [`docs/${page}:1: ](#second-part)`]);
	});

	it('in code is read from the root, in a case that fits', () => {
		assert.deepEqual(missing('src/deep/a.ts', `// docs/${page} and README.md`), []);
		assert.equal(missing('docs/a.ts', `// ${page}`).length, 1);
		assert.equal(missing('src/a.ts', `// see ${'README.md'.toLowerCase()}`).length, 1);
	});

	it('in Markdown is read from its page where it is a link, else from the root too', () => {
		assert.deepEqual(missing('docs/deep/a.md', `[${page}](../${page}#first-part), in \`docs/${page}\``), []);
		assert.equal(missing('docs/deep/a.md', `[page](docs/${page})`).length, 1);
	});

	it('is neither an address nor a pattern, nor a string of code that names a file', () => {
		assert.deepEqual(missing('src/a.ts', `// https://x.example/${absent} or **/*.md`), []);
		assert.deepEqual(missing('src/a.ts', `const names = ['${absent}', "${absent}"];`), []);
	});
});

describe('The anchor of a heading', () => {
	it('is its words in lower case, joined by hyphens; the second of the same text is numbered', () => {
		const text = '# The API: `GET` & more\n\n```sh\n# no heading\n```\n\n## Part\n\n## Part\n\n### [Link](to) here\n';
		assert.deepEqual([...anchorsOf(text)], ['the-api-get--more', 'part', 'part-1', 'link-here']);
	});
});
