// Ranks the files of a workspace by how well they fit the route of a page.
import { comparable, type FileRoute, type FileSegment, fileRoute } from './fileRoute';
import type { PageRoute } from './pageRoute';

interface RankedFile {
	readonly path: string;
	/** How well it fits; greater is better. */
	readonly score: number;
}

/** Folders below which routes begin. */
const roots = new Set(
	'app apps pages page routes route views view templates screens public static www web site src content controllers handlers resources client frontend docs'.split(
		' ',
	),
);

/** Words that people add to the name of a page's file. */
const roles = /(?:page|view|screen|controller|component|route|handler|container|template)s?$/;
const pageFile = /\.(?:x?html?|php|aspx?|jsp|do|cgi)$/i;

const scores = { name: 10, role: 9, dynamic: 4, rest: 1, root: 20, index: 3, template: 2, missing: -15 };

/** The files that may serve the route, the best first; `most` at most. Files that share nothing with it are left out. */
export function rankSources({ segments }: PageRoute, paths: readonly string[], most: number): readonly RankedFile[] {
	const names = segments.map((segment) =>
		segment === undefined ? undefined : comparable(segment.replace(pageFile, '')),
	);
	const ranked: RankedFile[] = [];
	for (const path of paths) {
		const route = fileRoute(path);
		const score = route && scoreOf(names, route);
		if (score !== undefined) {
			ranked.push({ path, score });
		}
	}
	return ranked
		.sort((a, b) => b.score - a.score || a.path.length - b.path.length || (a.path < b.path ? -1 : 1))
		.slice(0, most);
}

type Names = readonly (string | undefined)[];

function scoreOf(names: Names, route: FileRoute): number | undefined {
	const found = names.length === 0 ? homeScore(route) : best(names, route);
	return found === undefined
		? undefined
		: found + (route.isIndex ? scores.index : 0) + (route.isTemplate ? scores.template : 0);
}

/** The page of the whole site is an index right below a root, or called home. */
function homeScore({ segments, isIndex }: FileRoute): number | undefined {
	const last = segments.at(-1);
	const isHome = !isIndex && last?.kind === 'name' && /^home(?:page|view|screen)?$/.test(last.name);
	if (isHome) {
		return scores.name;
	}
	return isIndex && isRoot(segments, segments.length) ? scores.root : undefined;
}

/** Compares from the end: what precedes the route in a path are folders of the project. */
function best(names: Names, { segments, isIndex }: FileRoute): number | undefined {
	/** By the number of names and of segments that are left, and whether a name has matched. */
	const known = new Map<string, number | undefined>();

	function from(left: number, at: number, hasName: boolean): number | undefined {
		const key = `${left} ${at} ${hasName}`;
		if (!known.has(key)) {
			known.set(key, bestOf([ended(left, at, hasName), next(left, at, hasName)]));
		}
		return known.get(key);
	}

	/** The match begins here. */
	function ended(left: number, at: number, hasName: boolean): number | undefined {
		const isAllFile = at === segments.length;
		if ((isAllFile && !isIndex) || left === names.length) {
			return undefined; // nothing of the route has matched
		}
		const root = isRoot(segments, at) ? scores.root : 0;
		const isWhole = left === 0 && root > 0;
		return hasName || isWhole ? root + left * scores.missing : undefined;
	}

	function next(left: number, at: number, hasName: boolean): number | undefined {
		const segment = segments[at - 1];
		if (!segment) {
			return undefined;
		}
		if (segment.kind === 'rest') {
			const counts = Array.from({ length: left + 1 - segment.least }, (_, n) => n + segment.least);
			return bestOf(counts.map((count) => plus(from(left - count, at - 1, hasName), scores.rest)));
		}
		if (left === 0) {
			return undefined;
		}
		const score = segment.kind === 'dynamic' ? scores.dynamic : nameScore(segment.name, names[left - 1]);
		return plus(score && from(left - 1, at - 1, hasName || segment.kind === 'name'), score ?? 0);
	}

	const result = from(names.length, segments.length, false);
	return result !== undefined && result > 0 ? result : undefined;
}

function nameScore(file: string, name: string | undefined): number | undefined {
	if (name === undefined || name === '') {
		return undefined;
	}
	return file === name ? scores.name : file.replace(roles, '') === name ? scores.role : undefined;
}

/** Whether a route can begin after the first `at` segments of a path. */
function isRoot(segments: readonly FileSegment[], at: number): boolean {
	const last = segments[at - 1];
	return last === undefined || (last.kind === 'name' && roots.has(last.name));
}

function plus(score: number | undefined, more: number): number | undefined {
	return score === undefined ? undefined : score + more;
}

function bestOf(found: readonly (number | undefined)[]): number | undefined {
	return found.reduce<number | undefined>(
		(best, score) => (score !== undefined && (best === undefined || score > best) ? score : best),
		undefined,
	);
}
