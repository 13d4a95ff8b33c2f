// The header of the page: name, status, wait and current page of the visitor, the switch for empty rows, and the commands for the visitor.
import * as l10n from '@vscode/l10n';
import type { DetailsHeader, VisitorDetails } from '../present/details/detailsModel';
import { waitWords } from '../present/details/detailsWords';
import type { PanelAction } from '../protocol/visitorPanel';
import { attempt, type PanelContext } from './context';
import { wordButton } from './elements/buttons';
import { el, setAttribute, setText } from './elements/dom';
import { createLinkedText } from './rows/linkedText';
import type { TimedView } from './rows/valueView';

export function createHeaderView(context: PanelContext, onToggleEmpty: () => void): TimedView<VisitorDetails> {
	// Of the heading only the words take their own direction: the line itself begins where all lines begin.
	const label = el('span');
	label.dir = 'auto';
	const toggle = wordButton('', 'quiet', onToggleEmpty);
	const act = (action: PanelAction) => () => void attempt(context, context.host.call('act', { action }));
	const copy = wordButton(l10n.t('Copy Visitor…'), 'quiet', act('copyVisitor'));
	const compare = wordButton(l10n.t('Compare With Snapshot'), 'quiet', act('compareVisitor'));
	const tools = el('div', 'acts', copy, compare, toggle);
	const status = el('span', 'status');
	const wait = el('span', 'wait');
	const now = el('p', 'now', status, wait);
	const page = createPageView(context);
	const element = el('header', '', el('h1', '', label), now, page.element, tools);
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
			copy.hidden = item.sections.length === 0;
			compare.hidden = copy.hidden;
			toggle.setAttribute('aria-pressed', String(context.showEmpty()));
			setText(toggle, context.showEmpty() ? l10n.t('Hide empty fields') : l10n.t('Show empty fields ({0})', empty));
			tick();
		},
		tick,
	};
}

/** The page that the visitor is on: the address in it as a link, a title before it as text. */
function createPageView(context: PanelContext) {
	const text = createLinkedText(context, 'address');
	const where = el('span', 'where');
	const element = el('p', 'page', where, ' ', text.element);
	return {
		element,
		update({ page, urgency }: DetailsHeader): void {
			setText(where, urgency === 'left' ? l10n.t('Last page') : l10n.t('On page'));
			element.hidden = !page;
			text.update(page, 'currentBrowsing');
		},
	};
}
