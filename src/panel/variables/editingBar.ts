// The line below the variables: add one, how many edits are not saved, save, give up, undo; and loudly what went wrong with the last save.
import * as l10n from '@vscode/l10n';
import type { EditingState } from '../../present/details/detailsModel';
import { visibleText } from '../../present/details/detailsText';
import type { PanelMethods } from '../../protocol/visitorPanel';
import { attempt, type PanelContext } from '../context';
import { wordButton } from '../elements/buttons';
import { el, hasFocus, keyedList, setAttribute, setText, type View } from '../elements/dom';
import { icon } from '../elements/icons';

/** How long "Saved" stands there, and how long a second click gives up everything, in ms. */
const savedFor = 6000;
const armedFor = 5000;

export interface EditingBar extends View<EditingState> {
	/** The form for a new variable is open, or not any more. */
	showAdd(open: boolean): void;
	/** Somewhere to go for focus whose place has gone. */
	focus(): void;
	/** The user has asked for a save. */
	saveAsked(): void;
}

export function createEditingBar(context: PanelContext, onAdd: () => void): EditingBar {
	type Plain = 'undo' | 'restore' | 'dismiss';
	const call = (method: Plain & keyof PanelMethods) => () => {
		words.focus();
		void attempt(context, context.host.call(method, null));
	};
	const save = () => {
		words.focus();
		void context.save();
	};
	const add = wordButton(l10n.t('Add Variable'), 'quiet addVariable', onAdd);
	add.prepend(icon('add'));
	const ring = el('span', 'ring');
	const words = el('span', 'words');
	words.tabIndex = -1;
	const saveButton = wordButton(l10n.t('Save'), 'first', save);
	const discard = wordButton(l10n.t('Discard All'), 'second', giveUp);
	const undo = wordButton(l10n.t('Undo Last Save'), 'quiet', call('undo'));
	const status = el('div', 'count', ring, words);
	const line = el('div', 'line', add, undo, status, discard, saveButton);
	const memory = el('p', 'memory', l10n.t('Not kept when this window reloads: the secret store refused.'));
	const failed = createFailure(save, call('dismiss'));
	const notKept = createNotKept(call('restore'), call('dismiss'));
	const element = el('div', 'bar', notKept.element, failed.element, memory, line);
	let state: EditingState | undefined;
	let armed: ReturnType<typeof setTimeout> | undefined;
	let saved: ReturnType<typeof setTimeout> | undefined;
	let asked = false;
	let adding = false;

	/** Several edits go at the second click only. */
	function giveUp(): void {
		if ((state?.drafts ?? 0) > 1 && armed === undefined) {
			armed = setTimeout(disarm, armedFor);
			render();
			return;
		}
		disarm();
		words.focus();
		void attempt(context, context.host.call('discard', null));
	}

	function disarm(): void {
		clearTimeout(armed);
		armed = undefined;
		render();
	}

	function isSaved(): void {
		asked = false;
		clearTimeout(saved);
		saved = setTimeout(() => {
			saved = undefined;
			render();
		}, savedFor);
		context.announce(l10n.t('Saved'));
	}

	function statusWords({ drafts, saving }: EditingState): string {
		if (saving) {
			return l10n.t('Saving…');
		}
		if (drafts > 0) {
			return l10n.t('{0} not saved', drafts);
		}
		return saved === undefined ? '' : l10n.t('Saved');
	}

	function render(): void {
		if (!state) {
			return;
		}
		const { drafts, saving } = state;
		const busy = drafts > 0 || saving;
		const focused = hasFocus(element) && document.activeElement !== add;
		element.hidden = !state.possible && !busy;
		element.classList.toggle('needed', busy || state.notKept.length > 0 || state.failure !== undefined);
		element.classList.toggle('adding', adding);
		ring.hidden = !saving;
		setText(words, statusWords(state));
		add.hidden = !state.possible || adding;
		undo.hidden = !state.undo || saving;
		discard.hidden = drafts === 0 || saving;
		setText(discard, armed === undefined ? l10n.t('Discard All') : l10n.t('Really Discard {0}?', drafts));
		discard.classList.toggle('armed', armed !== undefined);
		saveButton.hidden = drafts === 0;
		setAttribute(saveButton, 'aria-disabled', saving ? 'true' : undefined);
		setAttribute(element, 'aria-busy', String(saving));
		memory.hidden = state.keptOverReload || drafts === 0;
		failed.update(saving ? undefined : state);
		notKept.update(state.notKept);
		if (focused && !hasFocus(element)) {
			words.focus();
		}
	}

	return {
		element,
		update(next) {
			if (asked && next.drafts === 0 && !next.saving && next.failure === undefined) {
				asked = false;
				if ((state?.drafts ?? 0) > 0 && next.notKept.length === 0) {
					isSaved();
				}
			}
			state = next;
			if (next.drafts === 0 && armed !== undefined) {
				clearTimeout(armed);
				armed = undefined;
			}
			render();
		},
		showAdd(open) {
			adding = open;
			render();
		},
		focus: () => (add.hidden ? words : add).focus({ preventScroll: true }),
		saveAsked() {
			asked = true;
		},
	};
}

/** Why a save brought nothing. Stands there before it has words: only then they are read out as they come. */
function createFailure(save: () => void, dismiss: () => void): View<EditingState | undefined> {
	const text = el('p', 'words');
	const again = wordButton(l10n.t('Save Again'), 'second', save);
	const buttons = el('div', 'buttons', again, wordButton(l10n.t('Dismiss'), 'second', dismiss));
	const box = el('div', 'loud', icon('warning'), text, buttons);
	const element = el('div', 'alert');
	element.setAttribute('role', 'alert');
	return {
		element,
		update(state) {
			const failure = state?.failure;
			if (failure === undefined) {
				element.replaceChildren();
				return;
			}
			setText(text, l10n.t('{0} Nothing was lost.', visibleText(failure)));
			again.hidden = state?.drafts === 0;
			if (!box.isConnected || box.parentElement !== element) {
				element.replaceChildren(box);
			}
		},
	};
}

/** What the service did not keep of a save: nothing that was lost is left unsaid. */
function createNotKept(restore: () => void, dismiss: () => void): View<readonly string[]> {
	const list = el('ul');
	list.tabIndex = 0;
	list.setAttribute('aria-label', l10n.t('What was not kept'));
	const sentences = keyedList<{ key: string; text: string }, View<{ key: string; text: string }>>(list, () => {
		const element = el('li');
		element.dir = 'auto';
		return { element, update: ({ text }) => setText(element, visibleText(text)) };
	});
	const box = el(
		'div',
		'loud',
		icon('warning'),
		el('div', 'words', el('p', 'title', l10n.t('Saved, but not all was kept.')), list),
		el(
			'div',
			'buttons',
			wordButton(l10n.t('Restore Previous'), 'first', restore),
			wordButton(l10n.t('Dismiss'), 'second', dismiss),
		),
	);
	const element = el('div', 'alert');
	element.setAttribute('role', 'alert');
	return {
		element,
		update(texts) {
			sentences.update(texts.map((text, at) => ({ key: String(at), text })));
			if (texts.length === 0) {
				element.replaceChildren();
			} else if (!element.contains(box)) {
				element.append(box);
			}
		},
	};
}
