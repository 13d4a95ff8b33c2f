// The texts of counts: the digits of one that the service sent, and the plural form of a text with a number.
import * as l10n from '@vscode/l10n';
import { perLanguage } from './language';

/** Above this a count is a mistake of the service, and its digits would not fit. */
const maxCount = 999_999;

/** Whole digits, never negative; "999999+" for more. Empty for undefined. */
export function countText(count: number | undefined): string {
	if (count === undefined) {
		return '';
	}
	return count > maxCount ? `${maxCount}+` : String(wholeCount(count));
}

/** A count that the service sent, without a sign and a fraction. */
export function wholeCount(count: number): number {
	return count > 0 ? Math.floor(count) : 0;
}

/** Texts by the plural category of their number, as Unicode names it. A category without a text has that of `other`. */
type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const pluralRules = /* @__PURE__ */ perLanguage((tag) => new Intl.PluralRules(tag));

/** The text that goes with a number in the language of the texts: "1 visitor", "2 visitors". */
export function pluralText(count: number, forms: PluralForms): string {
	return forms[pluralRules().select(count)] ?? forms.other;
}

/** "1 agent", "3 agents". */
export function agentCountText(count: number): string {
	return pluralText(count, {
		one: l10n.t({ message: '{0} agent', comment: 'Number of agents in a group', args: [count] }),
		other: l10n.t({ message: '{0} agents', comment: 'Number of agents in a group', args: [count] }),
	});
}

/** "1 visitor", "3 visitors". */
export function visitorCountText(count: number): string {
	return pluralText(count, {
		one: l10n.t({ message: '{0} visitor', comment: 'Number of visitors in a group', args: [count] }),
		other: l10n.t({ message: '{0} visitors', comment: 'Number of visitors in a group', args: [count] }),
	});
}
