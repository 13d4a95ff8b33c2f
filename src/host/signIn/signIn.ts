// The command Sign In: a multi-step quick input with three methods (signInSteps.ts), then the question which site it is.
import * as l10n from '@vscode/l10n';
import { couldBeSameSite } from '../../desk/siteName';
import type { Site } from '../../desk/state';
import { callbackText } from '../../present/signIn/signInTexts';
import type { Credentials } from '../../service/credentials';
import { showInformation } from '../gates/notifications';
import { pickOne, showInStatusBar, shownItem } from '../gates/quickPicks';
import { UserFacingError } from '../runCommand';
import type { Sites } from '../sites/sites';
import type { Verified } from '../sites/verifySignIn';
import type { BrowserSignIn } from './browserSignIn';
import type { Form } from './signInForm';
import { stepsOf } from './signInSteps';

interface SignInOptions {
	readonly sites: Sites;
	readonly browser: BrowserSignIn;
	/** The base URL to begin with; only a default. */
	readonly baseUrl: () => string;
	/** Called after a sign-in that was finished in this window. */
	readonly onSignedIn: (site: Site) => Promise<void>;
}

interface SignIn {
	/** Asks for everything and proves it by a real call before anything is stored. Returns the id of the site, or undefined if the user cancels. */
	ask(): Promise<string | undefined>;
	/**
	 * Finishes a browser sign-in that was begun in another window, or whose input box was closed.
	 * @throws UserFacingError if the address can't be used; rejects with an `ApiError` if the sign-in can't be proved
	 */
	finish(address: string): Promise<void>;
}

export function createSignIn({ sites, browser, baseUrl, onSignedIn }: SignInOptions): SignIn {
	async function finish(address: string): Promise<void> {
		const result = await showInStatusBar(l10n.t('Signing in…'), () => browser.finish(address));
		if (!result.ok) {
			const { what, next } = callbackText(result.error, result.reason);
			throw new UserFacingError(`${what} ${next}`);
		}
		const site = await store(result.verified, result.siteId);
		if (site) {
			showInformation(l10n.t('Signed in to {0}.', site.name));
			await onSignedIn(site);
		}
	}

	async function ask(): Promise<string | undefined> {
		const form = await begin();
		// To sign in again, only the last step is needed: the others were answered before.
		for (let at = form.again ? stepsOf(form).length - 1 : 0; ; ) {
			const steps = stepsOf(form);
			const step = steps[at];
			if (!step) {
				break;
			}
			const went = await step(
				{ form, sites, browser },
				{
					title: form.again ? l10n.t('Sign in to {0} again', form.again.name) : l10n.t('Sign in to a Chat Server'),
					// How many steps there are depends on the method, which is the first answer.
					step: at === 0 ? 0 : at + 1,
					totalSteps: at === 0 ? 0 : steps.length,
				},
			);
			if (went === 'cancelled') {
				return undefined;
			}
			at += went === 'back' ? -1 : 1;
		}
		const { verified, again } = form;
		const site = verified && (await store(verified, again?.id));
		if (site) {
			await onSignedIn(site);
		}
		return site?.id;
	}

	/** The answers known before the first question: of the site whose sign-in was refused, or the default from the settings. */
	async function begin(): Promise<Form> {
		const current = sites.desk?.state;
		const site = current?.pollError?.kind === 'unauthorized' && !current.site.sandbox ? current.site : undefined;
		const known = site && (await sites.credentials(site));
		// Without stored credentials the last step can't be asked alone: everything is asked, and then which site it is.
		const again = known && site;
		const typed = site?.baseUrl ?? baseUrl();
		return {
			again,
			method: known?.kind ?? 'oauth',
			baseUrl: typed,
			controlPanelUrl: site ? (site.controlPanelUrl ?? '') : undefined,
			...answersOf(known),
			verified: undefined,
		};
	}

	/**
	 * Adding a site never replaces another: if it could be a known one, the user decides. Returns undefined if the user cancels.
	 * @param siteId the site whose sign-in was to be renewed; the user may have gone back and entered another
	 */
	async function store(verified: Verified, siteId: string | undefined): Promise<Site | undefined> {
		const renewed = sites.list().find((site) => site.id === siteId && couldBe(site, verified));
		const renews = renewed?.id ?? (await siteToRenew(sites, verified));
		return renews === undefined ? undefined : await sites.add(verified, renews === newSite ? undefined : renews);
	}

	return { ask, finish };
}

const newSite = '';

function couldBe(site: Site, { origins, owner }: Verified): boolean {
	return couldBeSameSite(site, origins.baseUrl, owner.siteId);
}

async function siteToRenew(sites: Sites, verified: Verified): Promise<string | undefined> {
	const same = sites.list().filter((site) => couldBe(site, verified));
	if (same.length === 0) {
		return newSite;
	}
	const picked = await pickOne(
		[
			...same.map((site) => shownItem({ label: l10n.t('Renew sign-in to {0}', site.name), siteId: site.id })),
			shownItem({ label: l10n.t('Add as another site'), siteId: newSite }),
		],
		{
			title: l10n.t('You are already signed in to this address'),
			placeHolder: l10n.t('Is this the same site?'),
			ignoreFocusOut: true,
		},
	);
	return picked?.siteId;
}

/** The answers of the last sign-in, without the secret that was refused. */
function answersOf(
	known: Credentials | undefined,
): Pick<Form, 'customRedirectUri' | 'clientId' | 'clientSecret' | 'siteId' | 'email'> {
	return {
		customRedirectUri: known?.kind === 'oauth' ? (known.customRedirectUri ?? '') : '',
		clientId: known?.kind === 'oauth' ? known.clientId : '',
		clientSecret: known?.kind === 'oauth' ? (known.clientSecret ?? '') : '',
		siteId: known && known.kind !== 'accessToken' ? known.siteId : '',
		email: known?.kind === 'apiKey' ? known.email : '',
	};
}
