// One visitor as a row: label, the few facts that fit beside it, and all of it in words; where the row stands is for visitorsTree to say.
import * as l10n from '@vscode/l10n';
import type { DeskState } from '../desk/state';
import { urgencyOf } from '../desk/urgency';
import type { Visitor } from '../service/model';
import { visitorIcon } from './icons';
import { departmentLabel, visitorLabel } from './labels';
import { visitorStatusWords } from './statusWords';
import { plain } from './text';
import { visitorTooltip } from './tooltip';
import { besides, type TreeNode } from './tree';
import { shortPage } from './treePage';
import type { VisitorsTreeOptions } from './visitorsTree';
import { waitText, waitWords } from './waiting';

export function visitorRow(state: DeskState, visitor: Visitor, options: VisitorsTreeOptions): TreeNode {
	const { now, groupBy, departments } = options;
	const urgency = urgencyOf(visitor.status);
	const wait = urgency === 'waiting' ? state.waits.get(visitor.id) : undefined;
	const label = visitorLabel(visitor);
	const status = visitorStatusWords(visitor.status);
	const page = shortPage(visitor.currentBrowsing);
	const country = plain(visitor.country, 40);
	const department = visitor.departmentId === '' ? undefined : departmentLabel(visitor.departmentId, departments);
	// The group says the status already, but for the one of the unknown.
	const saysStatus = groupBy !== 'urgency' || urgency === 'other';
	return {
		key: `${state.site.id}/visitor/${visitor.id}`,
		kind: 'visitor',
		id: visitor.id,
		label,
		description: besides(
			wait ? waitText(wait, now) : saysStatus ? status : '',
			page,
			groupBy === 'country' ? '' : country,
		),
		spoken: [
			label,
			status,
			wait ? l10n.t('waiting {0}', waitWords(wait, now)) : '',
			page && l10n.t('on page {0}', page),
			country,
		]
			.filter((part) => part !== '')
			.join(', '),
		icon: visitorIcon(visitor.status),
		contextValue: 'visitor canOpen canCopyId',
		click: 'frontdesk.openVisitor',
		tooltip: () => visitorTooltip(label, visitor, wait, department),
		madeFrom: [visitor, wait, department],
		children: [],
		open: false,
	};
}
