// The steps of the three ways in, each one question: what is asked, what is wrong with an answer, and the real call that proves the last one.
import * as l10n from '@vscode/l10n';
import { baseUrlText, controlPanelText, signInErrorText } from '../../present/signInTexts';
import { controlPanelUrlOf, isRedirectUri, parseBaseUrl, parseControlPanelUrl } from '../../service/baseUrl';
import { type Credentials, isAccessToken, isSiteId } from '../../service/credentials';
import { askChoice, askText, type TextStep } from '../input/inputSteps';
import { askBrowser } from './browserStep';

import { copyButton, type Form, type Numbered, originsOf, type Step, type StepContext, taken } from './signInForm';

/** The questions of the way in that is chosen, in their order. */
export function stepsOf({ method }: Form): readonly Step[] {
	switch (method) {
		case 'oauth':
			return [askMethod, askBaseUrl, askDash, askRedirect, askClientId, askClientSecret, askSiteId, askBrowser];
		case 'apiKey':
			return [askMethod, askBaseUrl, askDash, askSiteId, askEmail, askKey];
		case 'accessToken':
			return [askMethod, askBaseUrl, askDash, askToken];
	}
}

async function askMethod({ form }: StepContext, numbered: Numbered) {
	const items = [
		{
			method: 'oauth' as const,
			label: l10n.t('$(globe) Browser sign-in'),
			detail: l10n.t('Renews itself. Needs a client id, registered once by the administrator of your site.'),
		},
		{
			method: 'apiKey' as const,
			label: l10n.t('$(key) API key'),
			detail: l10n.t('Does not end by itself. You find yours in the control panel, under My Profile.'),
		},
		{
			method: 'accessToken' as const,
			label: l10n.t('$(symbol-string) Access token'),
			detail: l10n.t('To try it out: a pasted token lives about twelve hours.'),
		},
	];
	const picked = await askChoice({
		...numbered,
		placeholder: l10n.t('How do you want to sign in?'),
		items,
		active: items.find(({ method }) => method === form.method),
	});
	if (picked === undefined || picked === 'back') {
		return 'cancelled';
	}
	form.method = picked.method;
	return 'next';
}

async function askBaseUrl({ form }: StepContext, numbered: Numbered) {
	const answer = await askText({
		...numbered,
		prompt: l10n.t('Base URL of your Chat Server: the number is the same as in your control panel, dash15 → api15.'),
		placeholder: 'https://api15.comm100.io/v4',
		value: form.baseUrl,
		check: (text) => {
			const result = parseBaseUrl(text);
			return result.ok ? undefined : baseUrlText(result);
		},
	});
	return taken(answer, (text) => {
		const result = parseBaseUrl(text);
		const typed = result.ok ? result.baseUrl : text;
		form.controlPanelUrl = typed === form.baseUrl ? form.controlPanelUrl : undefined;
		form.baseUrl = typed;
	});
}

/** Both addresses are shown before anything is sent to either: the secret goes there and nowhere else. */
async function askDash({ form }: StepContext, numbered: Numbered) {
	const isNeeded = form.method === 'oauth';
	const { origin } = new URL(form.baseUrl);
	const answer = await askText({
		...numbered,
		prompt: isNeeded
			? l10n.t(
					'Control panel of your site. What you enter next is sent to it and to {0}, and nowhere else. Enter confirms both.',
					origin,
				)
			: l10n.t(
					'Control panel of your site; may be left empty. What you enter next is sent to it and to {0}, and nowhere else. Enter confirms both.',
					origin,
				),
		placeholder: 'https://dash15.comm100.io',
		value: form.controlPanelUrl ?? controlPanelUrlOf(form.baseUrl) ?? '',
		check: (text) => {
			if (text === '' && !isNeeded) {
				return undefined;
			}
			const result = parseControlPanelUrl(text);
			return result.ok ? undefined : controlPanelText(result);
		},
	});
	return taken(answer, (text) => {
		const result = parseControlPanelUrl(text);
		const controlPanelUrl = result.ok ? result.baseUrl : '';
		// It stands hidden in its box, and belongs to the control panel that it was entered for.
		form.clientSecret = controlPanelUrl === form.controlPanelUrl ? form.clientSecret : '';
		form.controlPanelUrl = controlPanelUrl;
	});
}

/** What an administrator registers, and where the browser comes back to. */
async function askRedirect({ form, browser }: StepContext, numbered: Numbered) {
	const own = await browser.redirectUri();
	const answer = await askText({
		...numbered,
		prompt: l10n.t(
			'Redirect address that your administrator registers for Frontdesk. With this one the browser comes back by itself; with another, you paste the address that you land on.',
		),
		placeholder: own,
		value: form.redirectUri || own,
		buttons: [copyButton('copy', l10n.t('Copy the redirect address to register'), () => own)],
		check: (text) =>
			text === own || text === '' || isRedirectUri(text)
				? undefined
				: l10n.t('Redirect address: enter the https page that is registered, or leave it empty for that of VS Code.'),
	});
	return taken(answer, (text) => {
		form.redirectUri = text === own ? '' : text;
	});
}

