// Builds the address of a site's agent console: its control panel, or the user's template.
import { isLoopback } from './baseUrl';

/**
 * - `unknown` there is no template, and the control panel is unknown
 * - `notUrl` the template is no address · `notHttps` it is neither https nor on this machine
 * - `credentials` it contains a user name or password · `place` a placeholder would change the host
 */
export type ConsoleUrlError = 'unknown' | 'notUrl' | 'notHttps' | 'credentials' | 'place';

type ConsoleResult =
	| { readonly ok: true; readonly url: string }
	| { readonly ok: false; readonly error: ConsoleUrlError };

interface ConsoleInput {
	/** The setting; `''` for none. */
	readonly template: string;
	/** The origin of the site's control panel, if known. */
	readonly controlPanelUrl: string | undefined;
	/** The visitor to show, if the template has a placeholder for one. */
	readonly visitorId: string | undefined;
}

const visitorMark = '{visitorId}';
const dashMark = '{dash}';

/**
 * The address to open. In a template, `{dash}` at the beginning stands for the origin of the site's control panel and `{visitorId}`
 * for the encoded id of the visitor; without a visitor, the part of the address that contains it is left out.
 */
export function consoleUrl({ template, controlPanelUrl, visitorId }: ConsoleInput): ConsoleResult {
	const text = template.trim() || dashMark;
	const hasDash = text.startsWith(dashMark);
	if (hasDash && controlPanelUrl === undefined) {
		return { ok: false, error: 'unknown' };
	}
	const whole = hasDash ? controlPanelUrl + text.slice(dashMark.length) : text;
	const error = errorOf(whole, hasDash ? controlPanelUrl : undefined);
	if (error) {
		return { ok: false, error };
	}
	const shown = visitorId === undefined ? withoutVisitor(whole) : filled(whole, visitorId);
	return { ok: true, url: new URL(shown).href };
}

function filled(text: string, visitorId: string): string {
	return text.replaceAll(visitorMark, encodeURIComponent(visitorId));
}

function errorOf(text: string, controlPanelUrl: string | undefined): ConsoleUrlError | undefined {
	const [url, other] = ['0', '1'].map((id) => parsed(filled(text, id)));
	if (!url || !other) {
		return 'notUrl';
	}
	if (url.username !== '' || url.password !== '') {
		return 'credentials';
	}
	if (
		url.origin !== other.origin ||
		(controlPanelUrl !== undefined && url.origin !== controlPanelUrl) ||
		text.includes(dashMark)
	) {
		return 'place';
	}
	return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)) ? undefined : 'notHttps';
}

function parsed(text: string): URL | undefined {
	return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
}

/** The template without the parameter, fragment or end of the path that contains the visitor. */
function withoutVisitor(text: string): string {
	const [beforeHash = '', ...fragment] = text.split('#');
	const [path = '', ...queries] = beforeHash.split('?');
	const hash = fragment.join('#');
	const query = queries
		.join('?')
		.split('&')
		.filter((part) => part !== '' && !part.includes(visitorMark))
		.join('&');
	const shownPath = path.includes(visitorMark)
		? path.slice(0, path.lastIndexOf('/', path.indexOf(visitorMark)) + 1)
		: path;
	return `${shownPath}${query && `?${query}`}${hash === '' || hash.includes(visitorMark) ? '' : `#${hash}`}`;
}
