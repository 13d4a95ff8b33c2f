// One custom variable: shown, edited in place, cleared, discarded. What is typed is not overwritten by older snapshots.
import * as l10n from '@vscode/l10n';
import type { DetailsRow, EditError, VariableState, VariableValue } from '../../present/details/detailsModel';
import { validationErrorText } from '../../present/variables/validationErrors';
import { attempt, type PanelContext } from '../context';
import { el, hasFocus } from '../elements/dom';
import type { RowView } from '../rows/rowView';
import { createValueView } from '../rows/valueView';
import { createDraftView, type DraftView, draftRow } from './draftView';
import { createFaultLine, createValueFields, type ValueFields } from './fields';
import { createVariableName } from './variableName';
import { createVariableTools } from './variableTools';

/** Fields that lost focus close after the second click of a double click: a row must not move from under it. In ms. */
const closeAfter = 600;

export interface VariableRow extends RowView {
	/** Whether the row holds text that the host doesn't have yet. */
	readonly holds: boolean;
	/** As it was shown last. */
	readonly row: DetailsRow | undefined;
	/** Whether the draft cannot be saved as it is. */
	readonly blocked: boolean;
	/** Focuses what has to be corrected or chosen. */
	showBlock(): void;
}

const same = (a: VariableValue | undefined, b: VariableValue | undefined) => a?.value === b?.value && a?.url === b?.url;
const nothing: VariableValue = { value: '', url: '' };

