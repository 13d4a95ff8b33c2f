// The section of the custom variables: rows, the form for a new one, and the bar that saves.
import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DetailsRow, DetailsSection, EditingState } from '../../present/details/detailsModel';
import { quotedNames } from '../../present/variables/quotedNames';
import { type EditableRow, type PanelContext, usePanel } from '../context';
import { hasFocus } from '../elements/focus';
import { Row, type RowProps } from '../rows/row';
import { Section } from '../rows/section';
import { AddForm } from './addForm';
import { EditingBar } from './editingBar';
import { VariableRow } from './variableRow';

interface VariablesProps {
	readonly section: DetailsSection;
	readonly editing: EditingState;
}

export function Variables({ section, editing }: VariablesProps) {
	const panel = usePanel();
	const status = useRef<HTMLSpanElement>(null);
	/** Before the user has used the form, it is open where an earlier page left one. */
	const [form, setForm] = useState<'unused' | 'open' | 'closed'>('unused');
	const isAdding = editing.possible && (form === 'open' || (form === 'unused' && editing.composing !== undefined));
	const rows = useHeldRows(section.rows, panel.rows);
	useConflictAnnouncements(section.rows, panel, () => hasFocus(status.current?.closest('.bar')));

	function closeForm(focused: boolean): void {
		setForm('closed');
		if (focused) {
			status.current?.focus({ preventScroll: true });
		}
	}

	return (
		<Section
			section={{ ...section, rows }}
			renderRow={renderRow}
			isNeeded={({ key }) => panel.rows.get(key)?.isEditing === true}
		>
			{isAdding && (
				<AddForm
					resumed={form === 'unused' ? editing.composing : undefined}
					numbers={editing.numbers}
					onClose={closeForm}
				/>
			)}
			<EditingBar state={editing} adding={isAdding} onAdd={() => setForm('open')} status={status} />
		</Section>
	);
}

function renderRow(props: RowProps) {
	const { key, variable } = props.row;
	return variable ? <VariableRow key={key} {...props} variable={variable} /> : <Row key={key} {...props} />;
}

/** Keeps rows in their place that the service removed while the host doesn't have their text yet. */
function useHeldRows(rows: readonly DetailsRow[], shown: ReadonlyMap<string, EditableRow>): readonly DetailsRow[] {
	const last = useRef(rows);
	const all = [...rows];
	last.current.forEach((row, at) => {
		if (row.variable && shown.get(row.key)?.holdsText() && !rows.some(({ key }) => key === row.key)) {
			all.splice(at, 0, { ...row, variable: { ...row.variable, saved: undefined } });
		}
	});
	last.current = all;
	return all;
}

/** Announces what someone else has changed meanwhile. After a click on Save the first choice takes the focus. */
function useConflictAnnouncements(rows: readonly DetailsRow[], panel: PanelContext, hasSaved: () => boolean): void {
	const known = useRef(new Set<string>());
	useLayoutEffect(() => {
		const conflicts = rows.filter(({ variable }) => variable?.conflict);
		const fresh = conflicts.filter(({ key }) => !known.current.has(key));
		known.current = new Set(conflicts.map(({ key }) => key));
		const [first] = fresh;
		if (first) {
			const names = quotedNames(fresh.map(({ label }) => label));
			panel.announce(l10n.t('Someone else changed {0}. Choose which value to keep.', names));
			if (hasSaved()) {
				panel.rows.get(first.key)?.showBlock();
			}
		}
	});
}
