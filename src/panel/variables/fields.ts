// The fields of a variable: value, name and link, and the line that says why one of them is invalid.
import * as l10n from '@vscode/l10n';
import type { NumberType, VariableValue } from '../../present/details/detailsModel';
import { typeHint } from '../../present/variables/validationErrors';
import { wordButton } from '../elements/buttons';
import { el, setAttribute, setText, withId } from '../elements/dom';
import { icon } from '../elements/icons';

/** The host refuses longer texts (protocol/visitorPanel.ts). */
const maxLength = 100_000;

/** In longer texts (UTF-16 units) Enter adds a line break and Ctrl+Enter saves. */
const longText = 300;

/** Maximum height of the field, in lines. */
const maxRows = 12;

interface FieldActs {
	/** Something was typed. */
	onInput(): void;
	onEnter(): void;
	onEscape(): void;
}

/** Handles Enter and Escape, but not while an input method is composing. */
function listenForKeys(field: HTMLElement, acts: FieldActs, enterIsText: () => boolean = () => false): void {
	field.addEventListener('keydown', (event) => {
		const { key, isComposing, ctrlKey, metaKey, shiftKey } = event;
		const enters = key === 'Enter' && (ctrlKey || metaKey || !(shiftKey || enterIsText()));
		if (isComposing || (key !== 'Escape' && !enters)) {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
		(enters ? acts.onEnter : acts.onEscape)();
	});
	field.addEventListener('input', acts.onInput);
}

interface ValueField {
	readonly element: HTMLTextAreaElement;
	text(): string;
	write(text: string): void;
}

/** A text area even for one line: pasted text may have more. */
function createValueField(acts: FieldActs): ValueField {
	const element = el('textarea', 'field');
	element.dir = 'auto';
	element.rows = 1;
	element.maxLength = maxLength;
	element.spellcheck = false;
	/** Whether the service's lines end with CRLF: a text area has line feeds only. */
	let crlf = false;

	const isLong = () => element.value.includes('\n') || element.value.length > longText;

	function grow(): void {
		element.rows = Math.min(element.value.split('\n', maxRows).length, maxRows);
		setAttribute(element, 'aria-keyshortcuts', isLong() ? 'Control+Enter' : 'Enter');
		element.title = isLong()
			? l10n.t('Ctrl+Enter to save, Esc to cancel')
			: l10n.t('Enter to save, Shift+Enter for a new line, Esc to cancel');
	}

	element.addEventListener('input', grow);
	listenForKeys(element, acts, isLong);
	return {
		element,
		text: () => (crlf ? element.value.replaceAll('\n', '\r\n') : element.value),
		write(text) {
			crlf = text.includes('\r\n');
			if (element.value !== text.replaceAll('\r\n', '\n')) {
				element.value = text;
			}
			grow();
		},
	};
}

export function createLineField(acts: FieldActs): HTMLInputElement {
	const element = el('input', 'field');
	element.type = 'text';
	element.maxLength = maxLength;
	element.spellcheck = false;
	element.autocomplete = 'off';
	listenForKeys(element, acts);
	return element;
}

export interface ValueFields {
	readonly value: HTMLTextAreaElement;
	readonly url: HTMLInputElement;
	/** The value, and below it the link or the button that shows it. */
	readonly elements: readonly HTMLElement[];
	read(): VariableValue;
	write(value: VariableValue): void;
	/** The type that the site defines; the service may hold anything. */
	expect(type: NumberType | undefined): void;
}

/** Value and link of one variable. */
export function createValueFields(acts: FieldActs): ValueFields {
	const value = createValueField(acts);
	const url = createLineField(acts);
	url.inputMode = 'url';
	const label = el(
		'label',
		'link',
		el('span', 'label', l10n.t({ message: 'Link', comment: 'Noun: the link of a custom variable' })),
		url,
	);
	const toggle = wordButton(
		l10n.t({ message: 'Link…', comment: 'Button that shows the field for the link of a custom variable' }),
		'quiet linkToggle',
		() => {
			showLink(true);
			url.focus();
		},
	);
	toggle.title = l10n.t('Add a link to this variable');

	function showLink(shown: boolean): void {
		label.hidden = !shown;
		toggle.hidden = shown;
	}

	showLink(false);
	return {
		value: value.element,
		url,
		elements: [value.element, label, toggle],
		read: () => ({ value: value.text(), url: url.value }),
		write(item) {
			value.write(item.value);
			if (url.value !== item.url) {
				url.value = item.url;
			}
			showLink(item.url !== '' || document.activeElement === url);
		},
		expect(type) {
			setAttribute(value.element, 'inputmode', type && (type === 'integer' ? 'numeric' : 'decimal'));
			setAttribute(value.element, 'placeholder', typeHint(type));
		},
	};
}

/** Says why something can't be saved, described by the field at fault. */
export function createFaultLine(): {
	readonly element: HTMLElement;
	/** `field` is the one at fault among `fields`. */
	update(words: string | undefined, field: HTMLElement | undefined, fields: readonly HTMLElement[]): void;
} {
	const text = el('span', 'words');
	const element = withId(el('p', 'fault', icon('warning'), text));
	return {
		element,
		update(words, field, fields) {
			setText(text, words ?? '');
			element.hidden = words === undefined;
			for (const candidate of fields) {
				const atFault = words !== undefined && candidate === field;
				setAttribute(candidate, 'aria-invalid', atFault ? 'true' : undefined);
				setAttribute(candidate, 'aria-describedby', atFault ? element.id : undefined);
			}
		},
	};
}
