// One read-only row: its name, its value, the mark of a change, and the button that copies it.
import * as l10n from '@vscode/l10n';
import type { DetailsRow } from '../../present/details/detailsModel';
import { classes } from '../elements/classes';
import { Unseen } from '../elements/unseen';
import { CopyButton } from './copyButton';
import { Value } from './value';

export interface RowProps {
	readonly row: DetailsRow;
	/** Whether Tab stops at the Copy button of this row. */
	readonly isTabStop: boolean;
}

export function Row({ row, isTabStop }: RowProps) {
	return (
		<div class={classes('row', row.changed && 'changed')} data-row={row.key} data-vscode-context={menuContext(row)}>
			<dt>
				<span class="name" dir="auto">
					{row.label}
				</span>
				{row.changed && <Changed />}
			</dt>
			<dd>
				<Value row={row} />
				<div class="tools">{!row.empty && <CopyButton row={row} isTabStop={isTabStop} />}</div>
			</dd>
		</div>
	);
}

export function Changed() {
	return <Unseen>{l10n.t({ message: 'changed', comment: 'Adjective: since it was last seen' })}</Unseen>;
}

/** What VS Code's context menu needs of a row: the manifest's `webview/context` and the commands there read it. */
export function menuContext({ key, empty, variable }: DetailsRow): string {
	const frontdeskCanEdit = variable?.readOnly === false;
	return JSON.stringify({ frontdeskRow: key, frontdeskCanCopy: !empty, frontdeskCanEdit });
}
