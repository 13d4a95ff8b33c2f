// The steps of the three sign-in methods: each asks one question and checks the answer, the last one by a real call.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { baseUrlText, controlPanelText, signInErrorText } from '../../present/signIn/signInTexts';
import { controlPanelUrlOf, isRedirectUri, parseBaseUrl, parseControlPanelUrl } from '../../service/baseUrl';
import { type Credentials, isAccessToken, isSiteId } from '../../service/credentials';
import { shownItem } from '../gates/quickPicks';
import { askChoice, askText, type TextStep } from '../input/inputSteps';
import { askBrowser } from './browserStep';
import { copyButton, type Form, type Numbered, originsOf, type Step, type StepContext, taken } from './signInForm';

/** The steps of the selected method, in their order. */
export function stepsOf({ method }: Form): readonly Step[] {
	switch (method) {
		case 'oauth':
			return [askMethod, askBaseUrl, askControlPanel, askRedirect, askClientId, askClientSecret, askSiteId, askBrowser];
		case 'apiKey':
			return [askMethod, askBaseUrl, askControlPanel, askSiteId, askEmail, askKey];
		case 'accessToken':
			return [askMethod, askBaseUrl, askControlPanel, askToken];
	}
}

interface MethodItem extends vscode.QuickPickItem {
	readonly method: Credentials['kind'];
}

async function askMethod({ form }: StepContext, numbered: Numbered) {
	const items = [
		shownItem<MethodItem>({
			method: 'oauth',
			label: l10n.t('Browser sign-in'),
			iconPath: new vscode.ThemeIcon('globe'),
			detail: l10n.t('Renews itself. Needs a client ID that the administrator of your site registers once.'),
		}),
		shownItem<MethodItem>({
			method: 'apiKey',
			label: l10n.t({ message: 'API key', comment: 'A way to sign in' }),
			iconPath: new vscode.ThemeIcon('key'),
			detail: l10n.t("Doesn't expire. You find yours in the control panel, under My Profile."),
		}),
		shownItem<MethodItem>({
			method: 'accessToken',
			label: l10n.t({ message: 'Access token', comment: 'A way to sign in' }),
			iconPath: new vscode.ThemeIcon('symbol-string'),
			detail: l10n.t('For a quick try. Tokens expire after about 12 hours.'),
		}),
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
		prompt: l10n.t('Base URL of your Chat Server. It has the same number as your control panel: dash15 → api15.'),
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

/** Shows both addresses before anything is sent: the secret goes there and nowhere else. */
async function askControlPanel({ form }: StepContext, numbered: Numbered) {
	const isNeeded = form.method === 'oauth';
	const { origin } = new URL(form.baseUrl);
	const answer = await askText({
		...numbered,
		prompt: isNeeded
			? l10n.t(
					'Control panel of your site. Press Enter to confirm that what you enter next is sent only to it and to {0}.',
					origin,
				)
			: l10n.t(
					'Control panel of your site (optional). Press Enter to confirm that what you enter next is sent only to it and to {0}.',
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
		// A secret belongs to the control panel that it was entered for.
		form.clientSecret = controlPanelUrl === form.controlPanelUrl ? form.clientSecret : '';
		form.controlPanelUrl = controlPanelUrl;
	});
}

async function askRedirect({ form, browser }: StepContext, numbered: Numbered) {
	const own = await browser.redirectUri();
	const answer = await askText({
		...numbered,
		prompt: l10n.t(
			'Redirect URI that your administrator registers for Frontdesk. With this one, the browser returns to VS Code. With another one, you paste the address of the page that the sign-in ends on.',
		),
		placeholder: own,
		value: form.customRedirectUri || own,
		buttons: [copyButton('copy', l10n.t('Copy Redirect URI'), () => own)],
		check: (text) =>
			text === own || text === '' || isRedirectUri(text)
				? undefined
				: l10n.t('Redirect URI: enter the registered https page, or leave it empty to use the one of VS Code.'),
	});
	return taken(answer, (text) => {
		form.customRedirectUri = text === own ? '' : text;
	});
}

async function askClientId({ form }: StepContext, numbered: Numbered) {
	const answer = await askText({
		...numbered,
		prompt: l10n.t('Client ID that your administrator registered for Frontdesk.'),
		placeholder: l10n.t('Paste the client ID'),
		value: form.clientId,
		check: (text) =>
			/^[\x21-\x7e]{1,256}$/.test(text)
				? undefined
				: l10n.t('Client ID: paste the whole ID, in one line and without spaces.'),
	});
	return taken(answer, (text) => {
		form.clientId = text;
	});
}

async function askClientSecret({ form }: StepContext, numbered: Numbered) {
	const answer = await askText({
		...numbered,
		prompt: l10n.t('Client secret, if your administrator gave you one. Otherwise leave it empty.'),
		placeholder: l10n.t({ message: 'None', comment: 'Shown in an empty field: no client secret' }),
		value: form.clientSecret,
		password: true,
		check: (text) =>
			/^[\x21-\x7e]{0,1024}$/.test(text)
				? undefined
				: l10n.t('Client secret: paste the whole secret, in one line and without spaces.'),
	});
	return taken(answer, (text) => {
		form.clientSecret = text;
	});
}

async function askSiteId({ form }: StepContext, numbered: Numbered) {
	const answer = await askText({
		...numbered,
		prompt: l10n.t(
			'Site ID, a number. You find it in the address of your control panel and in the code of the chat button.',
		),
		placeholder: '10000',
		value: form.siteId,
		check: (text) => (isSiteId(text) ? undefined : l10n.t('Site ID: enter the number of your site, like 10000.')),
	});
	return taken(answer, (text) => {
		form.siteId = text;
	});
}

async function askEmail({ form }: StepContext, numbered: Numbered) {
	const answer = await askText({
		...numbered,
		prompt: l10n.t('E-mail address that you use to sign in to the control panel.'),
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
		prompt: l10n.t('API key for {0}. It is saved in secret storage.', hostOf(form)),
		placeholder: l10n.t('Paste the API key'),
		validate: (text) =>
			/^[\x21-\x7e]{4,1024}$/.test(text)
				? undefined
				: l10n.t('API key: paste the whole key, in one line and without spaces.'),
		credentialsOf,
	});
}

async function askToken(context: StepContext, numbered: Numbered) {
	return await askSecret(context, {
		...numbered,
		prompt: l10n.t('Access token for {0}. It is saved in secret storage.', hostOf(context.form)),
		placeholder: l10n.t('Paste the access token'),
		validate: (text) =>
			isAccessToken(withoutBearer(text))
				? undefined
				: l10n.t('Access token: paste the whole token, in one line and without spaces.'),
		credentialsOf: (text) => ({ kind: 'accessToken', accessToken: withoutBearer(text) }),
	});
}

/** The last step: proves the answer by a real call. */
async function askSecret(
	{ form, sites }: StepContext,
	step: Numbered &
		Pick<TextStep, 'prompt' | 'placeholder'> & {
			readonly validate: (text: string) => string | undefined;
			readonly credentialsOf: (text: string) => Credentials;
		},
) {
	const answer = await askText({
		...step,
		value: '',
		password: true,
		check: async (text, cancelled) => {
			const message = step.validate(text);
			if (message !== undefined) {
				return message;
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

/** Users paste the whole header. */
function withoutBearer(text: string): string {
	return text.replace(/^(?:authorization:\s*)?bearer\s+/i, '').trim();
}
