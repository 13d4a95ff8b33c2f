// Signing in, out and switching between sites, as a person goes through it; sites.ts does what is decided here.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Site } from '../desk/state';
import { baseUrlWords, problemWords } from '../present/problems';
import { parseBaseUrl } from '../service/baseUrl';
import { isAccessToken } from '../service/credentials';
import { isApiError } from '../service/errors';
import { askText } from './inputSteps';
import type { Sites } from './sites';

export interface SignInOptions {
	readonly sites: Sites;
	/** The base URL to begin with; only a default. */
	readonly baseUrl: () => string;
}

/** Asks for base URL and access token and proves them by a real call before anything is stored. Undefined where the user gave up. */
export async function signIn({ sites, baseUrl }: SignInOptions): Promise<Site | undefined> {
	const title = l10n.t('Sign in to a Chat Server');
	const current = sites.desk?.state;
	const again = current?.problem?.kind === 'unauthorized' && !current.site.sandbox ? current.site : undefined;
	let typed = again?.baseUrl ?? baseUrl();
	for (;;) {
		const url = await askText({
			title,
			step: 1,
			totalSteps: 2,
			prompt: l10n.t('Base URL of your Chat Server: the number is the same as in your control panel, dash15 → api15.'),
			placeholder: 'https://api15.comm100.io/v4',
			value: typed,
			check: (text) => {
				const result = parseBaseUrl(text);
				return result.ok ? undefined : baseUrlWords(result);
			},
		});
		if (url === undefined || url === 'back') {
			return undefined;
		}
		typed = url.text;
		const parsed = parseBaseUrl(url.text);
		if (!parsed.ok) {
			continue;
		}
		const token = await askText({
			title,
			step: 2,
			totalSteps: 2,
			prompt: l10n.t('Access token for {0}. It is kept in the secret store of VS Code.', new URL(parsed.baseUrl).host),
			placeholder: l10n.t('Paste the access token'),
			value: '',
			password: true,
			check: (text) => checkToken(sites, parsed.baseUrl, text),
		});
		if (token === undefined) {
			return undefined;
		}
		if (token !== 'back') {
			const siteId = again?.baseUrl === parsed.baseUrl ? again.id : await siteToRenew(sites, parsed.baseUrl);
			if (siteId === undefined) {
				return undefined;
			}
			return await sites.add(
				parsed.baseUrl,
				{ kind: 'accessToken', accessToken: bare(token.text) },
				siteId === newSite ? undefined : siteId,
			);
		}
	}
}

/** People paste the whole header. */
function bare(text: string): string {
	return text.replace(/^(?:authorization:\s*)?bearer\s+/i, '').trim();
}

async function checkToken(sites: Sites, baseUrl: string, text: string): Promise<string | undefined> {
	const accessToken = bare(text);
	if (!isAccessToken(accessToken)) {
		return l10n.t('Access token: paste it whole, in one line and without spaces.');
	}
	try {
		await sites.verify(baseUrl, { kind: 'accessToken', accessToken });
		return undefined;
	} catch (error) {
		const { what, next } = problemWords(isApiError(error) ? error : { kind: 'network' });
		return `${what} ${next}`;
	}
}

const newSite = '';

/** Adding a site never replaces another (PRODUCT.md): where one has the same address, the user says which it is. Undefined for Escape. */
async function siteToRenew(sites: Sites, baseUrl: string): Promise<string | undefined> {
	const same = sites.list().filter((site) => !site.sandbox && site.baseUrl === baseUrl);
	if (same.length === 0) {
		return newSite;
	}
	const picked = await vscode.window.showQuickPick(
		[
			...same.map((site) => ({ label: l10n.t('Renew the sign-in of {0}', site.name), siteId: site.id })),
			{ label: l10n.t('Add as another site'), siteId: newSite },
		],
		{
			title: l10n.t('You are signed in to this address already'),
			placeHolder: l10n.t('Is this the same site?'),
			ignoreFocusOut: true,
		},
	);
	return picked?.siteId;
}

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
				detail: l10n.t('Its token, which agent you are there, and edits not saved yet are removed from this machine.'),
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
	if (site && site.id !== sites.desk?.state.site.id) {
		await sites.switchTo(site);
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
