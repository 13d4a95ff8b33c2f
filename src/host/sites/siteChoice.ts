// A site in a list to choose from.
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Site } from '../../desk/state';
import { type ShownItem, shownItem } from '../gates/quickPicks';

interface SiteChoice extends vscode.QuickPickItem {
	readonly site: Site;
}

/** @param current the ID of the site that is open */
export function siteChoice(site: Site, current: string | undefined): ShownItem<SiteChoice> {
	return shownItem({
		label: site.name,
		description:
			site.id === current
				? l10n.t({ message: 'current', comment: 'Adjective, beside the status or site that is set now' })
				: '',
		detail: site.sandbox ? l10n.t('No account, no network') : site.baseUrl,
		site,
	});
}
