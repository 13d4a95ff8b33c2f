// The commands Sign Out and Switch Site.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Site } from '../../desk/state';
import { askModal, showInformation } from '../gates/notifications';
import { pickOne, shownItem } from '../gates/quickPicks';
import { untilEvent } from '../input/untilEvent';
import { removeRest, signOutOf } from './signOut';
import { siteChoice } from './siteChoice';
import type { Sites } from './sites';

/** Signs out of the current site, or of one that the user picks. Asks for confirmation unless it is the sample data. */
export async function signOut(sites: Sites): Promise<void> {
	if (sites.list().length === 0) {
		if (!(await removeRest(sites))) {
			showInformation(l10n.t("You aren't signed in to any site."));
		}
		return;
	}
	const site = sites.desk?.state.site ?? (await pickSite(sites, l10n.t('Select the site to sign out of'), false));
	if (!site || !(site.sandbox || (await confirmSignOut(site)))) {
		return;
	}
	await signOutOf(sites, site.id);
}

async function confirmSignOut({ name }: Site): Promise<boolean> {
	const yes = l10n.t('Sign Out');
	const detail = l10n.t('This removes its credentials, your selected agent and unsaved edits from this computer.');
	const message = l10n.t('Sign out of {0}?', name);
	return (await askModal(message, detail, yes)) === yes;
}

export async function switchSite(sites: Sites): Promise<void> {
	const site = await pickSite(sites, l10n.t('Select the site to open'), true);
	if (site && site.id !== sites.desk?.state.site.id && !(await sites.switchTo(site))) {
		const signIn = l10n.t('Sign In…');
		const message = l10n.t('There are no credentials for {0} in secret storage. Sign in again.', site.name);
		if ((await showInformation(message, signIn)) === signIn) {
			await vscode.commands.executeCommand('frontdesk.signIn');
		}
	}
}

/** Returns undefined if the user cancels, signs in to another site instead, or the list of sites changes meanwhile. */
async function pickSite(sites: Sites, placeHolder: string, canAdd: boolean): Promise<Site | undefined> {
	const current = sites.desk?.state.site.id;
	const add = shownItem({ label: l10n.t('Sign In to Another Site…'), iconPath: new vscode.ThemeIcon('add') });
	const items = sites.list().map((site) => siteChoice(site, current));
	const picked = await untilEvent(sites.onDidChangeList, async (ended) =>
		pickOne(
			canAdd ? [...items, add] : items,
			{ title: l10n.t({ message: 'Sites', comment: 'Title of a list of Chat Servers' }), placeHolder },
			ended,
		),
	);
	if (picked === add) {
		await vscode.commands.executeCommand('frontdesk.signIn');
	}
	return picked && 'site' in picked ? picked.site : undefined;
}
