// The quick pick to find a visitor by any field, or by an ID that isn't in the list.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import { typedGuid } from '../../desk/typedId';
import { visitorMatcher } from '../../present/find';
import { visitorLabel } from '../../present/labels';
import { visitInSlices } from '../../present/slices';
import { visitorStatusText } from '../../present/statusTexts';
import { escapeIcons, toSingleLine } from '../../present/text';
import type { Id, Visitor } from '../../service/model';
import { clock } from '../clock';
import { ask } from '../input/ask';
import type { DepartmentName } from './departmentName';

/** Maximum rows in the quick pick, with the one that says how many more there are. */
const maxItems = 100;

interface VisitorItem extends vscode.QuickPickItem {
	readonly visitorId?: Id;
}

/** Asks for a visitor. An ID that isn't in the list is returned as typed, in lower case. Undefined if the user cancels or the desk has `ended`. */
export async function findVisitor(
	desk: Desk,
	departmentName: DepartmentName,
	ended: vscode.CancellationToken,
): Promise<Id | undefined> {
	const picker = vscode.window.createQuickPick<VisitorItem>();
	picker.title = l10n.t('Find a Visitor');
	picker.placeholder = l10n.t('Search in all fields, or enter a visitor ID');
	let endSlices: (() => void) | undefined;
	let isSearching = false;
	let onFound: (() => void) | undefined;

	/** Shows the rows for what is typed now; a search for what was typed before ends. */
	function show(): void {
		endSlices?.();
		isSearching = true;
		const query = picker.value.trim();
		const typed = typedGuid(query);
		const matches = visitorMatcher(typed ?? query, departmentName);
		const found: Visitor[] = [];
		let count = 0;
		let isListed = false;
		const visit = (visitor: Visitor) => {
			if (matches(visitor)) {
				count++;
				isListed ||= visitor.id === typed;
				if (found.length < maxItems) {
					found.push(visitor);
				}
			}
		};
		const done = () => {
			isSearching = false;
			picker.items = items(found, count, isListed ? undefined : typed);
			picker.busy = false;
			onFound?.();
			onFound = undefined;
		};
		endSlices = visitInSlices(desk.state.visitors ?? [], visit, done, clock);
		picker.busy = isSearching;
	}

	picker.onDidChangeValue(show);
	const endSearch = desk.startVisitorSearch();
	const unlisten = desk.onChange(({ visitors }, before) => visitors !== before.visitors && show());
	show();
	try {
		return await ask<Id>(picker, ended, (answer) =>
			picker.onDidAccept(() => {
				const accept = () => {
					// Enter can come before the rows of the last typed text: a row that was selected among older ones is not meant.
					const selected = picker.items.find((item) => item === picker.selectedItems[0]) ?? picker.items[0];
					const id = selected?.visitorId;
					if (id !== undefined) {
						answer(id); // a row that only informs leaves the picker open
					}
				};
				if (isSearching) {
					onFound = accept;
				} else {
					accept();
				}
			}),
		);
	} finally {
		endSlices?.();
		unlisten();
		endSearch();
	}
}

/**
 * @param found the first who match
 * @param count how many match
 * @param typed an id that was typed and isn't in the list
 */
function items(found: readonly Visitor[], count: number, typed: Id | undefined): VisitorItem[] {
	const room = count > maxItems ? maxItems - 1 : maxItems;
	const more = count - room;
	return [
		...found.slice(0, room).map(visitorItem),
		...(typed === undefined ? [] : [byId(typed)]),
		...(more > 0 ? [infoItem(l10n.t('{0} more. Keep typing to narrow the results.', more))] : []),
		...(count === 0 && typed === undefined ? [infoItem(l10n.t('No matching visitors'))] : []),
	];
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
		// VS Code would filter by the label; the search is done already.
		alwaysShow: true,
	};
}

function byId(id: Id): VisitorItem {
	return {
		visitorId: id,
		label: l10n.t('Open Visitor With This ID'),
		description: id,
		detail: l10n.t('Not in the list. Frontdesk asks the service for it.'),
		alwaysShow: true,
	};
}

function infoItem(label: string): VisitorItem {
	return { label, alwaysShow: true };
}
