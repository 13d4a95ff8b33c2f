// What a text is that the user looks up: an ID, an e-mail address, an IP address, a phone number, or any text.
import { typedGuid } from '../../desk/typedId';
import type { Id } from '../../service/model';
import { isPhone } from '../find/phone';
import { toSingleLine } from '../text';
import { onlyGuidIn } from './guids';

export type LookUpTarget =
	| { readonly kind: 'id'; readonly id: Id }
	| { readonly kind: 'email' | 'ip' | 'phone' | 'text'; readonly text: string };

/** How much of a selection is read, in UTF-16 units. */
export const maxSelection = 1000;

/** How much of it is searched for, if it is a text. */
const maxQuery = 120;

// Each repetition is bounded, so that no selection takes long.
const email = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
const ip4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)/g;
const ip6 = /^(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$|^(?=.*::)(?!.*::.*::)[0-9a-f:]{2,39}(?<=[0-9a-f]|::)$/i;

/** Undefined if there is nothing to see in the text. Around an ID or an address there may be other text, if there is only one. */
export function lookUpTarget(selection: string): LookUpTarget | undefined {
	const text = toSingleLine(selection.slice(0, maxSelection));
	const id = typedGuid(text) ?? onlyGuidIn(text);
	if (id !== undefined) {
		return { kind: 'id', id };
	}
	const address = only(text.match(email));
	if (address !== undefined) {
		return { kind: 'email', text: address };
	}
	const bare = text.replace(/^\[|\](?::\d+)?$|%\w+$/g, '');
	const ip = only(text.match(ip4)?.filter(isIp4)) ?? (ip6.test(bare) ? bare.toLowerCase() : undefined);
	if (ip !== undefined) {
		return { kind: 'ip', text: ip };
	}
	const number = text.replace(/^tel:/i, '');
	if (isPhone(number)) {
		return { kind: 'phone', text: number };
	}
	const query = toSingleLine(withoutQuotes(text), maxQuery).replace(/…$/, '');
	return query === '' ? undefined : { kind: 'text', text: query };
}

function only(found: readonly string[] | null | undefined): string | undefined {
	const all = new Set((found ?? []).map((each) => each.toLowerCase()));
	const [first] = all;
	return all.size === 1 ? first : undefined;
}

function isIp4(text: string): boolean {
	return text.split('.').every((part) => Number(part) <= 255);
}

function withoutQuotes(text: string): string {
	return /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`)$/.exec(text)?.slice(1).join('') ?? text;
}
