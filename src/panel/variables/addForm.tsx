// The form for a new variable: name, value, link, and why it can't be added.
import * as l10n from '@vscode/l10n';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { EditError, EditingState, NewVariable } from '../../present/details/detailsModel';
import { usePanel } from '../context';
import { Button } from '../elements/button';
import { hasFocus } from '../elements/focus';
import { ErrorLine, LineField, ValueFields } from './fields';

interface AddFormProps {
	/** What was typed in an earlier page; undefined where the user has just opened the form, which then takes the focus. */
	readonly resumed: NewVariable | undefined;
	/** The variables that the site defines as numbers. */
	readonly numbers: EditingState['numbers'];
	/** `focused`: whether focus is inside. */
	readonly onClose: (focused: boolean) => void;
}

export function AddForm({ resumed, numbers, onClose }: AddFormProps) {
	const { host, edits, save } = usePanel();
	const [variable, setVariable] = useState(resumed ?? { name: '', value: '', url: '' });
	const [error, setError] = useState<EditError>();
	const form = useRef<HTMLFieldSetElement>(null);
	const fields = {
		name: useRef<HTMLInputElement>(null),
		value: useRef<HTMLTextAreaElement>(null),
		url: useRef<HTMLInputElement>(null),
	};
	const isBusy = useRef(false);
	// The form still has the text if the call fails.
	const typed = useMemo(
		() => edits.typed((newest: NewVariable) => host.call('compose', newest).catch(() => undefined)),
		[edits, host],
	);
	useEffect(() => () => typed.drop(), [typed]);
	const isNew = useRef(!resumed);
	useLayoutEffect(() => {
		const field = error?.field ?? (isNew.current ? 'name' : undefined);
		isNew.current = false;
		if (field) {
			fields[field].current?.focus();
			form.current?.scrollIntoView({ block: 'nearest' });
		}
	}, [error]);

	function onChange(change: Partial<NewVariable>): void {
		const next = { ...variable, ...change };
		setVariable(next);
		setError(undefined);
		typed.put(next);
	}

	function close(): void {
		typed.drop();
		host.call('compose', null).catch(() => undefined);
		onClose(hasFocus(form.current));
	}

	async function add(andSave: boolean): Promise<void> {
		if (isBusy.current) {
			return;
		}
		isBusy.current = true;
		try {
			const refused = await host.call('add', variable);
			if (refused) {
				setError(refused);
				return;
			}
			close();
			if (andSave) {
				await save();
			}
		} catch {
			setError({ field: 'name', words: l10n.t("Frontdesk doesn't respond. Try again.") });
		} finally {
			isBusy.current = false;
		}
	}

	const common = { onEnter: () => void add(true), onEscape: close, error, errorId: 'new-error' };
	return (
		<fieldset class="add" aria-label={l10n.t('New variable')} ref={form}>
			<label class="label" for="new-name">
				{l10n.t({ message: 'Name', comment: 'Name of a custom variable' })}
			</label>{' '}
			<LineField
				{...common}
				id="new-name"
				name="name"
				value={variable.name}
				onText={(name) => onChange({ name })}
				field={fields.name}
			/>
			<label class="label" for="new-value">
				{l10n.t({ message: 'Value', comment: 'Value of a custom variable' })}
			</label>{' '}
			<div class="fields">
				<ValueFields
					{...common}
					id="new-value"
					value={variable}
					onValue={onChange}
					number={numbers.find(({ name }) => name === variable.name.trim())}
					valueField={fields.value}
					urlField={fields.url}
				/>
			</div>
			<ErrorLine {...common} />
			<div class="buttons">
				<Button class="first" onClick={() => void add(true)}>
					{l10n.t('Add and Save')}
				</Button>{' '}
				<Button class="second" onClick={() => void add(false)}>
					{l10n.t({ message: 'Add', comment: 'Button: adds a custom variable' })}
				</Button>{' '}
				<Button class="second" onClick={close}>
					{l10n.t({ message: 'Cancel', comment: 'Button: closes a form' })}
				</Button>
			</div>
		</fieldset>
	);
}
