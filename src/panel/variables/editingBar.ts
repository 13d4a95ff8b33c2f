// The bar below the variables: add, save, discard, undo, and what became of the last save.
import * as l10n from '@vscode/l10n';
import type { EditingState, WriteReport } from '../../present/details/detailsModel';
import { attempt, type PanelContext } from '../context';
import { wordButton } from '../elements/buttons';
import { el, hasFocus, setAttribute, setText, type View } from '../elements/dom';
import { icon } from '../elements/icons';
import { createReportView } from './reportView';

/** How long "Saved" is shown, and how long a second click discards everything, in ms. */
const shownFor = 6000;
const armedFor = 5000;

interface EditingBar extends View<EditingState> {
	/** The form for a new variable is open, or not any more. */
	showAdd(open: boolean): void;
	/** Takes the focus where the element that had it is gone. */
	focus(): void;
}

export function createEditingBar(context: PanelContext, onAdd: () => void): EditingBar {
	function act(call: Promise<unknown>): void {
		words.focus();
		void attempt(context, call);
	}

	const save = () => {
		words.focus();
		void context.save();
	};
	const add = wordButton(l10n.t('Add Variable'), 'quiet addVariable', onAdd);
	add.prepend(icon('add'));
	const ring = el('span', 'ring');
	const words = el('span', 'words');
	words.tabIndex = -1;
	const saveButton = wordButton(
		l10n.t({ message: 'Save', comment: 'Button: writes the edited custom variables' }),
		'first',
		save,
	);
	const discard = wordButton(l10n.t('Discard All'), 'second', discardAll);
	const undo = wordButton(l10n.t('Undo Last Save'), 'quiet', () => act(context.host.call('undo', { anyway: false })));
	const status = el('div', 'count', ring, words);
	const line = el('div', 'line', add, undo, status, discard, saveButton);
	const memory = el(
		'p',
		'memory',
		l10n.t("Secret storage isn't available. Unsaved edits are lost when the window reloads."),
	);
	const problem = createReportView({
		saveAgain: save,
		restore: () => act(context.host.call('restore', null)),
		undoAnyway: () => act(context.host.call('undo', { anyway: true })),
		dismiss: () => act(context.host.call('dismiss', null)),
	});
	const element = el('div', 'bar', problem.element, memory, line);
	let state: EditingState | undefined;
	let armed: ReturnType<typeof setTimeout> | undefined;
	/** Runs while a finished write is shown. */
	let shown: ReturnType<typeof setTimeout> | undefined;
	/** The last report that this page has seen; undefined before the first state. */
	let seenReport: number | undefined;
	let adding = false;

	/** Several edits are discarded at the second click. */
	function discardAll(): void {
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

	/** Shows and announces a write that is done. Reports that an earlier page has shown are not announced again. */
	function takeReport(report: WriteReport | undefined): void {
		const isNew = seenReport !== undefined && report !== undefined && report.id !== seenReport;
		seenReport = report?.id ?? seenReport ?? 0;
		if (!isNew || report.tone === 'problem') {
			return; // a problem stays on the page, in an alert that is read out
		}
		context.announce(report.title);
		clearTimeout(shown);
		shown = setTimeout(() => {
			shown = undefined;
			render();
		}, shownFor);
	}

	function statusWords({ drafts, saving, report }: EditingState): string {
		if (saving) {
			return l10n.t({ message: 'Saving…', comment: 'Shown while custom variables are saved' });
		}
		if (drafts > 0) {
			return l10n.t('{0} not saved', drafts);
		}
		return shown !== undefined && report?.tone === 'done' ? report.title : '';
	}

	function render(): void {
		if (!state) {
			return;
		}
		const { drafts, saving } = state;
		const busy = drafts > 0 || saving;
		const focused = hasFocus(element) && document.activeElement !== add;
		element.hidden = !state.possible && !busy;
		element.classList.toggle('needed', busy || state.report?.tone === 'problem');
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
		problem.update(state.report);
		if (focused && !hasFocus(element)) {
			words.focus();
		}
	}

	return {
		element,
		update(next) {
			takeReport(next.report);
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
	};
}
