// Finds where a file cites a Markdown document, and which of these documents or sections the repository does not have.
import path from 'node:path';

export interface SourceFile {
	/** From the root, with slashes. */
	readonly path: string;
	readonly text: string;
}

/** The documents by path, each with the anchors of its sections. */
type Documents = ReadonlyMap<string, ReadonlySet<string>>;

export function documentsIn(files: readonly SourceFile[]): Documents {
	return new Map(files.filter(isMarkdown).map((file) => [file.path, anchorsOf(file.text)]));
}

/** The citations in a file of what is not in the repository, as `file:line: citation`. */
export function missingCitations(file: SourceFile, documents: Documents): readonly string[] {
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
export function anchorsOf(markdown: string): ReadonlySet<string> {
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
