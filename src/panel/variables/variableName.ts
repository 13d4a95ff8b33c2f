// The name of a custom variable and the icons beside it, each with words for assistive technology.
import * as l10n from '@vscode/l10n';
import type { DetailsRow } from '../../present/details/detailsModel';
import { el, setText, unseen, type View, withId } from '../elements/dom';
import { icon } from '../elements/icons';

interface VariableName extends View<DetailsRow> {
	/** What labels the field of the value. */
	readonly labelId: string;
}

export function createVariableName(): VariableName {
	const name = withId(el('span', 'name'));
	name.dir = 'auto';
	const pin = el(
		'span',
		'sign',
		icon('pin'),
		unseen(l10n.t({ message: 'pinned', comment: 'Adjective: the custom variable is always shown first' })),
	);
	pin.title = l10n.t('Pinned by the setting frontdesk.variables.pinned');
	const lock = el('span', 'sign', icon('lock'), unseen(l10n.t('read-only')));
	lock.title = l10n.t('Protected by the setting frontdesk.variables.readOnly');
	const changed = unseen(
		l10n.t({ message: 'changed', comment: 'Adjective: the value changed since it was last seen' }),
	);
	const edited = unseen(l10n.t('not saved'));
	return {
		element: el('dt', '', name, pin, lock, changed, edited),
		labelId: name.id,
		update(row) {
			setText(name, row.label);
			pin.hidden = !row.variable?.pinned;
			lock.hidden = !row.variable?.readOnly;
			changed.hidden = !row.changed;
			edited.hidden = row.variable?.draft === undefined;
		},
	};
}
