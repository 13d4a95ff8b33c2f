// One read-only value: its text and what stands beside it.
import * as l10n from '@vscode/l10n';
import type { DetailsRow } from '../../present/details/detailsModel';
import { instantWords } from '../../present/details/detailsWords';
import { visitorLocalTime } from '../../present/time';
import { usePanel } from '../context';
import { StrangerText } from './strangerText';

interface ValueProps {
	readonly row: DetailsRow;
	readonly onDblClick?: () => void;
}

export function Value({ row, onDblClick }: ValueProps) {
	const { now } = usePanel();
	const { main, aside } = valueWords(row, now);
	const link = main === row.text ? row.link : undefined;
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the same as the Edit button, for the mouse
		<div class="value" data-kind={row.empty ? 'empty' : row.kind} onDblClick={onDblClick}>
			<StrangerText class="main" text={main} link={link} row={row.key} />{' '}
			{aside !== '' && <StrangerText class="aside" text={aside} />}
		</div>
	);
}

function valueWords(row: DetailsRow, now: number): { readonly main: string; readonly aside: string } {
	const note = row.note ?? '';
	if (row.empty) {
		return { main: l10n.t({ message: 'empty', comment: 'Adjective: the value of a field' }), aside: note };
	}
	if (row.kind === 'instant' && row.at !== undefined) {
		const { ago, exact } = instantWords(row.at, now);
		return { main: ago, aside: exact };
	}
	const there = visitorLocalTime(now, row.zoneOffset);
	return there === undefined ? { main: row.text, aside: note } : { main: there, aside: row.text };
}