export function createVariableRow(context: PanelContext): VariableRow {
	let row: DetailsRow | undefined;
	let variable: VariableState | undefined;
	let fields: ValueFields | undefined;
	let editing = false;
	/** What the service had when the fields opened: a later value was written by someone else. */
	let opened: VariableValue | undefined;
	let touched = false;
	/** Whether the host hasn't answered: then only the fields have what was typed. */
	let untold = false;
	let error: EditError | undefined;

	const name = createVariableName();
	const value = createValueView(context);
	const slot = el('div', 'fields');
	const faultLine = createFaultLine();
	/** Made when it is first needed: few of many rows are ever edited. */
	let draft: DraftView | undefined;
	const tools = createVariableTools(context, { edit: open, clear: clearValue, giveUp });
	const content = el('div', 'content', value.element, slot);
	const below = el('div', 'below', faultLine.element);
	const element = el('div', 'row variable', name.element, el('dd', '', content, tools.element, below));

	const typed = context.edits.typed(tell);

	async function tell(newest: VariableValue): Promise<void> {
		if (!row || !variable) {
			return;
		}
		const { label } = row;
		const edit = { name: variable.name, ...newest, ...(opened && { seen: opened }) };
		try {
			error = (await context.host.call('edit', edit)) ?? undefined;
			untold = false;
		} catch {
			untold = true;
			context.showToast(l10n.t("Frontdesk doesn't respond. What you typed for “{0}” isn't kept yet.", label));
		}
		render();
	}

	function stands(): VariableValue {
		return variable?.draft ?? variable?.saved ?? nothing;
	}

	function edits(): ValueFields {
		if (!fields) {
			fields = createValueFields({ onInput, onEnter: () => void enter(), onEscape: giveUp });
			fields.value.setAttribute('aria-labelledby', name.labelId);
			slot.append(...fields.elements);
		}
		return fields;
	}

	function open(): void {
		if (!variable || variable.readOnly || !context.canEdit()) {
			return;
		}
		if (!editing) {
			edits().write(stands());
			opened = variable.saved;
			editing = true;
			touched = false;
			error = variable.error;
		}
		render();
		edits().value.focus();
	}

	function close(): void {
		const focused = hasFocus(slot);
		editing = false;
		untold = false;
		render();
		if (focused) {
			tools.focusEdit();
		}
	}

	function onInput(): void {
		touched = true;
		typed.put(edits().read());
		render();
	}

	async function enter(): Promise<void> {
		await context.edits.flush();
		const nothingTyped = !touched || same(edits().read(), variable?.saved);
		if (editing && !variable?.draft && nothingTyped) {
			close();
		}
		await context.save();
	}

	/** Takes a value as if it had been typed. */
	function put(next: VariableValue): void {
		if (editing) {
			edits().write(next);
		} else {
			opened = variable?.saved;
		}
		touched = true;
		typed.put(next);
		void context.edits.flush();
	}

	function clearValue(): void {
		put({ ...(editing ? edits().read() : stands()), value: '' });
		refocus();
	}

	function use(other: string): void {
		put({ ...(editing ? edits().read() : stands()), value: other });
		refocus();
	}

	/** Focus must not fall to the page when the button that had it goes. */
	function refocus(): void {
		if (editing) {
			edits().value.focus({ preventScroll: true });
		} else {
			tools.focusEdit();
		}
	}

	function giveUp(): void {
		const told = typed.busy || variable?.draft !== undefined;
		typed.drop();
		touched = false;
		error = undefined;
		close();
		if (variable && told) {
			void attempt(context, context.host.call('discard', { name: variable.name }));
		}
		tools.focusEdit();
	}

	function choose(side: 'mine' | 'theirs'): void {
		if (!row || !variable) {
			return;
		}
		opened = variable.saved;
		refocus();
		if (variable.conflict) {
			void attempt(context, context.host.call('choose', { name: variable.name, side }));
		} else if (side === 'mine') {
			put(edits().read());
		}
		if (side === 'theirs') {
			typed.drop();
			edits().write(variable.saved ?? nothing);
			touched = false;
		}
		render();
		if (side === 'theirs' && variable.conflict) {
			close();
		}
	}

	function movedMeanwhile(): boolean {
		const now = variable?.saved;
		return editing && !variable?.conflict && opened && !same(opened, now) ? !same(edits().read(), now) : false;
	}

	function render(): void {
		if (!row) {
			return;
		}
		const now = variable?.draft;
		const saved = variable?.saved;
		element.classList.toggle('editing', editing);
		element.classList.toggle('edited', now !== undefined);
		value.element.hidden = editing;
		slot.hidden = !editing;
		value.update(draftRow(row));
		const conflict = variable?.conflict === true || movedMeanwhile();
		if (!draft && (now || conflict || variable?.also)) {
			draft = createDraftView(context, { choose, use });
			below.append(draft.element);
		}
		if (variable) {
			draft?.update({ row, variable, typed: editing ? edits().read() : undefined, conflict });
		}
		const all = fields && editing ? [fields.value, fields.url] : [];
		fields?.expect(variable?.type);
		faultLine.update(error && validationErrorText(error), error?.field === 'url' ? fields?.url : fields?.value, all);
		tools.update({ row, editing, text: (editing ? edits().read() : (now ?? saved ?? nothing)).value });
		reveal();
	}

	let shown = true;
	function reveal(): void {
		shown = !row?.empty || row.changed || editing || context.showEmpty() || hasFocus(element);
		element.hidden = !shown;
	}

	/** What the host has now goes into fields that nobody is typing in; a draft that was saved or given up closes them. */
	function follow(before: VariableState | undefined): void {
		if (!editing || typed.busy || untold) {
			return;
		}
		// A draft that goes because the user typed the service's own value again is not what stands in the fields.
		const settled = variable?.draft === undefined && before?.draft && same(before.draft, edits().read());
		if (settled) {
			close();
		} else if (!hasFocus(slot)) {
			edits().write(stands());
		}
	}

	value.element.addEventListener('dblclick', open);
	element.addEventListener('keydown', (event) => {
		if (event.key === 'F2') {
			event.preventDefault();
			open();
		}
	});
	element.addEventListener('focusout', () => {
		setTimeout(() => {
			if (editing && !hasFocus(element) && !typed.busy && !untold && error === undefined && !movedMeanwhile()) {
				close();
			}
			reveal();
		}, closeAfter);
	});

	return {
		element,
		get shown() {
			return shown;
		},
		get holds() {
			return editing && (typed.busy || untold);
		},
		get row() {
			return row;
		},
		get blocked() {
			return variable?.draft !== undefined && (error !== undefined || variable.conflict);
		},
		showBlock() {
			if (variable?.conflict) {
				draft?.showChoice();
			} else {
				open();
				(error?.field === 'url' ? edits().url : edits().value).focus();
			}
		},
		update(item) {
			const before = variable;
			row = item;
			variable = item.variable;
			if (variable?.conflict) {
				opened = variable.saved; // the host asks already
			}
			if (!typed.busy) {
				error = variable?.error;
			}
			name.update(item);
			element.classList.toggle('changed', item.changed);
			follow(before);
			render();
		},
		tick: value.tick,
		reveal,
	};
}
