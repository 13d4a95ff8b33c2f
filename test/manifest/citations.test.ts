// Every Markdown document that is cited, and every cited section, exists in the repository.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { project } from './manifest';

interface SourceFile {
	/** From the root, with slashes. */
	readonly path: string;
	readonly text: string;
}

/** The documents by path, each with the anchors of its sections. */
type Documents = ReadonlyMap<string, ReadonlySet<string>>;

function documentsIn(files: readonly SourceFile[]): Documents {
	return new Map(files.filter(isMarkdown).map((file) => [file.path, anchorsOf(file.text)]));
}

/** The citations in a file of what is not in the repository, as `file:line: citation`. */
function missingCitations(file: SourceFile, documents: Documents): readonly string[] {
	return file.text.split('\n').flatMap((line, index) =>
		citationsIn(line, isMarkdown(file))
			.filter((citation) => !isThere(citation, file, documents))
			.map(({ text }) => `${file.path}:${index + 1}: ${text}`),
	);
}

interface Citation {
	readonly text: string;
	/** Empty for a section of the same page. */
	readonly target: string;
	readonly anchor: string | undefined;
	readonly isLink: boolean;
}

/** A path that ends in .md, not a part of an address or of a pattern, with an anchor or without. */
const named = /(?<![\w./@:*-])(?<target>(?:\.{1,2}\/)*[\w@-][\w.@-]*(?:\/[\w.@-]+)*\.md)\b(?:#(?<anchor>[\w-]+))?/g;

/** A link of Markdown to a section of its own page. */
const ownSection = /\]\((?<target>)#(?<anchor>[\w-]+)\)/g;

function citationsIn(line: string, inMarkdown: boolean): readonly Citation[] {
	const found = [...line.matchAll(named), ...(inMarkdown ? line.matchAll(ownSection) : [])];
	return found.flatMap((match) => {
		const before = line[match.index - 1] ?? '';
		const after = line[match.index + match[0].length] ?? '';
		// In code, a string that is a file's name and nothing else is read or written, not cited.
		const isFileName = !inMarkdown && /['"`]/.test(before) && before === after;
		// The text of a link may be a file's name: what counts is where it leads.
		const isLinkText = inMarkdown && line.slice(match.index + match[0].length).startsWith('](');
		const { target = '', anchor } = match.groups ?? {};
		return isFileName || isLinkText
			? []
			: [{ text: match[0], target, anchor, isLink: line.slice(0, match.index).endsWith('](') }];
	});
}

/** A link is read from the page that it is on. Any other mention is read from the root, in Markdown from the page as well. */
function isThere({ target, anchor, isLink }: Citation, file: SourceFile, documents: Documents): boolean {
	const fromPage = target === '' ? file.path : path.posix.join(path.posix.dirname(file.path), target);
	const candidates = target === '' || isLink ? [fromPage] : isMarkdown(file) ? [target, fromPage] : [target];
	return candidates.some((candidate) => {
		const anchors = documents.get(candidate);
		return anchors !== undefined && (anchor === undefined || anchors.has(anchor));
	});
}

/** The anchors that GitHub and VS Code give the headings of a page. */
function anchorsOf(markdown: string): ReadonlySet<string> {
	const anchors = new Set<string>();
	const headings = markdown.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} +(.+?) *#*$/gm);
	for (const [, heading = ''] of headings) {
		const anchor = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{M}\p{N}_ -]/gu, '')
			.replaceAll(' ', '-');
		// Of headings with the same text, the second ends in -1.
		let own = anchor;
		for (let count = 1; anchors.has(own); count++) {
			own = `${anchor}-${count}`;
		}
		anchors.add(own);
	}
	return anchors;
}

function isMarkdown(file: SourceFile): boolean {
	return file.path.endsWith('.md');
}

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
