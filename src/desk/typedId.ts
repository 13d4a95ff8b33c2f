// Reads IDs from pasted text.
import { type Id, isId } from '../service/model';

/** Pairs that are written around an id. */
const around = /^(?:\{(.*)\}|\((.*)\)|\[(.*)\]|<(.*)>|"(.*)"|'(.*)'|`(.*)`)$/;

/** The id in a text from outside: in any case, with spaces or signs around it, or in braces as .NET writes a GUID; undefined if it can't be one. */
export function typedId(text: string): Id | undefined {
	const plain = text
		.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
		.replace(/\p{Pd}/gu, '-')
		.trim();
	const inner = around.exec(plain)?.slice(1).join('') ?? plain;
	const id = inner
		.trim()
		.toLowerCase()
		.replace(/^urn:uuid:/, '');
	return isId(id) ? id : undefined;
}

/** The same for a text that may be something else: only a GUID, the form of the service's IDs, counts as an ID. */
export function typedGuid(text: string): Id | undefined {
	const id = typedId(text);
	return id !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : undefined;
}
