// What is shown below an edited variable: that it isn't saved, its old value, and the choice in a conflict.
import * as l10n from '@vscode/l10n';
import type { DetailsRow, VariableState, VariableValue } from '../../present/details/detailsModel';
import { visibleText } from '../../present/details/detailsText';
import type { PanelContext } from '../context';
import { wordButton } from '../elements/buttons';
import { el, setText, type View } from '../elements/dom';
import { icon } from '../elements/icons';
import { createValueView } from '../rows/valueView';

/** Longest value quoted in a sentence (UTF-16 units). */
const quoted = 160;

interface DraftActs {
	choose(side: 'mine' | 'theirs'): void;
	/** Takes a value that was typed in another window. */
	use(value: string): void;
}

interface DraftItem {
	readonly row: DetailsRow;
	readonly variable: VariableState;
	/** What stands in the fields; undefined where they are closed. */
	readonly typed: VariableValue | undefined;
	/** Whether the user has to choose. */
	readonly conflict: boolean;
}

export interface DraftView extends View<DraftItem> {
	/** Scrolls to the choice and focuses it. */
	showChoice(): void;
}

export function createDraftView(context: PanelContext, acts: DraftActs): DraftView {
	const words = el('span', 'unsaved');
	const was = createValueView(context);
	const old = el('s', 'old', was.element);
	const oldLine = el(
		'span',
		'was',
		el('span', 'label', l10n.t({ message: 'was:', comment: 'Before the old value of a custom variable' })),
		old,
	);
	const link = el('span', 'newLink');
	link.dir = 'auto';
	const state = el('p', 'state', words, link);
	const choice = createChoice(acts);
	const also = el('div', 'alsos');
	const element = el('div', 'draft', state, oldLine, choice.element, also);

	function showAlso({ also: values, draft }: VariableState, typed: VariableValue | undefined): void {
		const now = (typed ?? draft)?.value;
		const others = (values ?? []).filter((value) => value !== now);
		if (also.dataset.values !== JSON.stringify(others)) {
			also.dataset.values = JSON.stringify(others);
			also.replaceChildren(...others.map((value) => createAlso(value, acts)));
		}
	}

	return {
		element,
		showChoice: choice.show,
		update({ row, variable, typed, conflict }) {
			const { draft, saved } = variable;
			const dirty = draft !== undefined;
			state.hidden = !dirty;
			setText(words, draft ? stateWords(draft, saved, conflict) : '');
			const linkMoved = draft && !typed && draft.url !== (saved?.url ?? '');
			setText(link, linkMoved ? linkWords(draft.url) : '');
			link.hidden = !linkMoved;
			const changed = draft && saved && draft.value !== saved.value;
			oldLine.hidden = !changed || conflict;
			if (changed) {
				was.update({ ...rowWithText(row, saved.value), empty: saved.value === '' });
			}
			choice.update({ variable, conflict });
			showAlso(variable, typed);
			element.hidden = !dirty && !conflict && also.childElementCount === 0;
		},
	};
}

/** A draft in place of the service's value. */
export function draftRow(row: DetailsRow): DetailsRow {
	const { draft, saved } = row.variable ?? {};
	const same = draft && draft.value === saved?.value && draft.url === saved.url;
	return draft && !same ? rowWithText(row, draft.value) : row;
}

/** The row as if it had another text, and no link in it. */
function rowWithText(row: DetailsRow, text: string): DetailsRow {
	const { link, note, ...rest } = row;
	return { ...rest, text, empty: text === '', long: text.length > 300 || text.split('\n', 7).length > 6 };
}

function stateWords(draft: VariableValue, saved: VariableValue | undefined, conflict: boolean): string {
	if (!saved && !conflict) {
		return l10n.t('new, not saved');
	}
	return draft.value === '' && saved && saved.value !== '' ? l10n.t('will be cleared, not saved') : l10n.t('not saved');
}

function linkWords(url: string): string {
	return url === '' ? l10n.t('without its link') : l10n.t('with the link {0}', visibleText(url));
}

function quote(text: string): string {
	const cut = text.slice(0, quoted).replace(/[\ud800-\udbff]$/, '');
	return visibleText(cut === text ? text : `${cut}…`);
}

function createChoice(acts: DraftActs): View<{ variable: VariableState; conflict: boolean }> & { show(): void } {
	const text = el('p', 'words');
	text.dir = 'auto';
	const mine = wordButton(l10n.t('Keep Mine'), 'second', () => acts.choose('mine'));
	const theirs = wordButton(l10n.t('Take Theirs'), 'second', () => acts.choose('theirs'));
	const element = el('div', 'choice', icon('warning'), text, el('div', 'buttons', mine, theirs));
	element.setAttribute('role', 'group');
	element.tabIndex = -1;
	return {
		element,
		update({ variable, conflict }) {
			element.hidden = !conflict;
			const words = conflict ? choiceWords(variable) : '';
			setText(text, words);
			element.setAttribute('aria-label', words);
			mine.setAttribute('aria-label', l10n.t('Keep mine of {0}', variable.name));
			theirs.setAttribute('aria-label', l10n.t('Take theirs of {0}', variable.name));
		},
		show() {
			element.focus();
			element.scrollIntoView({ block: 'nearest' });
		},
	};
}

function choiceWords({ saved, draft }: VariableState): string {
	if (!saved) {
		return l10n.t('Someone else removed this.');
	}
	if (draft && draft.value === saved.value) {
		return saved.url === ''
			? l10n.t('Someone else removed its link.')
			: l10n.t('Someone else changed its link to “{0}”.', quote(saved.url));
	}
	return saved.value === ''
		? l10n.t('Someone else cleared this.')
		: l10n.t('Someone else changed this to “{0}”.', quote(saved.value));
}

function createAlso(value: string, acts: DraftActs): HTMLElement {
	const text = el(
		'span',
		'words',
		value === '' ? l10n.t('Cleared in another window.') : l10n.t('Typed in another window: “{0}”', quote(value)),
	);
	text.dir = 'auto';
	const use = wordButton(l10n.t('Use This'), 'quiet', () => acts.use(value));
	return el('p', 'also', text, ' ', use);
}
