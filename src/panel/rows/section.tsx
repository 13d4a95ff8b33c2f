// One section: a heading and its rows as a description list, or a sentence where it has none.
import * as l10n from '@vscode/l10n';
import type { ComponentChildren, TargetedFocusEvent, VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { DetailsRow, DetailsSection } from '../../present/details/detailsModel';
import { usePanel } from '../context';
import { moveBetweenRows } from './moveBetweenRows';
import { Row, type RowProps } from './row';

interface SectionProps {
	readonly section: DetailsSection;
	/** What shows a row, where that isn't a read-only one. */
	readonly renderRow?: (props: RowProps) => VNode;
	/** Rows that are shown although they are empty. */
	readonly isNeeded?: (row: DetailsRow) => boolean;
	readonly children?: ComponentChildren;
}

const readOnlyRow = (props: RowProps) => <Row key={props.row.key} {...props} />;

export function Section({ section, renderRow = readOnlyRow, isNeeded, children }: SectionProps) {
	const { key, title, rows, none } = section;
	const { showEmpty, whenUp } = usePanel();
	/** The row that the user was in last, and whether focus is still there. */
	const [last, setLast] = useState<{ readonly key: string | undefined; readonly hasFocus: boolean }>();
	// A row isn't taken away while focus is inside: it would fall to the top of the page.
	const shown = rows.filter(
		(row) => !row.empty || row.changed || showEmpty || (last?.hasFocus && last.key === row.key) || isNeeded?.(row),
	);
	const copyable = shown.filter(({ empty }) => !empty);
	const stop = copyable.find((row) => row.key === last?.key) ?? copyable[0];
	if (shown.length === 0 && none === undefined) {
		return null;
	}

	const onFocus = (hasFocus: boolean) => (event: TargetedFocusEvent<HTMLElement>) => {
		const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.row') : null;
		const rowKey = row?.dataset.row;
		// A press moves the focus, and a row that goes then would move what is pressed.
		whenUp(() => setLast((before) => ({ key: rowKey ?? before?.key, hasFocus })));
	};
	return (
		<section class={key} aria-labelledby={`section-${key}`} tabIndex={-1} onKeyDown={moveBetweenRows}>
			<h2 id={`section-${key}`}>{title}</h2>
			{shown.length > 0 ? (
				<dl onFocusIn={onFocus(true)} onFocusOut={onFocus(false)}>
					{shown.map((row) => renderRow({ row, isTabStop: row === stop }))}
				</dl>
			) : (
				<p class="none">{rows.length > 0 ? l10n.t('All {0} are empty', rows.length) : none}</p>
			)}
			{children}
		</section>
	);
}
