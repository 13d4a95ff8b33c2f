// The last step of a browser sign-in: opens the browser and waits until it comes back, or until its address is pasted.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { callbackText, signInErrorText } from '../../present/signInTexts';
import { askText } from '../input/inputSteps';
import { openInBrowser } from '../input/openInBrowser';
import type { BrowserSignIn } from './browserSignIn';
import { copyButton, type Form, type Numbered, originsOf, type StepContext, taken } from './signInForm';

/** Opens the browser and waits for it to come back, or for the address it landed on. */
export async function askBrowser({ form, browser }: StepContext, numbered: Numbered) {
	const elsewhere = new vscode.CancellationTokenSource();
	let started = await startBrowser(form, browser);
	/** The sign-in that this window has an answer to, or has given up: the others may be finished elsewhere. */
	let answered = '';
	const pending = browser.onDidChangePending(async () => {
		const { state } = started;
		if (!(await browser.isPending(state)) && state === started.state && state !== answered) {
			elsewhere.cancel();
		}
	});
	const again = async () => {
		// One that failed is used up, and one may have waited for longer than it lives: that it is gone closes nothing.
		answered = started.state;
		started = await startBrowser(form, browser);
		await openInBrowser(started.url);
	};
	const release = browser.awaitCallback();
	try {
		void openInBrowser(started.url);
		const answer = await askText({
			...numbered,
			prompt: form.redirectUri
				? l10n.t('Finish signing in in your browser, then paste the address that you land on.')
				: l10n.t(
						'Finish signing in in your browser. If nothing happens here afterwards, paste the address that you landed on.',
					),
			placeholder: `${started.redirectUri}?code=…`,
			value: '',
			buttons: [
				{ icon: 'link-external', tooltip: l10n.t('Open the browser again'), run: again },
				copyButton('link', l10n.t('Copy the address to open'), () => started.url),
				copyButton('copy', l10n.t('Copy the redirect address to register'), () => started.redirectUri),
			],
			answers: browser.onCallback,
			ended: elsewhere.token,
			check: async (address) => {
				answered = started.state;
				try {
					const result = await browser.finish(address);
					if (result.ok) {
						form.verified = result.verified;
						return undefined;
					}
					answered = (await browser.isPending(started.state)) ? '' : answered;
					const { what, next } = callbackText(result.fault, result.reason);
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
		elsewhere.dispose();
	}
}

async function startBrowser(form: Form, browser: BrowserSignIn) {
	const { clientId, clientSecret, siteId, redirectUri, again } = form;
	return await browser.start(
		originsOf(form),
		{ clientId, clientSecret: clientSecret || undefined, siteId, redirectUri: redirectUri || undefined },
		again?.baseUrl === form.baseUrl ? again.id : undefined,
	);
}
