// Finds GUIDs, the form of the service's IDs, in a text.
import type { Id } from '../../service/model';

interface FoundGuid {
	/** In lower case. */
	readonly id: Id;
	/** UTF-16 units from the start of the text. */
	readonly start: number;
	readonly end: number;
}

/** How much of a line is read, in UTF-16 units. */
export const maxLine = 4000;

/** Every repetition has a fixed number, so a scan takes linear time. */
const guid = /(?<![0-9a-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])/gi;

/** The GUIDs in the first `maxLine` units of a line, in any case, whatever stands around them. */
export function guidsIn(line: string): FoundGuid[] {
	return [...line.slice(0, maxLine).matchAll(guid)].map(({ 0: text, index }) => ({
		id: text.toLowerCase(),
		start: index,
		end: index + text.length,
	}));
}

/** The one GUID that a text has; undefined for none or different ones. */
export function onlyGuidIn(text: string): Id | undefined {
	const ids = new Set(guidsIn(text).map(({ id }) => id));
	const [id] = ids;
	return ids.size === 1 ? id : undefined;
}
