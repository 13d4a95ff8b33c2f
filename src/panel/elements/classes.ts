// The class attribute of an element whose state shows in it.

/** The names that apply, with blanks between them. */
export function classes(...names: readonly (string | false | undefined)[]): string {
	return names.filter(Boolean).join(' ');
}