async function askClientId({ form }: StepContext, numbered: Numbered) {
	const answer = await askText({
		...numbered,
		prompt: l10n.t('Client id that your administrator registered for Frontdesk.'),
		placeholder: l10n.t('Paste the client id'),
		value: form.clientId,
		check: (text) =>
			/^[\x21-\x7e]{1,256}$/.test(text)
				? undefined
				: l10n.t('Client id: paste it whole, in one line and without spaces.'),
	});
	return taken(answer, (text) => {
		form.clientId = text;
	});
}

async function askClientSecret({ form }: StepContext, numbered: Numbered) {
	const answer = await askText({
		...numbered,
		prompt: l10n.t('Client secret, if your administrator gave you one. Leave it empty otherwise.'),
		placeholder: l10n.t('None'),
		value: form.clientSecret,
		password: true,
		check: (text) =>
			/^[\x21-\x7e]{0,1024}$/.test(text)
				? undefined
				: l10n.t('Client secret: paste it whole, in one line and without spaces.'),
	});
	return taken(answer, (text) => {
		form.clientSecret = text;
	});
}

async function askSiteId({ form }: StepContext, numbered: Numbered) {
	const answer = await askText({
		...numbered,
		prompt: l10n.t(
			'Site id: a number. It stands in the address of your control panel and in the code of the chat button.',
		),
		placeholder: '10000',
		value: form.siteId,
		check: (text) => (isSiteId(text) ? undefined : l10n.t('Site id: enter the number of your site, like 10000.')),
	});
	return taken(answer, (text) => {
		form.siteId = text;
	});
}

async function askEmail({ form }: StepContext, numbered: Numbered) {
	const answer = await askText({
		...numbered,
		prompt: l10n.t('E-mail address that you sign in to the control panel with.'),
		placeholder: 'agent@example.com',
		value: form.email,
		// A colon would end the user name of HTTP Basic.
		check: (text) =>
			/^[^\s:@]+@[^\s:@]+$/.test(text)
				? undefined
				: l10n.t('E-mail: enter the address of your agent, like agent@example.com.'),
	});
	return taken(answer, (text) => {
		form.email = text;
	});
}

async function askKey(context: StepContext, numbered: Numbered) {
	const { form } = context;
	const credentialsOf = (key: string): Credentials => ({ kind: 'apiKey', email: form.email, key, siteId: form.siteId });
	return await askSecret(context, {
		...numbered,
		prompt: l10n.t('API key for {0}. It is kept in the secret store of VS Code.', hostOf(form)),
		placeholder: l10n.t('Paste the API key'),
		fault: (text) =>
			/^[\x21-\x7e]{4,1024}$/.test(text)
				? undefined
				: l10n.t('API key: paste it whole, in one line and without spaces.'),
		credentialsOf,
	});
}

async function askToken(context: StepContext, numbered: Numbered) {
	return await askSecret(context, {
		...numbered,
		prompt: l10n.t('Access token for {0}. It is kept in the secret store of VS Code.', hostOf(context.form)),
		placeholder: l10n.t('Paste the access token'),
		fault: (text) =>
			isAccessToken(bare(text)) ? undefined : l10n.t('Access token: paste it whole, in one line and without spaces.'),
		credentialsOf: (text) => ({ kind: 'accessToken', accessToken: bare(text) }),
	});
}

/** The last question: its answer is proved by a real call. */
async function askSecret(
	{ form, sites }: StepContext,
	step: Numbered &
		Pick<TextStep, 'prompt' | 'placeholder'> & {
			readonly fault: (text: string) => string | undefined;
			readonly credentialsOf: (text: string) => Credentials;
		},
) {
	const answer = await askText({
		...step,
		value: '',
		password: true,
		check: async (text, cancelled) => {
			const fault = step.fault(text);
			if (fault !== undefined) {
				return fault;
			}
			const abort = new AbortController();
			cancelled.onCancellationRequested(() => abort.abort());
			try {
				form.verified = await sites.verify(originsOf(form), step.credentialsOf(text), abort.signal);
				return undefined;
			} catch (error) {
				return signInErrorText(error);
			}
		},
	});
	return taken(answer, () => undefined);
}

function hostOf({ baseUrl }: Form): string {
	return new URL(baseUrl).host;
}

/** People paste the whole header. */
function bare(text: string): string {
	return text.replace(/^(?:authorization:\s*)?bearer\s+/i, '').trim();
}
