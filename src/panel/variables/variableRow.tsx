// One custom variable: shown, edited in place, cleared, discarded. What is typed is not overwritten by older snapshots.
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { VariableState, VariableValue } from '../../present/details/detailsModel';
import { usePanel } from '../context';
import { classes } from '../elements/classes';
import { hasFocus } from '../elements/focus';
import { menuContext, type RowProps } from '../rows/row';
import { Value } from '../rows/value';
import { Draft, draftRow, isSameValue } from './draft';
import { ErrorLine, ValueFields } from './fields';
import { VariableName } from './variableName';
import { VariableTools } from './variableTools';

/** Fields that lost focus close this long (ms) after it, and not during a press: a row must not move from under a double click. */
const closeAfter = 600;

interface VariableRowProps extends RowProps {
	readonly variable: VariableState;
}

/** What a call that comes back needs as it is then, rendered or not. */
interface Live {
	variable: VariableState;
	/** What stands in the fields; undefined where they are closed. */
	typing?: VariableValue | undefined;
	/** What the service had when the fields opened: a later value was written by someone else. */
	opened?: VariableValue | undefined;
	/** Whether the host hasn't answered: then only the fields have what was typed. */
	isUntold?: boolean;
	/** The timer that closes the fields after they lost the focus. */
	closing?: ReturnType<typeof setTimeout>;
	/** Runs once after the next rendering. */
	andThen?: (() => void) | undefined;
}

const nothing: VariableValue = { value: '', url: '' };

let ids = 0;

export function VariableRow({ row, variable, isTabStop }: VariableRowProps) {
	const { canEdit, edits, host, rows, run, save, showToast, whenUp } = usePanel();
	const [id] = useState(() => `variable${++ids}`);
	const [, setRendered] = useState({});
	const live = useRef<Live>({ variable }).current;
	const before = live.variable;
	live.variable = variable;
	const { typing } = live;
	const { name, saved, draft, error } = variable;
	const known = draft ?? saved ?? nothing;
	const typed = useMemo(() => edits.typed(tell), []);
	const element = useRef<HTMLDivElement>(null);
	const fields = useRef<HTMLDivElement>(null);
	const valueField = useRef<HTMLTextAreaElement>(null);
	const urlField = useRef<HTMLInputElement>(null);
	const editButton = useRef<HTMLButtonElement>(null);
	const choice = useRef<HTMLFieldSetElement>(null);

	/** Whether the row holds text that the host doesn't have yet. */
	const holdsText = () => live.typing !== undefined && (typed.busy || live.isUntold === true);

	useLayoutEffect(() => {
		live.andThen?.();
		live.andThen = undefined;
		rows.set(row.key, { isEditing: live.typing !== undefined, holdsText, open, showBlock });
		return () => rows.delete(row.key);
	});
	// What the host has now goes into fields that nobody is typing in; a draft that was saved or discarded closes them.
	useLayoutEffect(() => {
		if (live.typing && variable.conflict) {
			live.opened = saved; // the host asks already
		}
		if (!live.typing || holdsText()) {
			return;
		}
		// A draft that goes because the user typed the service's own value again is not what stands in the fields.
		if (!draft && before.draft && isSameValue(before.draft, live.typing)) {
			close();
		} else if (!hasFocus(fields.current)) {
			type(known);
		}
	}, [row]);

	/** Tells the host what was typed. What is wrong with a value comes with the next snapshot. */
	async function tell(value: VariableValue): Promise<void> {
		try {
			const refused = await host.call('edit', { name, ...value, ...(live.opened && { seen: live.opened }) });
			live.isUntold = false;
			if (refused?.field === 'name') {
				showToast(refused.words);
			}
		} catch {
			live.isUntold = true;
			showToast(l10n.t("Frontdesk doesn't respond. What you typed for “{0}” isn't kept yet.", row.label));
		}
	}

	/** Puts a value into the fields, or with undefined closes them. */
	function type(value: VariableValue | undefined, andThen?: () => void): void {
		live.typing = value;
		live.andThen = andThen ?? live.andThen;
		setRendered({});
	}

	function open(): void {
		if (variable.readOnly || !canEdit) {
			return;
		}
		if (!live.typing) {
			live.opened = saved;
		}
		type(live.typing ?? known, () => (error?.field === 'url' ? urlField : valueField).current?.focus());
	}

	function close(): void {
		live.isUntold = false;
		type(undefined, hasFocus(fields.current) ? refocus : undefined);
	}

	/** Focus must not fall to the page when what had it goes. */
	function refocus(): void {
		(valueField.current ?? editButton.current)?.focus({ preventScroll: true });
	}

	/** Takes another value as if it had been typed, but at once. */
	function use(value: string): void {
		const next = { ...(live.typing ?? known), value };
		if (!live.typing) {
			live.opened = saved;
		}
		typed.put(next);
		void edits.flush();
		type(live.typing && next, refocus);
	}

	async function enter(): Promise<void> {
		await edits.flush();
		const now = live.variable;
		if (!now.draft && (isSameValue(live.typing, live.opened ?? nothing) || isSameValue(live.typing, now.saved))) {
			close();
		}
		await save();
	}

	function discard(): void {
		const isTold = typed.busy || draft !== undefined;
		typed.drop();
		live.isUntold = false;
		type(undefined, refocus);
		if (isTold) {
			void run('discard', { name });
		}
	}

	function choose(side: 'mine' | 'theirs'): void {
		refocus();
		void run('choose', { name, side });
		if (side === 'theirs') {
			typed.drop();
			close();
		}
	}

	function showBlock(): void {
		if (variable.conflict) {
			choice.current?.focus();
			choice.current?.scrollIntoView({ block: 'nearest' });
		} else {
			open();
		}
	}

	function closeIfLeft(): void {
		if (live.typing && !holdsText() && !live.variable.error && !hasFocus(element.current)) {
			close();
		}
	}

	function closeLater(): void {
		clearTimeout(live.closing);
		live.closing = setTimeout(() => whenUp(closeIfLeft), closeAfter);
	}

	function openByKey(event: KeyboardEvent): void {
		if (event.key === 'F2') {
			event.preventDefault();
			open();
		}
	}

	const errorId = `${id}-error`;
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: what its buttons and fields don't handle
		<div
			class={classes('row variable', typing && 'editing', draft && 'edited', row.changed && 'changed')}
			data-row={row.key}
			data-vscode-context={menuContext(row)}
			ref={element}
			onKeyDown={openByKey}
			onFocusOut={closeLater}
		>
			<VariableName row={row} id={id} />
			<dd>
				<div class="content">
					{typing ? (
						<div class="fields" ref={fields}>
							<ValueFields
								value={typing}
								onValue={(value) => {
									typed.put(value);
									type(value);
								}}
								number={variable.number}
								labelledBy={id}
								valueField={valueField}
								urlField={urlField}
								onEnter={() => void enter()}
								onEscape={discard}
								error={error}
								errorId={errorId}
							/>
						</div>
					) : (
						<Value row={draftRow(row)} onDblClick={open} />
					)}
				</div>{' '}
				<VariableTools
					row={row}
					isTabStop={isTabStop}
					isEditing={typing !== undefined}
					text={(typing ?? known).value}
					onEdit={open}
					onClear={() => use('')}
					onDiscard={discard}
					editButton={editButton}
				/>
				<div class="below">
					<ErrorLine error={error} errorId={errorId} />
					{draft && (
						<Draft row={row} variable={variable} typed={typing} onChoose={choose} onUse={use} choice={choice} />
					)}
				</div>
			</dd>
		</div>
	);
}
