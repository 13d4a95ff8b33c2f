// Announcements to screen readers, and short messages at the foot of the page.
import { el, setText } from './elements/dom';

/** Long enough to read a sentence, in ms. */
const visibleFor = 5000;

interface Announcements {
	readonly elements: readonly HTMLElement[];
	/** Tells assistive technology alone. */
	announce(text: string): void;
	/** Shows and announces a short message. */
	showToast(text: string): void;
}

export function createAnnouncements(): Announcements {
	const toast = el('div', 'toast');
	toast.setAttribute('aria-hidden', 'true');
	const regions = [el('div', 'unseen'), el('div', 'unseen')] as const;
	for (const region of regions) {
		region.setAttribute('role', 'status');
		region.setAttribute('aria-live', 'polite');
	}
	const announce = createAnnouncer(regions);
	let hide: ReturnType<typeof setTimeout> | undefined;

	return {
		elements: [...regions, toast],
		announce,
		showToast(text) {
			setText(toast, text);
			announce(text);
			clearTimeout(hide);
			hide = setTimeout(() => setText(toast, ''), visibleFor);
		},
	};
}

/**
 * Writes messages into two live regions by turns: a region that gets the text that it has already is not read out again.
 * VS Code's own alerts work the same way.
 */
export function createAnnouncer(
	regions: readonly [{ textContent: string | null }, { textContent: string | null }],
): (text: string) => void {
	let turn = 0;
	return (text) => {
		turn = 1 - turn;
		regions.forEach((region, at) => {
			region.textContent = at === turn ? text : '';
		});
	};
}
