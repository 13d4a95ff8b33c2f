// One read-only value: its text, the link in it, the note beside it; folded if it is long.
import * as l10n from '@vscode/l10n';
import type { DetailsLink, DetailsRow } from '../../present/details/detailsModel';
import { visibleText } from '../../present/details/detailsText';
import { instantWords, zoneWords } from '../../present/details/detailsWords';
import { attempt, type PanelContext } from '../context';
import { el, setAttribute, setText, type View } from '../elements/dom';

/** As much of a folded text as stays visible. */
const foldedLength = 240;
const foldedLines = 4;

export interface TimedView<T> extends View<T> {
	/** Time has gone by: ages and waits are said anew. */
	tick(): void;
}

export function createValueView(context: PanelContext): TimedView<DetailsRow> {
	const before = document.createTextNode('');
	const anchor = createLink(context);
	const after = document.createTextNode('');
	const main = el('span', 'main', before, anchor.element, after);
	const aside = el('span', 'aside');
	const fold = el('button', 'quiet fold');
	fold.type = 'button';
	const element = el('div', 'value', main, aside, fold);
	for (const part of [main, aside]) {
		part.dir = 'auto';
	}
	let row: DetailsRow | undefined;
	let open = false;

	fold.addEventListener('click', () => {
		open = !open;
		render();
		fold.scrollIntoView({ block: 'nearest' });
	});

	function render(): void {
		if (!row) {
			return;
		}
		element.dataset.kind = row.empty ? 'empty' : row.kind;
		renderText(row, open || !row.long ? row.text : folded(row.text));
		fold.hidden = !row.long;
		setText(fold, row.long ? foldWords(row.text.length, open) : '');
		fold.setAttribute('aria-expanded', String(open));
		tick();
	}

	function renderText(shown: DetailsRow, text: string): void {
		const part = linkPart(shown, text);
		anchor.update(part && shown.link ? { href: shown.link.href, text: visibleText(part), row: shown.key } : undefined);
		const start = part ? text.indexOf(part) : text.length;
		if (shown.kind === 'text' || shown.kind === 'code') {
			setText(
				before,
				shown.empty
					? l10n.t({ message: 'empty', comment: 'Adjective: the value of a field' })
					: visibleText(text.slice(0, start)),
			);
			setText(after, shown.empty ? '' : visibleText(text.slice(start + (part?.length ?? 0))));
		}
	}

	function tick(): void {
		if (!row) {
			return;
		}
		let beside = visibleText(row.note ?? '');
		if (row.kind === 'instant' && row.at !== undefined) {
			const words = instantWords(row.at, context.now());
			setText(before, words.ago);
			beside = words.exact;
		} else if (row.kind === 'zone' && !row.empty) {
			const there = zoneWords(row, context.now());
			setText(before, there ?? visibleText(row.text));
			beside = there === undefined ? '' : visibleText(row.text);
		} else if (row.kind === 'zone') {
			setText(before, l10n.t({ message: 'empty', comment: 'Adjective: the value of a field' }));
		}
		setText(aside, beside);
		aside.hidden = beside === '';
	}

	return {
		element,
		update(item) {
			row = item;
			render();
		},
		tick,
	};
}

function foldWords(length: number, open: boolean): string {
	return open ? l10n.t('Show less') : l10n.t('Show all {0} characters', length.toLocaleString());
}

/** The part of the shown text that is the link: a folded text may have lost it, or be part of it. */
function linkPart(row: DetailsRow, shown: string): string | undefined {
	if (!row.link || shown === '') {
		return undefined;
	}
	if (row.link.text === row.text) {
		return shown;
	}
	return shown.includes(row.link.text) ? row.link.text : undefined;
}

function folded(text: string): string {
	const lines = text.split('\n', foldedLines).join('\n');
	const cut = lines.slice(0, foldedLength);
	// Half a pair of surrogates would show as a foreign character.
	return `${cut.replace(/[\ud800-\udbff]$/, '')}…`;
}

interface LinkItem extends DetailsLink {
	/** The row that the host opens it by. */
	readonly row: string;
}

/** A link that VS Code opens itself, with its own question about the site; `tel:` it only opens when the host asks. */
export function createLink(context: PanelContext): {
	element: HTMLAnchorElement;
	update(link: LinkItem | undefined): void;
} {
	const element = el('a');
	let current: LinkItem | undefined;
	element.addEventListener('click', (event) => {
		if (current?.href.startsWith('tel:')) {
			event.preventDefault();
			const failed = l10n.t("The number couldn't be opened.");
			void attempt(context, context.host.call('open', { row: current.row }), failed);
		}
	});
	return {
		element,
		update(link) {
			current = link;
			element.hidden = link === undefined;
			setText(element, link?.text ?? '');
			setAttribute(element, 'href', link?.href);
			// Where it leads shall be seen before it is followed, also when the text says something else.
			setAttribute(element, 'title', link?.href);
		},
	};
}
