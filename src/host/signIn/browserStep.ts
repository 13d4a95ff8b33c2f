// The last step of a browser sign-in: opens the browser and waits for its callback, or for the pasted address.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { callbackText, signInErrorText } from '../../present/signIn/signInTexts';
import { openInBrowser } from '../gates/links';
import { askText } from '../input/inputSteps';
import type { BrowserSignIn } from './browserSignIn';
import { copyButton, type Form, type Numbered, originsOf, type StepContext, taken } from './signInForm';

export async function askBrowser({ form, browser }: StepContext, numbered: Numbered) {
	const finishedElsewhere = new vscode.CancellationTokenSource();
	let started = await startBrowser(form, browser);
	/** The state of the sign-in that this window has an answer to, or has replaced. Any other may be finished in another window. */
	let answered = '';
	const pending = browser.onDidChangePending(async () => {
		const { state } = started;
		try {
			if (!(await browser.isPending(state)) && state === started.state && state !== answered) {
				finishedElsewhere.cancel();
			}
		} catch {
			// Secret storage is locked: whether it was finished is unknown, and the box stays open.
		}
	});
	const openAgain = async () => {
		const before = answered;
		// The new sign-in may remove the old one, which failed or expired: that must not close the box.
		answered = started.state;
		try {
			started = await startBrowser(form, browser);
			await openInBrowser(started.url);
			return undefined;
		} catch (error) {
			answered = before;
			return signInErrorText(error);
		}
	};
	const release = browser.awaitCallback();
	try {
		openInBrowser(started.url).catch(() => undefined); // the box has buttons to open it again and to copy the address
		const answer = await askText({
			...numbered,
			prompt: form.customRedirectUri
				? l10n.t('Finish signing in in your browser, then paste the address of the page that it ends on.')
				: l10n.t(
						'Finish signing in in your browser. If nothing happens here afterwards, paste the address of the page that it ended on.',
					),
			placeholder: `${started.redirectUri}?code=…`,
			value: '',
			buttons: [
				{ icon: 'link-external', tooltip: l10n.t('Open Browser Again'), run: openAgain },
				copyButton('link', l10n.t('Copy Address to Open'), () => started.url),
				copyButton('copy', l10n.t('Copy Redirect URI'), () => started.redirectUri),
			],
			answers: browser.onCallback,
			ended: finishedElsewhere.token,
			check: async (address) => {
				answered = started.state;
				try {
					const result = await browser.finish(address);
					if (result.ok) {
						form.verified = result.verified;
						return undefined;
					}
					answered = (await browser.isPending(started.state)) ? '' : answered;
					const { what, next } = callbackText(result.error, result.reason);
					return `${what} ${next}`;
				} catch (error) {
					return signInErrorText(error);
				}
			},
		});
		return taken(answer, () => undefined);
	} finally {
		release();
		pending.dispose();
		finishedElsewhere.dispose();
	}
}

async function startBrowser(form: Form, browser: BrowserSignIn) {
	const { clientId, clientSecret, siteId, customRedirectUri, again } = form;
	return await browser.start(
		originsOf(form),
		{ clientId, clientSecret: clientSecret || undefined, siteId, customRedirectUri: customRedirectUri || undefined },
		again?.baseUrl === form.baseUrl ? again.id : undefined,
	);
}
