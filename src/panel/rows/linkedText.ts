// A text that may contain one link; the text before and after it stays plain text.
import type { DetailsLink } from '../../present/details/detailsModel';
import { visibleText } from '../../present/details/detailsText';
import type { PanelContext } from '../context';
import { el, setText } from '../elements/dom';
import { createLink } from './valueView';

interface LinkedText {
	readonly element: HTMLElement;
	/** `row` is the one that the host opens the link by. */
	update(item: { readonly text: string; readonly link?: DetailsLink } | undefined, row: string): void;
}

export function createLinkedText(context: PanelContext, className: string): LinkedText {
	const before = document.createTextNode('');
	const link = createLink(context);
	const after = document.createTextNode('');
	const element = el('span', className, before, link.element, after);
	element.dir = 'auto';
	return {
		element,
		update(item, row) {
			link.update(item?.link && { ...item.link, row });
			const all = item?.text ?? '';
			const start = item?.link ? all.indexOf(item.link.text) : all.length;
			setText(before, visibleText(all.slice(0, start)));
			setText(after, visibleText(all.slice(start + (item?.link?.text.length ?? 0))));
		},
	};
}
