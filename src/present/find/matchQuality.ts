// How well a visitor matches a search text, so that the best match comes first.
import type { NamedValue, Visitor } from '../../service/model';
import { fold } from './fold';
import { isPhone, isSamePhone } from './phone';

/** 0 a field is the text · 1 it begins with it · 2 a word in it does · 3 anything else. */
export type MatchQuality = 0 | 1 | 2 | 3;

/** Of visitors who match. Looks at the fields that people know a visitor by; undefined for a text that says too little. */
export function matchQuality(query: string): ((visitor: Visitor) => MatchQuality) | undefined {
	const sought = fold(query).trim();
	if (sought.length < 2) {
		return undefined;
	}
	const phone = isPhone(query) ? query : undefined;

	function ofText(text: string): MatchQuality {
		if (text.length === 0) {
			return 3;
		}
		const folded = /^[ -~]*$/.test(text) ? text.toLowerCase() : fold(text);
		let at = folded.indexOf(sought);
		if (at === 0) {
			return folded.length === sought.length ? 0 : 1;
		}
		while (at > 0) {
			if (!/[\p{L}\p{N}]/u.test(folded.charAt(at - 1))) {
				return 2;
			}
			at = folded.indexOf(sought, at + 1);
		}
		return 3;
	}

	function ofNamed(values: readonly NamedValue[]): MatchQuality {
		return least(values.map(({ value }) => ofText(value)));
	}

	return (visitor) =>
		phone !== undefined && isSamePhone(visitor.phone, phone)
			? 0
			: least([
					ofText(visitor.name),
					ofText(visitor.email),
					ofText(visitor.id),
					ofText(visitor.phone),
					ofText(visitor.ip),
					ofText(visitor.company),
					ofNamed(visitor.customVariableResults),
					ofNamed(visitor.customFields),
				]);
}

function least(qualities: readonly MatchQuality[]): MatchQuality {
	return qualities.reduce<MatchQuality>((best, each) => (each < best ? each : best), 3);
}
