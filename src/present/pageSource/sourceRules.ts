// The user's own rules for which files serve a page.
import { compilePattern } from '../../desk/patterns/compilePattern';
import { maxPattern, type PatternError } from '../../desk/patterns/readPattern';
import { runPattern } from '../../desk/patterns/runPattern';

interface SourceRule {
	/** Of the path of a page, as `/shop/cart`. */
	readonly matches: (path: string) => boolean;
	/** A glob, relative to the folder of the workspace. */
	readonly files: string;
}

/** `form` no page or no files · `files` no glob inside the folder · of a pattern, why it isn't used. */
type Refusal =
	| { readonly code: 'form' | 'files' }
	| { readonly code: 'pattern'; readonly error: PatternError; readonly text: string };

/** Why a rule isn't used, and its position in the setting, from 1. */
export type SourceRuleError = Refusal & { readonly number: number };

const maxRules = 100;
const maxText = 300;

/** The valid rules of a setting, which may hold anything, and what is wrong with the others. */
export function readSourceRules(value: unknown): {
	readonly rules: readonly SourceRule[];
	readonly errors: readonly SourceRuleError[];
} {
	const rules: SourceRule[] = [];
	const errors: SourceRuleError[] = [];
	for (const [place, each] of (Array.isArray(value) ? value : []).slice(0, maxRules).entries()) {
		const rule = readRule(each);
		if ('code' in rule) {
			errors.push({ number: place + 1, ...rule });
		} else {
			rules.push(rule);
		}
	}
	return { rules, errors };
}

function readRule(value: unknown): SourceRule | Refusal {
	const { page, pattern, files } = (typeof value === 'object' && value !== null ? value : {}) as Record<
		string,
		unknown
	>;
	const source = typeof page === 'string' ? globSource(page) : pattern;
	if (
		typeof source !== 'string' ||
		source === '' ||
		typeof files !== 'string' ||
		(page !== undefined && pattern !== undefined)
	) {
		return { code: 'form' };
	}
	// The source of a path with wildcards is longer than the path, and has no groups.
	const program = compilePattern(source, source === pattern ? maxPattern : 10 * maxText);
	if ('code' in program) {
		return { code: 'pattern', error: program, text: typeof page === 'string' ? page : source };
	}
	return isInside(files) ? { matches: (path) => runPattern(program, path).matches, files } : { code: 'files' };
}

/** `*` is anything in one segment, `**` in any number, `?` one character. */
function globSource(glob: string): string {
	const source = glob
		.replace(/[\\^$.+()[\]{}|]/g, '\\$&')
		.replace(/\*{2,}/g, '\0')
		.replace(/\*/g, '[^/]*')
		.replace(/\?/g, '[^/]')
		.replaceAll('\0', '.*');
	return glob === '' ? '' : `^${source}/?$`;
}

function isInside(files: string): boolean {
	return (
		files !== '' &&
		files.length <= maxText &&
		!/^\/|^[a-z]:|\\|[\p{C}]/iu.test(files) &&
		!files.split('/').includes('..')
	);
}
