// The rows of the quick pick of a search, as plain data.
import * as l10n from '@vscode/l10n';
import type { DeskState } from '../../desk/state';
import type { Id, Visitor } from '../../service/model';
import { errorText } from '../errorTexts';
import { type IconName, visitorIcon } from '../icons';
import { visitorById, visitorLabel } from '../labels';
import { leftText, pinnedIcon, pinnedText, pinnedTitle } from '../pins/pinnedRows';
import { visitorStatusText } from '../status/statusTexts';
import { toSingleLine } from '../text';
import { fold } from './fold';
import type { FoundPin } from './foundPins';
import type { FoundVisitors } from './foundVisitors';
import { matchedField } from './matchedField';

export interface PickerRow {
	/** Only a visitor can be picked. */
	readonly kind: 'separator' | 'visitor' | 'info';
	/** The id of the visitor. */
	readonly id: string;
	readonly label: string;
	readonly description: string;
	readonly detail: string;
	readonly icon: IconName | undefined;
}

interface PickerRowsOptions {
	/** What the visitors were searched for. */
	readonly query: string;
	/** A whole visitor id that was typed. */
	readonly typedId: Id | undefined;
	/** Undefined for a department without a name. */
	readonly departmentName: (id: Id) => string | undefined;
	/** Those who match and are in no list. */
	readonly pins: readonly FoundPin[];
	/** Instant (ms). */
	readonly now: number;
}

export function pickerRows(found: FoundVisitors, state: DeskState, options: PickerRowsOptions): readonly PickerRow[] {
	const { query, typedId, departmentName, pins, now } = options;
	const rows = found
		.groups()
		.flatMap(({ title, visitors }) => [
			separator(title),
			...visitors.map((visitor) => visitorRow(visitor, query, departmentName, visitorStatusText(visitor.status))),
		]);
	const more = found.count - rows.filter(({ kind }) => kind === 'visitor').length;
	if (typedId !== undefined && !found.has(typedId) && !pins.some(({ id }) => id === typedId)) {
		rows.push({
			...blank,
			kind: 'visitor',
			id: typedId,
			label: l10n.t('Open Visitor With This ID'),
			description: typedId,
			detail: l10n.t('Not in the list. Frontdesk asks the service for it.'),
		});
	} else if (found.count === 0 && (pins.length === 0 || !state.visitors)) {
		rows.push({ ...blank, kind: 'info', id: none, label: noneText(state) });
	}
	if (more > 0) {
		const label = l10n.t('{0} more. Keep typing to narrow the results.', more);
		rows.push({ ...blank, kind: 'info', id: 'more', label });
	}
	return pins.length === 0
		? rows
		: [...rows, separator(pinnedTitle()), ...pins.map((pin) => pinRow(pin, query, departmentName, now))];
}

const none = 'none';

/**
 * The rows for newer visitors, with every row in the place where it was before: what the user sees doesn't move, and VS Code, which names
 * rows by their index, can't confuse them. New visitors follow at the end, `most` visitors in all.
 */
export function inPlaces(before: readonly PickerRow[], next: readonly PickerRow[], most: number): readonly PickerRow[] {
	const nextById = new Map(next.filter(({ kind }) => kind !== 'separator').map((row) => [row.id, row]));
	const rows = before.map((row) => {
		if (row.kind === 'separator') {
			return row;
		}
		const { id } = row;
		const again = nextById.get(id);
		nextById.delete(id);
		return again ?? (row.kind === 'visitor' ? { ...row, description: l10n.t('No longer found') } : separator(''));
	});
	const room = most - rows.filter(({ kind }) => kind === 'visitor').length;
	const newcomers = [...nextById.values()].filter(({ kind }) => kind === 'visitor').slice(0, Math.max(0, room));
	const infos = [...nextById.values()].filter(({ kind, id }) => kind === 'info' && id !== none);
	const title = l10n.t({ message: 'New', comment: 'Group of visitors who came to the site just now' });
	const isTitled = rows.some(({ kind, label }) => kind === 'separator' && label === title);
	return [...rows, ...(newcomers.length > 0 && !isTitled ? [separator(title)] : []), ...newcomers, ...infos];
}

const blank = { description: '', detail: '', icon: undefined };

function separator(label: string): PickerRow {
	return { ...blank, kind: 'separator', id: '', label };
}

/** Why there is no row. */
function noneText({ visitors, visitorsError, pollError }: DeskState): string {
	const error = visitorsError ?? pollError;
	if (visitors === undefined) {
		return error ? errorText(error).what : l10n.t('Loading visitors…');
	}
	return visitors.length === 0 ? l10n.t('No visitors on the site.') : l10n.t('No matching visitors');
}

/** With what was last known of a pinned visitor. */
function pinRow(
	{ id, leftAt, visitor }: FoundPin,
	query: string,
	departmentName: (id: Id) => string | undefined,
	now: number,
): PickerRow {
	const status = leftText(leftAt, now) || pinnedText();
	const row = visitor
		? visitorRow(visitor, query, departmentName, status)
		: { ...blank, kind: 'visitor' as const, id, label: visitorById(id), description: status, detail: id };
	return { ...row, icon: pinnedIcon };
}

/** The detail has the fields that match the words not shown above it, else the contact and the page. @param status the text for it */
function visitorRow(
	visitor: Visitor,
	query: string,
	departmentName: (id: Id) => string | undefined,
	status: string,
): PickerRow {
	const label = visitorLabel(visitor);
	const place = [visitor.city, visitor.country].map((part) => toSingleLine(part, 40));
	const description = joined([status, ...place]);
	const shown = fold(`${label} ${description}`);
	const words = fold(query)
		.split(' ')
		.filter((word) => word !== '' && !shown.includes(word));
	const fields = words.map((word) => matchedField(visitor, word, departmentName) ?? '');
	const contact = [visitor.email, visitor.phone, visitor.company, visitor.currentBrowsing];
	return {
		kind: 'visitor',
		id: visitor.id,
		label,
		description,
		detail: joined([...new Set(fields)]) || joined(contact.map((part) => toSingleLine(part, 60))) || visitor.id,
		icon: visitorIcon(visitor.status),
	};
}

function joined(parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join(' · ');
}
