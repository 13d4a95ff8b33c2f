// Checks the addresses that a secret may be sent to: base URL, control panel, redirect address.

/** Why a text is no base URL. */
type BaseUrlError = 'empty' | 'notUrl' | 'notHttps' | 'credentials' | 'query' | 'controlPanel';

export type BaseUrlResult =
	| { readonly ok: true; readonly baseUrl: string }
	| {
			readonly ok: false;
			readonly error: BaseUrlError;
			/** A suggestion, if there is one. */
			readonly instead?: string;
	  };

/** Whether a host name is this machine: the only host that http is allowed for. */
export function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * A base URL as it is stored: scheme, host, port and path prefix, without a trailing slash.
 * White-label hosts exist, so any host and any path prefix is accepted (docs/api.md#base-url).
 */
export function parseBaseUrl(text: string): BaseUrlResult {
	const trimmed = text.trim();
	if (trimmed === '') {
		return { ok: false, error: 'empty' };
	}
	if (!URL.canParse(trimmed) || !/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) {
		const guess = `https://${trimmed}`;
		const instead = !/\s|:\/\//.test(trimmed) && trimmed.includes('.') && URL.canParse(guess) ? guess : undefined;
		return { ok: false, error: 'notUrl', ...(instead && { instead }) };
	}
	const url = new URL(trimmed);
	if (url.username !== '' || url.password !== '') {
		return { ok: false, error: 'credentials' };
	}
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
		const instead = url.protocol === 'http:' ? `https:${url.href.slice('http:'.length)}` : undefined;
		return { ok: false, error: 'notHttps', ...(instead && { instead }) };
	}
	if (url.search !== '' || url.hash !== '') {
		return { ok: false, error: 'query', instead: url.origin + url.pathname };
	}
	const panel = /^dash(\d+)\.comm100\.io$/.exec(url.hostname);
	if (panel) {
		return { ok: false, error: 'controlPanel', instead: `https://api${panel[1]}.comm100.io/v4` };
	}
	return { ok: true, baseUrl: url.origin + url.pathname.replace(/\/+$/, '') };
}

/**
 * The origin of the control panel that belongs to a base URL: `https://api15.comm100.io/v4` has `https://dash15.comm100.io`
 * (docs/api.md#base-url). Undefined for every other host.
 */
export function controlPanelUrlOf(baseUrl: string): string | undefined {
	const { protocol, hostname, port } = URL.canParse(baseUrl)
		? new URL(baseUrl)
		: { protocol: '', hostname: '', port: '' };
	const number = /^api(\d+)\.comm100\.io$/.exec(hostname)?.[1];
	return number === undefined || protocol !== 'https:' || port !== '' ? undefined : `https://dash${number}.comm100.io`;
}

/**
 * Whether a browser sign-in can end on this page: https, or http on this machine (docs/api.md#browser-sign-in).
 * OAuth allows no fragment. A registered address is compared letter by letter, so it is not normalized.
 */
export function isRedirectUri(text: string): boolean {
	const { protocol, hostname, username, password, hash } = new URL(URL.canParse(text) ? text : 'none:');
	const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
	return isSafe && `${username}${password}${hash}` === '';
}

/** The origin of a control panel as it is stored. The path is dropped: people paste the page they are on. */
export function parseControlPanelUrl(text: string): BaseUrlResult {
	const parsed = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
	const isPage = parsed && parsed.username === '' && parsed.password === '';
	const result = parseBaseUrl(isPage ? parsed.origin : text);
	return result.ok || result.error !== 'controlPanel' ? result : { ok: true, baseUrl: new URL(text.trim()).origin };
}
