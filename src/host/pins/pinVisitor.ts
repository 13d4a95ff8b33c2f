// The commands Pin Visitor and Unpin, and the notification about a pinned visitor who is back.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { mostPins } from '../../desk/pins/pins';
import type { Site } from '../../desk/state';
import { shortId, visitorById, visitorLabel } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import type { Id } from '../../service/model';
import type { ShownDesks } from '../currentDesk';
import { showInformation } from '../gates/notifications';
import { pickOne, shownItem } from '../gates/quickPicks';
import { UserFacingError } from '../runCommand';

/** @throws UserFacingError if there are too many pins */
export async function pinVisitor(desk: ShownDesk, id: Id): Promise<void> {
	if (!(await desk.pins.add(id))) {
		throw new UserFacingError(l10n.t('You can pin up to {0} visitors. Unpin one of them first.', mostPins), {
			title: l10n.t('Show Visitors'),
			act: () => vscode.commands.executeCommand('frontdesk.visitors.focus'),
		});
	}
}

interface PinItem extends vscode.QuickPickItem {
	readonly id: Id;
}

/** Asks which of the pinned visitors is meant. */
export async function askPinned({ state }: ShownDesk, ended: vscode.CancellationToken): Promise<Id | undefined> {
	const items = state.pins.map(({ id }) => {
		const visitor = state.pinned.get(id)?.visitor;
		return shownItem<PinItem>({
			id,
			label: visitor ? visitorLabel(visitor) : visitorById(id),
			description: shortId(id),
		});
	});
	if (items.length === 0) {
		void showInformation(l10n.t('No visitor is pinned.'));
		return undefined;
	}
	const options = {
		title: l10n.t({ message: 'Unpin', comment: 'Of a pinned visitor' }),
		placeHolder: l10n.t('Select a pinned visitor'),
		matchOnDescription: true,
	};
	return (await pickOne(items, options, ended))?.id;
}

/** Tells of a return, if the setting is on. The notification has the ID, because a screen may be shared. */
export function tellReturns(currentDesk: ShownDesks, isOn: () => boolean): vscode.Disposable {
	let stop: (() => void) | undefined;
	function listen(desk: ShownDesk | undefined): void {
		stop?.();
		stop = desk?.pins.onReturn((id) => void (isOn() && tellReturn(id, desk.state.site, currentDesk)));
	}
	listen(currentDesk.desk);
	return vscode.Disposable.from(currentDesk.onDidChange(listen), { dispose: () => stop?.() });
}

async function tellReturn(id: Id, site: Site, currentDesk: ShownDesks): Promise<void> {
	const open = l10n.t('Open Visitor');
	const message = l10n.t({
		message: '{0}, whom you pinned, is back.',
		comment: '{0} is like "Visitor 3d59f909"',
		args: [visitorById(id)],
	});
	if ((await showInformation(message, open)) !== open) {
		return;
	}
	if (currentDesk.desk?.state.site.id === site.id) {
		await vscode.commands.executeCommand('frontdesk.openVisitor', id);
		return;
	}
	const switchSite = l10n.t('Switch Site…');
	const elsewhere = l10n.t(
		"{0} is a visitor of {1}, which isn't the site of this window now.",
		visitorById(id),
		site.name,
	);
	if ((await showInformation(elsewhere, switchSite)) === switchSite) {
		await vscode.commands.executeCommand('frontdesk.switchSite');
	}
}
