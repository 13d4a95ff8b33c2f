// Where the focus is.

/** Whether the focus is in an element; false where there is no element. */
export function hasFocus(element: Element | null | undefined): boolean {
	return element?.contains(document.activeElement) ?? false;
}
