// Where the agent console of a site is: its control panel, or what the user's template makes of it. Opens nothing.
import { isLoopback } from './baseUrl';

/**
 * - `unknown` there is no template, and the base URL does not tell the control panel
 * - `notUrl` the template is no address · `notHttps` it is not https, nor on this machine
 * - `credentials` it holds a user name or password · `place` a placeholder stands where it would change the host
 */
export type ConsoleUrlError = 'unknown' | 'notUrl' | 'notHttps' | 'credentials' | 'place';

export type ConsoleResult =
	| { readonly ok: true; readonly url: string }
	| { readonly ok: false; readonly fault: ConsoleUrlError };

export interface ConsoleInput {
	/** The setting; '' for none. */
	readonly template: string;
	/** The origin of the site's control panel, where known. */
	readonly controlPanelUrl: string | undefined;
	/** Whom to show, where the template takes a visitor. */
	readonly visitorId: string | undefined;
}

const visitorMark = '{visitorId}';
const dashMark = '{dash}';

/**
 * The address to open. In a template `{dash}` at its beginning stands for the origin of the site's control panel and `{visitorId}` for the visitor, encoded;
 * without a visitor, the part of the address that names one is left out.
 */
export function consoleUrl({ template, controlPanelUrl, visitorId }: ConsoleInput): ConsoleResult {
	const text = template.trim() || dashMark;
	const isOfDash = text.startsWith(dashMark);
	if (isOfDash && controlPanelUrl === undefined) {
		return { ok: false, fault: 'unknown' };
	}
	const whole = isOfDash ? controlPanelUrl + text.slice(dashMark.length) : text;
	const fault = faultOf(whole, isOfDash ? controlPanelUrl : undefined);
	if (fault) {
		return { ok: false, fault };
	}
	const shown = visitorId === undefined ? withoutVisitor(whole) : filled(whole, visitorId);
	return { ok: true, url: new URL(shown).href };
}

function filled(text: string, visitorId: string): string {
	return text.replaceAll(visitorMark, encodeURIComponent(visitorId));
}

function faultOf(text: string, controlPanelUrl: string | undefined): ConsoleUrlError | undefined {
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

/** The template without its parameter, fragment, or last parts of the path that name a visitor. */
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
