// Turns texts of visitors into links, where that is safe.
import { maskMark } from './privacy/maskText';

/** In UTF-16 units. Some programs cut longer addresses, which changes where they lead. */
const maxLength = 2048;

/** Characters that URL parsers treat differently: spaces, controls, invisible and bidi characters, backslashes, lone surrogates. */
const suspicious = /[\s\\"<>`\p{C}\p{Z}\u2800\uFFFD]/u;

/** The normalized address of a text that is a safe link. Schemes: http, https, mailto, tel. */
export function safeLink(text: string): string | undefined {
	// trim() also removes other spaces than blanks; a link may not have those.
	const address = trimBlanks(text);
	if (address.length > maxLength || suspicious.test(address) || address.includes(maskMark)) {
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

/** Without blanks at both ends. A pattern like / +$/ takes quadratic time on a long run of blanks. */
function trimBlanks(text: string): string {
	const isEdge = (at: number) => text[at] === ' ';
	let start = 0;
	let end = text.length;
	while (start < end && isEdge(start)) {
		start++;
	}
	while (end > start && isEdge(end - 1)) {
		end--;
	}
	return text.slice(start, end);
}

function webLink(address: string): string | undefined {
	// URL.parse is missing in VS Code 1.100.
	if (!URL.canParse(address)) {
		return undefined;
	}
	const url = new URL(address);
	// A user name can be mistaken for the host: https://bank.example@evil.example.
	const hasNoUser =
		url.username === '' && url.password === '' && !/^[^/?#]*@/.test(address.slice(address.indexOf('//') + 2));
	return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' && hasNoUser
		? url.href
		: undefined;
}

/** A `mailto:` link for a single address. Refuses further recipients, attachments and headers. */
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

/** A `tel:` link for a phone number. Refuses codes with * and #, which can change a phone's settings. */
export function phoneLink(text: string): string | undefined {
	const number = text.trim();
	if (!/^\+?[\d (][\d ()./-]*$/.test(number)) {
		return undefined;
	}
	const digits = number.replace(/\D/g, '');
	return digits.length >= 4 && digits.length <= 15 ? `tel:${number.startsWith('+') ? '+' : ''}${digits}` : undefined;
}

/** The link of a text that is an address or contains exactly one: the service sends a page as its title and address. */
export function linkIn(text: string): { readonly href: string; readonly text: string } | undefined {
	const whole = safeLink(text);
	if (whole !== undefined) {
		return { href: whole, text };
	}
	const found = text.length <= 2 * maxLength ? (text.match(/(?<!\S)\(*https?:\/\/\S+/gi) ?? []) : [];
	const address = found.length === 1 ? withoutPunctuation(found[0] ?? '') : undefined;
	const href = address === undefined ? undefined : safeLink(address);
	return address === undefined || href === undefined ? undefined : { href, text: address };
}

/** An address without what belongs to the text around it. A closing parenthesis that the address has opened is a part of it. */
function withoutPunctuation(word: string): string {
	const address = word.replace(/^\(+/, '');
	let end = address.length;
	let open = address.split('(').length - address.split(')').length;
	while (end > 0) {
		const last = address[end - 1] ?? '';
		if (last === ')' && open < 0) {
			open++;
		} else if (!/[.,;:!?…]/.test(last)) {
			break;
		}
		end--;
	}
	return address.slice(0, end);
}
