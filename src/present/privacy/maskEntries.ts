// Reads the setting of what privacy mode masks: names of fields, and globs of the names of custom variables and fields.
import { matchesGlob } from '../../desk/variables/validation';
import type { Visitor } from '../../service/model';

/** The fields of a visitor that can be masked as a whole. The texts of the others are searched for what is masked. */
export const maskableFields = [
	'name',
	'email',
	'phone',
	'ip',
	'company',
	'country',
	'state',
	'city',
	'currentBrowsing',
	'landingPage',
	'referrerUrl',
	'searchKeywords',
	'productService',
] as const satisfies readonly (keyof Visitor)[];

export type MaskableField = (typeof maskableFields)[number];

export interface MaskEntries {
	readonly fields: ReadonlySet<MaskableField>;
	/** Whether a variable, a custom field or an unknown field of that name is masked. */
	readonly isNamed: (name: string) => boolean;
}

/** How many names are remembered: a site has few. */
const mostNames = 5000;

/** @param entries each names a field, and is a glob for the names that the site chose */
export function maskEntries(entries: readonly string[]): MaskEntries {
	const globs = entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
	const words = new Set(globs.map((glob) => glob.toLowerCase()));
	const known = new Map<string, boolean>();
	return {
		fields: new Set(maskableFields.filter((field) => words.has(field.toLowerCase()))),
		isNamed(name) {
			let isMatch = known.get(name);
			if (isMatch === undefined) {
				isMatch = matchesGlob(name.trim(), globs);
				if (known.size < mostNames) {
					known.set(name, isMatch);
				}
			}
			return isMatch;
		},
	};
}
