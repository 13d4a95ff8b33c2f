// The row for a variable that the visitor does not have yet: name, value, link, and why it cannot be added.
import * as l10n from '@vscode/l10n';
import type { EditingState, NewVariable } from '../../present/details/detailsModel';
import { fieldAtFault } from '../../present/editFaults';
import { CallError } from '../../protocol/rpc';
import type { PanelContext } from '../context';
import { wordButton } from '../elements/buttons';
import { el, hasFocus, withId } from '../elements/dom';
import { createFaultLine, createLineField, createValueFields } from './fields';

export interface AddView {
	readonly element: HTMLElement;
	open(): void;
	/** What the site says of variables. */
	know(numbers: EditingState['numbers']): void;
	/** Opens with what an earlier page left, without a grip on focus. */
	resume(variable: NewVariable): void;
	readonly isOpen: boolean;
	/** Gives up what stands in it. */
	close(): void;
}

/** `onClose` is told whether focus was inside. */
export function createAddView(
	context: PanelContext,
	onChange: () => void,
	onClose: (focused: boolean) => void,
): AddView {
	const typed = context.edits.typed((variable: NewVariable) =>
		// What the form holds is in the form: a call that fails takes nothing away.
		context.host.call('compose', variable).catch(() => undefined),
	);
	const acts = { onInput, onEnter: () => void add(true), onEscape: close };
	const name = withId(createLineField(acts));
	name.setAttribute('aria-required', 'true');
	name.dir = 'auto';
	const fields = createValueFields(acts);
	withId(fields.value);
	const all = [name, fields.value, fields.url];
	const fault = createFaultLine();
	const nameLabel = el('label', 'label', l10n.t('Name'));
	nameLabel.htmlFor = name.id;
	const valueLabel = el('label', 'label', l10n.t('Value'));
	valueLabel.htmlFor = fields.value.id;
	const buttons = el(
		'div',
		'buttons',
		wordButton(l10n.t('Add and Save'), 'first', () => void add(true)),
		wordButton(l10n.t('Add'), 'second', () => void add(false)),
		wordButton(l10n.t('Cancel'), 'second', close),
	);
	buttons.children[1]?.setAttribute('title', l10n.t('Add without saving yet'));
	const element = el(
		'div',
		'add',
		nameLabel,
		name,
		valueLabel,
		el('div', 'fields', ...fields.elements),
		fault.element,
		buttons,
	);
	element.setAttribute('role', 'group');
	element.setAttribute('aria-label', l10n.t('New variable'));
	element.hidden = true;
	fault.update(undefined, undefined, all);
	let busy = false;
	let numbers: EditingState['numbers'] = [];

	function expect(): void {
		fields.expect(numbers.find((number) => number.name === name.value.trim())?.type);
	}

	function onInput(): void {
		fault.update(undefined, undefined, all);
		expect();
		typed.put({ name: name.value, ...fields.read() });
	}

	async function add(andSave: boolean): Promise<void> {
		if (busy) {
			return;
		}
		busy = true;
		try {
			await context.host.call('add', { name: name.value, ...fields.read() });
			close();
			if (andSave) {
				await context.save();
			}
		} catch (error) {
			const words = error instanceof CallError && error.kind === 'invalid' ? error.message : undefined;
			const field = { name, value: fields.value, url: fields.url }[words === undefined ? 'name' : fieldAtFault(words)];
			fault.update(words ?? l10n.t('Frontdesk did not take this. Try again.'), field, all);
			field.focus();
			element.scrollIntoView({ block: 'nearest' });
		} finally {
			busy = false;
		}
	}

	function close(): void {
		const focused = hasFocus(element);
		typed.drop();
		context.host.call('compose', null).catch(() => undefined);
		element.hidden = true;
		name.value = '';
		fields.write({ value: '', url: '' });
		expect();
		fault.update(undefined, undefined, all);
		onChange();
		onClose(focused);
	}

	return {
		element,
		get isOpen() {
			return !element.hidden;
		},
		open() {
			element.hidden = false;
			onChange();
			name.focus();
			element.scrollIntoView({ block: 'nearest' });
		},
		know(next) {
			numbers = next;
			expect();
		},
		resume(variable) {
			name.value = variable.name;
			fields.write(variable);
			expect();
			element.hidden = false;
			onChange();
		},
		close,
	};
}
