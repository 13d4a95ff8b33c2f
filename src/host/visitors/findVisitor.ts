// The quick pick that finds a visitor by any field, and the way to one who is not in the list.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { visitorMatcher } from '../../present/find';
import { visitorLabel } from '../../present/labels';
import { visitorStatusText } from '../../present/statusTexts';
import { escapeIcons, toSingleLine } from '../../present/text';
import { type Id, isId, type Visitor } from '../../service/model';
import { ask } from '../input/ask';
import type { DepartmentName } from './departmentName';

/** More rows than this nobody reads; typing on narrows them. */
const mostItems = 200;

interface VisitorItem extends vscode.QuickPickItem {
	readonly visitorId?: Id;
}

/** Asks for a visitor. Undefined for Escape and where the desk has `ended`; an id of somebody not in the list comes back as typed, in lower case. */
export async function findVisitor(
	desk: Desk,
	departmentName: DepartmentName,
	ended: vscode.CancellationToken,
): Promise<Id | undefined> {
	const picker = vscode.window.createQuickPick<VisitorItem>();
	picker.title = l10n.t('Find a visitor');
	picker.placeholder = l10n.t('Any text in any field, or the id of a visitor');
	const show = () => {
		const query = picker.value.trim();
		picker.items = items(desk.state.visitors ?? [], query, visitorMatcher(query, departmentName));
	};
	picker.onDidChangeValue(show);
	const enough = desk.startVisitorSearch();
	const unlisten = desk.onChange(({ visitors }, before) => visitors !== before.visitors && show());
	show();
	try {
		return await ask<Id>(picker, ended, (answer) =>
			picker.onDidAccept(() => {
				// Enter may overtake the rows that belong to what was typed last: what was selected among older ones is not meant.
				const selected = picker.items.find((item) => item === picker.selectedItems[0]) ?? picker.items[0];
				const id = selected?.visitorId;
				if (id !== undefined) {
					answer(id); // a note is no answer, and the picker stays
				}
			}),
		);
	} finally {
		unlisten();
		enough();
	}
}

function items(visitors: readonly Visitor[], query: string, matches: (visitor: Visitor) => boolean): VisitorItem[] {
	const found = visitors.filter(matches);
	const unlisted = looksLikeId(query) && !found.some(({ id }) => id === query.toLowerCase());
	const more = found.length - mostItems;
	return [
		...found.slice(0, mostItems).map(visitorItem),
		...(unlisted ? [byId(query)] : []),
		...(more > 0 ? [note(l10n.t('{0} more: type on to narrow them down', more))] : []),
		...(found.length === 0 && !unlisted ? [note(l10n.t('No visitor on the site has this in any field'))] : []),
	];
}

/** A GUID, as the service's ids are; any other word is text to search for. */
function looksLikeId(text: string): boolean {
	return isId(text) && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function visitorItem(visitor: Visitor): VisitorItem {
	const place = [visitor.city, visitor.country].map((part) => toSingleLine(part, 40)).filter((part) => part !== '');
	const contact = [visitor.email, visitor.phone, visitor.company, visitor.currentBrowsing].map((part) =>
		toSingleLine(part, 60),
	);
	return {
		visitorId: visitor.id,
		label: escapeIcons(visitorLabel(visitor)),
		description: escapeIcons([visitorStatusText(visitor.status), ...place].join(' · ')),
		detail: escapeIcons(contact.filter((part) => part !== '').join(' · ')) || visitor.id,
		// VS Code would filter by label alone; the fields were searched already.
		alwaysShow: true,
	};
}

function byId(id: string): VisitorItem {
	return {
		visitorId: id.toLowerCase(),
		label: l10n.t('Open the visitor with this id'),
		description: id.toLowerCase(),
		detail: l10n.t('Not in the list: asked of the service by id'),
		alwaysShow: true,
	};
}

function note(label: string): VisitorItem {
	return { label, alwaysShow: true };
}
