// The page's voice: a polite region for assistive technology, and a short line at the foot of the page for what everybody must see.
import { el, setText } from './elements/dom';

/** Long enough to read a sentence, in ms. */
const visibleFor = 5000;

export interface Voice {
	readonly elements: readonly HTMLElement[];
	whisper(text: string): void;
	say(text: string): void;
}

export function createVoice(): Voice {
	const quiet = el('div', 'unseen');
	const loud = el('div', 'toast');
	for (const region of [quiet, loud]) {
		region.setAttribute('role', 'status');
		region.setAttribute('aria-live', 'polite');
	}
	let hide: ReturnType<typeof setTimeout> | undefined;

	return {
		elements: [quiet, loud],
		whisper(text) {
			setText(quiet, text);
		},
		say(text) {
			setText(loud, text);
			clearTimeout(hide);
			hide = setTimeout(() => setText(loud, ''), visibleFor);
		},
	};
}
