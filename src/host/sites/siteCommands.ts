// Signing out and switching between sites, as a person goes through it; sites.ts does what is decided here.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Site } from '../../desk/state';
import type { Sites } from './sites';

/** Signs out of the current site, after a question where that would lose more than sample data. */
export async function signOut(sites: Sites): Promise<void> {
	if (sites.list().length === 0) {
		vscode.window.showInformationMessage(l10n.t('Frontdesk is not signed in to any site.'));
		return;
	}
	const site = sites.desk?.state.site ?? (await pickSite(sites, l10n.t('Sign out of which site?'), false));
	if (!site) {
		return;
	}
	if (!site.sandbox) {
		const yes = l10n.t('Sign Out');
		const picked = await vscode.window.showWarningMessage(
			l10n.t('Sign out of {0}?', site.name),
			{
				modal: true,
				detail: l10n.t(
					'Its token or key, which agent you are there, and edits not saved yet are removed from this machine.',
				),
			},
			yes,
		);
		if (picked !== yes) {
			return;
		}
	}
	await sites.signOut(site.id);
}

export async function switchSite(sites: Sites): Promise<void> {
	const site = await pickSite(sites, l10n.t('Switch to which site?'), true);
	if (site && site.id !== sites.desk?.state.site.id && !(await sites.switchTo(site))) {
		const again = l10n.t('Sign In…');
		const words = l10n.t('The secret store of VS Code has no sign-in to {0} any more.', site.name);
		if ((await vscode.window.showInformationMessage(words, again)) === again) {
			await vscode.commands.executeCommand('frontdesk.signIn');
		}
	}
}

/** Lets the user pick a site, or add one where that makes sense. Undefined for Escape. */
async function pickSite(sites: Sites, placeHolder: string, mayAdd: boolean): Promise<Site | undefined> {
	const current = sites.desk?.state.site.id;
	const add = { label: l10n.t('Sign in to another site…'), iconPath: new vscode.ThemeIcon('add') };
	const items = sites.list().map((site) => ({
		label: site.name,
		description: site.id === current ? l10n.t('current') : '',
		detail: site.sandbox ? l10n.t('No account, no network') : site.baseUrl,
		site,
	}));
	const picked = await vscode.window.showQuickPick(mayAdd ? [...items, add] : items, {
		title: l10n.t('Sites'),
		placeHolder,
	});
	if (picked === add) {
		await vscode.commands.executeCommand('frontdesk.signIn');
	}
	return picked && 'site' in picked ? picked.site : undefined;
}
