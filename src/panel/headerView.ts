// The head of the page: who it is, what the visitor does now and since when, and the switch for empty rows.
import * as l10n from '@vscode/l10n';
import type { DetailsHeader, VisitorDetails } from '../present/detailsModel';
import { visibleText } from '../present/detailsText';
import { waitWords } from '../present/detailsWords';
import type { PanelContext } from './context';
import { el, setAttribute, setText } from './dom';
import { createLink, type TimedView } from './valueView';

export function createHeaderView(context: PanelContext, onToggleEmpty: () => void): TimedView<VisitorDetails> {
	// Of the heading only the words take their own direction: the line itself begins where all lines begin.
	const label = el('span');
	label.dir = 'auto';
	const toggle = el('button', 'quiet toggle');
	toggle.type = 'button';
	toggle.addEventListener('click', onToggleEmpty);
	const status = el('span', 'status');
	const wait = el('span', 'wait');
	const now = el('p', 'now', status, wait);
	const page = createPageView(context);
	const element = el('header', '', el('h1', '', label), now, page.element, toggle);
	let details: VisitorDetails | undefined;

	function tick(): void {
		const waiting = details?.header.wait;
		const words = waiting ? waitWords(waiting, context.now()) : '';
		setText(wait, words);
		wait.hidden = words === '';
	}

	return {
		element,
		update(item) {
			details = item;
			const { header } = item;
			setText(label, header.label);
			setText(status, header.status);
			setAttribute(status, 'data-urgency', header.urgency);
			now.hidden = header.status === '';
			page.update(header);
			const empty = item.sections.flatMap(({ rows }) => rows).filter((row) => row.empty).length;
			toggle.hidden = empty === 0;
			toggle.setAttribute('aria-pressed', String(context.showEmpty()));
			setText(toggle, context.showEmpty() ? l10n.t('Hide empty fields') : l10n.t('Show empty fields ({0})', empty));
			tick();
		},
		tick,
	};
}

/** The page that the visitor is on: the address in it as a link, a title before it as text. */
function createPageView(context: PanelContext) {
	const before = document.createTextNode('');
	const link = createLink(context);
	const after = document.createTextNode('');
	const text = el('span', 'address', before, link.element, after);
	text.dir = 'auto';
	const where = el('span', 'where');
	const element = el('p', 'page', where, ' ', text);
	return {
		element,
		update({ page, urgency }: DetailsHeader): void {
			setText(where, urgency === 'left' ? l10n.t('Last page') : l10n.t('On page'));
			element.hidden = !page;
			link.update(page?.link && { ...page.link, row: 'currentBrowsing' });
			const all = page?.text ?? '';
			const start = page?.link ? all.indexOf(page.link.text) : all.length;
			setText(before, visibleText(all.slice(0, start)));
			setText(after, visibleText(all.slice(start + (page?.link?.text.length ?? 0))));
		},
	};
}
