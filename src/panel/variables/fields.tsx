// The fields of a variable: value, name and link, and the line that says why one of them is invalid.
import * as l10n from '@vscode/l10n';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { EditError, NumberField, VariableValue } from '../../present/details/detailsModel';
import { usePanel } from '../context';
import { Button } from '../elements/button';
import { Icon } from '../elements/icon';

/** The host refuses longer texts (protocol/visitorPanel.ts). */
const maxLength = 100_000;

/** In longer texts (UTF-16 units) Enter adds a line break and Ctrl+Enter saves. */
const longText = 300;

/** Maximum height of the field, in lines. */
const maxRows = 12;

/** What two kinds of fields have in common. */
interface FieldProps {
	readonly id?: string;
	readonly onEnter: () => void;
	readonly onEscape: () => void;
	readonly error: EditError | undefined;
	/** The id of the line that says the error. */
	readonly errorId: string;
}

/** Handles Enter and Escape, but not while an input method is composing. */
function onKeys({ onEnter, onEscape }: FieldProps, enterIsText = false) {
	return (event: KeyboardEvent): void => {
		const { key, isComposing, ctrlKey, metaKey, shiftKey } = event;
		const enters = key === 'Enter' && (ctrlKey || metaKey || !(shiftKey || enterIsText));
		if (isComposing || (key !== 'Escape' && !enters)) {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
		(enters ? onEnter : onEscape)();
	};
}

/** What a field needs to be described by the error, if it is the one at fault. */
function atFault({ error, errorId }: FieldProps, field: EditError['field']) {
	return error?.field === field ? { 'aria-invalid': true, 'aria-describedby': errorId } : {};
}

/** Where the field at fault has the focus already, nothing but an announcement tells of the error. */
export function ErrorLine({ error, errorId }: Pick<FieldProps, 'error' | 'errorId'>) {
	const { announce } = usePanel();
	const words = error?.words;
	useLayoutEffect(() => {
		if (words && document.activeElement?.getAttribute('aria-describedby') === errorId) {
			announce(words);
		}
	}, [words]);
	return (
		error && (
			<p class="fault" id={errorId}>
				<Icon name="warning" />
				<span class="words">{error.words}</span>
			</p>
		)
	);
}

interface LineFieldProps extends FieldProps {
	readonly name: 'name' | 'url';
	readonly value: string;
	readonly onText: (text: string) => void;
	readonly field: RefObject<HTMLInputElement | null>;
}

export function LineField(props: LineFieldProps) {
	const { id, name, value, onText, field } = props;
	return (
		<input
			class="field"
			type="text"
			maxLength={maxLength}
			spellcheck={false}
			autocomplete="off"
			id={id}
			{...(name === 'url' ? { inputMode: name } : { dir: 'auto', 'aria-required': true })}
			{...atFault(props, name)}
			value={value}
			ref={field}
			onInput={({ currentTarget }) => onText(currentTarget.value)}
			onKeyDown={onKeys(props)}
		/>
	);
}

interface ValueFieldsProps extends FieldProps {
	readonly value: VariableValue;
	readonly onValue: (value: VariableValue) => void;
	readonly number: NumberField | undefined;
	/** The id of what labels the value. */
	readonly labelledBy?: string;
	readonly valueField: RefObject<HTMLTextAreaElement | null>;
	readonly urlField: RefObject<HTMLInputElement | null>;
}

/** The value, and below it the link or the button that shows it. The value is a text area even for one line: pasted text may have more. */
export function ValueFields(props: ValueFieldsProps) {
	const { id, value, onValue, number, labelledBy, valueField, urlField, ...rest } = props;
	/** Whether the service's lines end with CRLF: a text area has line feeds only. */
	const crlf = useRef(value.value.includes('\r\n'));
	/** Whether the user has opened the link; it stays while it is emptied. */
	const [isLinkOpen, setLinkOpen] = useState(false);
	useLayoutEffect(() => {
		if (isLinkOpen) {
			urlField.current?.focus();
		}
	}, [isLinkOpen, urlField]);
	const text = value.value.replace(/\r\n?/g, '\n');
	const isLong = text.includes('\n') || text.length > longText;
	return (
		<>
			<textarea
				class="field"
				dir="auto"
				id={id}
				rows={Math.min(text.split('\n', maxRows).length, maxRows)}
				maxLength={maxLength}
				spellcheck={false}
				title={
					isLong
						? l10n.t('Ctrl+Enter to save, Esc to cancel')
						: l10n.t('Enter to save, Shift+Enter for a new line, Esc to cancel')
				}
				inputMode={number?.inputMode}
				placeholder={number?.hint}
				aria-labelledby={labelledBy}
				{...atFault(props, 'value')}
				value={text}
				ref={valueField}
				onInput={({ currentTarget: { value: typed } }) =>
					onValue({ ...value, value: crlf.current ? typed.replaceAll('\n', '\r\n') : typed })
				}
				onKeyDown={onKeys(props, isLong)}
			/>
			{isLinkOpen || value.url !== '' ? (
				// biome-ignore lint/a11y/noLabelWithoutControl: LineField is its control
				<label class="link">
					<span class="label">{l10n.t({ message: 'Link', comment: 'Noun: a URL' })}</span>{' '}
					<LineField
						{...rest}
						name="url"
						value={value.url}
						onText={(url) => {
							setLinkOpen(true);
							onValue({ ...value, url });
						}}
						field={urlField}
					/>
				</label>
			) : (
				<Button class="quiet linkToggle" onClick={() => setLinkOpen(true)}>
					{l10n.t({ message: 'Link…', comment: 'Button: shows the field for a link' })}
				</Button>
			)}
		</>
	);
}
