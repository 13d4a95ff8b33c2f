// Words that assistive technology alone gets.
import type { ComponentChildren } from 'preact';

/** A blank separates them from what stands before. */
export function Unseen({ children }: { readonly children: ComponentChildren }) {
	return <span class="unseen"> {children}</span>;
}
