// The command Rename Department…: sets an alias in the user's settings, because most agents may not read names from the service.
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { DeskState } from '../../desk/state';
import { type Aliases, departmentLabel, nameBehindAlias } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import type { Id } from '../../service/model';
import { pickOne, shownItem } from '../gates/quickPicks';
import { askAlias, refuseWhileMasked } from '../input/askAlias';
import { UserFacingError } from '../runCommand';

/**
 * Asks for the alias of the department of a visitor; without a visitor, or one without a department, it asks for the department first.
 * @throws UserFacingError if no department is known, and while privacy mode is on
 */
export async function renameDepartment(
	desk: ShownDesk,
	visitorId: Id | undefined,
	aliases: Aliases,
	ended: vscode.CancellationToken,
): Promise<void> {
	refuseWhileMasked(desk);
	const id = departmentOf(desk.state, visitorId) || (await pickDepartment(desk.state, aliases, ended));
	if (id !== undefined) {
		const { departments } = desk.state.names;
		const label = departmentLabel(id, aliases, departments);
		await askAlias({ id, label, serviceName: departments.get(id), aliases, setting: 'departments.aliases' }, ended);
	}
}

/** `''` for a visitor without one. */
function departmentOf({ visitors, watched }: DeskState, visitorId: Id | undefined): Id | undefined {
	const visitor =
		visitorId === undefined
			? undefined
			: (watched.get(visitorId)?.visitor ?? visitors?.find(({ id }) => id === visitorId));
	return visitor?.departmentId;
}

async function pickDepartment(
	{ visitors = [], names }: DeskState,
	aliases: Aliases,
	ended: vscode.CancellationToken,
): Promise<Id | undefined> {
	const ids = new Set([...names.departments.keys(), ...visitors.map(({ departmentId }) => departmentId)]);
	ids.delete('');
	if (ids.size === 0) {
		throw new UserFacingError(
			l10n.t('No department is known yet: no visitor has one, and the service has not given their names.'),
		);
	}
	const items = [...ids].map((id) =>
		shownItem({
			label: departmentLabel(id, aliases, names.departments),
			description: nameBehindAlias(id, aliases, names.departments),
			detail: id,
			id,
		}),
	);
	const picked = await pickOne(
		items.sort((a, b) => a.label.localeCompare(b.label)),
		{
			title: l10n.t({ message: 'Departments', comment: 'Title of a list to pick from' }),
			placeHolder: l10n.t('Select a department'),
			matchOnDescription: true,
			matchOnDetail: true,
		},
		ended,
	);
	return picked?.id;
}
