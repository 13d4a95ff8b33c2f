// Which texts of a stranger may become a link, and to what; everything else stays plain text. Opens nothing.

/** Longer addresses are not typed by people, and some openers cut them, which changes where they lead. */
const maxLength = 2048;

/** Blanks, controls, invisible and bidi characters, backslashes, lone surrogates: parsers disagree about each of them. */
const suspicious = /[\s\\"<>`\p{C}\p{Z}\u2800\uFFFD]/u;

/** The address to open, in the spelling that all parsers agree on, or undefined. Schemes: http, https, mailto, tel. */
export function safeLink(text: string): string | undefined {
	const address = text.replace(/^ +| +$/g, '');
	if (address.length > maxLength || suspicious.test(address)) {
		return undefined;
	}
	const scheme = /^(https?(?=:\/\/[^/])|mailto(?=:)|tel(?=:))/i.exec(address)?.[0].toLowerCase();
	if (scheme === 'mailto') {
		return mailLink(address.slice('mailto:'.length));
	}
	if (scheme === 'tel') {
		return phoneLink(address.slice('tel:'.length));
	}
	return scheme === undefined ? undefined : webLink(address);
}

function webLink(address: string): string | undefined {
	// Guarded by hand: URL.parse is younger than VS Code 1.100.
	if (!URL.canParse(address)) {
		return undefined;
	}
	const url = new URL(address);
	// A name before the host is there to be taken for the host: https://bank.example@evil.example.
	const bare =
		url.username === '' && url.password === '' && !/^[^/?#]*@/.test(address.slice(address.indexOf('//') + 2));
	return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' && bare ? url.href : undefined;
}

/** `mailto:` of an address that is one and nothing more: further recipients, attachments and headers can be smuggled in. */
export function mailLink(text: string): string | undefined {
	const [address = '', query] = text.trim().split('?', 2);
	const match = /^([\w.!#$&'*+/=^{|}~-]{1,64})@((?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d])$/i.exec(
		address,
	);
	const [, name, host] = match ?? [];
	if (name === undefined || host === undefined || host.length > 253 || text.includes('\n')) {
		return undefined;
	}
	if (query !== undefined && !/^subject=[\w%.+~-]*$/i.test(query)) {
		return undefined;
	}
	return `mailto:${encodeURIComponent(name)}@${host}${query === undefined ? '' : `?${query}`}`;
}

/** `tel:` of something that reads as a telephone number; codes with * and # can change a telephone's settings. */
export function phoneLink(text: string): string | undefined {
	const number = text.trim();
	if (!/^\+?[\d (][\d ()./-]*$/.test(number)) {
		return undefined;
	}
	const digits = number.replace(/\D/g, '');
	return digits.length >= 4 && digits.length <= 15 ? `tel:${number.startsWith('+') ? '+' : ''}${digits}` : undefined;
}

/** The link of a text that is an address, or that holds exactly one beside other words (a title before it; API.md, Quirks). */
export function linkIn(text: string): { readonly href: string; readonly text: string } | undefined {
	const whole = safeLink(text);
	if (whole !== undefined) {
		return { href: whole, text };
	}
	const found = text.length <= 2 * maxLength ? (text.match(/(?<!\S)\(?https?:\/\/\S+/gi) ?? []) : [];
	const address = found.length === 1 ? found[0]?.replace(/^\(|[).,;]+$/g, '') : undefined;
	const href = address === undefined ? undefined : safeLink(address);
	return address === undefined || href === undefined ? undefined : { href, text: address };
}
