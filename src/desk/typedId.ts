// IDs as people paste them.
import { type Id, isId } from '../service/model';

/** The id in a text from outside: in any case, with spaces around it, or in braces as .NET writes a GUID; undefined if it can't be one. */
export function typedId(text: string): Id | undefined {
	const id = text
		.trim()
		.replace(/^\{(.*)\}$/, '$1')
		.trim()
		.toLowerCase();
	return isId(id) ? id : undefined;
}

/** The same, for texts that may be anything else: only a GUID, like the IDs of the service, is meant as one. */
export function typedGuid(text: string): Id | undefined {
	const id = typedId(text);
	return id !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : undefined;
}
