// The pages that the visitor was seen on since the panel was opened, the newest first, each with its time.
import * as l10n from '@vscode/l10n';
import type { DetailsPage } from '../present/details/detailsModel';
import { instantWords } from '../present/details/detailsWords';
import type { PanelContext } from './context';
import { wordButton } from './elements/buttons';
import { el, keyedList, setAttribute, setText } from './elements/dom';
import { createLinkedText } from './rows/linkedText';
import type { TimedView } from './rows/valueView';

/** More than these are shown when asked for. */
const few = 5;

type PageItem = DetailsPage & { readonly key: string };

export function createPagesView(context: PanelContext): TimedView<readonly DetailsPage[]> {
	const list = el('ol');
	const rows = keyedList<PageItem, TimedView<PageItem>>(list, () => createPageRow(context));
	const toggle = wordButton('', 'quiet', () => {
		open = !open;
		render();
	});
	const element = el('div', 'pages', el('h3', '', l10n.t('Pages seen')), list, toggle);
	let pages: readonly DetailsPage[] = [];
	let open = false;

	function render(): void {
		element.hidden = pages.length === 0;
		rows.update((open ? pages : pages.slice(0, few)).map((page) => ({ ...page, key: `${page.at} ${page.text}` })));
		toggle.hidden = pages.length <= few;
		setText(toggle, open ? l10n.t('Show less') : l10n.t('Show all {0} pages', pages.length));
		setAttribute(toggle, 'aria-expanded', String(open));
	}

	return {
		element,
		update(next) {
			pages = next;
			render();
		},
		tick() {
			for (const row of rows.views) {
				row.tick();
			}
		},
	};
}

function createPageRow(context: PanelContext): TimedView<PageItem> {
	const time = el('time');
	const text = createLinkedText(context, 'address');
	const element = el('li', '', text.element, time);
	let page: PageItem | undefined;

	function tick(): void {
		if (page) {
			const { ago, exact } = instantWords(page.at, context.now());
			setText(time, ago);
			time.title = exact;
			time.dateTime = new Date(page.at).toISOString();
		}
	}

	return {
		element,
		update(item) {
			page = item;
			text.update(item, '');
			tick();
		},
		tick,
	};
}
