// The buttons of the page: those with a text, and those with an icon and a name for screen readers.
import { el, setAttribute } from './dom';
import { type IconName, icon } from './icons';

export function wordButton(words: string, className: string, onClick: () => void): HTMLButtonElement {
	const button = el('button', className, words);
	button.type = 'button';
	button.addEventListener('click', onClick);
	return button;
}

interface IconButton {
	readonly element: HTMLButtonElement;
	/** `name` is what assistive technology says, and what of it. */
	update(name: string, shown: boolean): void;
}

export function iconButton(
	className: string,
	title: string,
	onClick: () => void,
	...icons: readonly IconName[]
): IconButton {
	const element = el('button', `tool ${className}`, ...icons.map((name) => icon(name)));
	element.type = 'button';
	element.title = title;
	element.addEventListener('click', onClick);
	return {
		element,
		update(name, shown) {
			setAttribute(element, 'aria-label', name);
			element.hidden = !shown;
		},
	};
}
