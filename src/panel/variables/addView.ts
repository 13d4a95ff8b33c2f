// The form for a new variable: name, value, link, and why it can't be added.
import * as l10n from '@vscode/l10n';
import type { EditingState, NewVariable } from '../../present/details/detailsModel';
import { validationErrorText } from '../../present/variables/validationErrors';
import type { PanelContext } from '../context';
import { wordButton } from '../elements/buttons';
import { el, hasFocus, withId } from '../elements/dom';
import { createFaultLine, createLineField, createValueFields } from './fields';

interface AddView {
	readonly element: HTMLElement;
	open(): void;
	/** The variables that the site defines as numbers. */
	know(numbers: EditingState['numbers']): void;
	/** Opens with what was typed in an earlier page, without taking the focus. */
	resume(variable: NewVariable): void;
	readonly isOpen: boolean;
	/** Closes it and discards what was typed. */
	close(): void;
}

/** `onClose` is told whether focus was inside. */
export function createAddView(
	context: PanelContext,
	onChange: () => void,
	onClose: (focused: boolean) => void,
): AddView {
	const typed = context.edits.typed((variable: NewVariable) =>
		// The form still has the text if the call fails.
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
	const nameLabel = el('label', 'label', l10n.t({ message: 'Name', comment: 'Name of a custom variable' }));
	nameLabel.htmlFor = name.id;
	const valueLabel = el('label', 'label', l10n.t({ message: 'Value', comment: 'Value of a custom variable' }));
	valueLabel.htmlFor = fields.value.id;
	const buttons = el(
		'div',
		'buttons',
		wordButton(l10n.t('Add and Save'), 'first', () => void add(true)),
		wordButton(
			l10n.t({ message: 'Add', comment: 'Button that adds the new custom variable' }),
			'second',
			() => void add(false),
		),
		wordButton(
			l10n.t({ message: 'Cancel', comment: 'Button that closes the form without adding a custom variable' }),
			'second',
			close,
		),
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

	function refuse(words: string, field: HTMLElement): void {
		fault.update(words, field, all);
		field.focus();
		element.scrollIntoView({ block: 'nearest' });
	}

	async function add(andSave: boolean): Promise<void> {
		if (busy) {
			return;
		}
		busy = true;
		try {
			const error = await context.host.call('add', { name: name.value, ...fields.read() });
			if (error) {
				refuse(validationErrorText(error), { name, value: fields.value, url: fields.url }[error.field]);
				return;
			}
			close();
			if (andSave) {
				await context.save();
			}
		} catch {
			refuse(l10n.t("Frontdesk doesn't respond. Try again."), name);
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
