// Finds the visitors that match a search text, in everything that is shown of them.
import type { Id, NamedValue, Visitor } from '../../service/model';
import { shortId, visitorById } from '../labels';
import { visitorStatusText } from '../status/statusTexts';
import { dateMatcher, isNoDate } from './dates';
import { fold } from './fold';
import { isPhone, isSamePhone } from './phone';

/**
 * Whether every word of the query occurs in what is shown of a visitor, whatever the case and the accents. An empty query matches all.
 * A phone number matches also where it is written in another way.
 * Nothing is cached: searching the fields is as fast as searching one prepared text of all fields.
 * @param departmentName undefined for a department without a name
 */
export function visitorMatcher(
	query: string,
	departmentName: (id: Id) => string | undefined,
): (visitor: Visitor) => boolean {
	const statuses = new Map<string, string>();
	const statusText = (status: string) => {
		const text = statuses.get(status) ?? visitorStatusText(status);
		statuses.set(status, text);
		return text;
	};
	const folded = fold(query);
	// A month alone would find everybody who came in it: "Jan" is a name.
	const mayBeDate = /\p{Nd}/u.test(folded) || isNoDate(folded);
	const words = folded
		.split(' ')
		.filter((word) => word !== '')
		.map((word) => wordMatcher(word, departmentName, statusText, mayBeDate));
	const phone = isPhone(query) ? query : undefined;
	return (visitor) => {
		if (phone !== undefined && isSamePhone(visitor.phone, phone)) {
			return true;
		}
		for (const isIn of words) {
			if (!isIn(visitor)) {
				return false;
			}
		}
		return true;
	};
}

/** Whether a folded word occurs in anything that rows, hovers and the panel show of a visitor. The fields that differ most between rows come first. */
function wordMatcher(
	word: string,
	departmentName: (id: Id) => string | undefined,
	statusText: (status: string) => string,
	mayBeDate: boolean,
): (visitor: Visitor) => boolean {
	const has = textMatcher(word);
	const [beforeId = '', afterId = ''] = visitorById('{0}').split('{0}');
	const isInEveryLabel = has(beforeId) || has(afterId);
	// A translation may have no space beside the id.
	const isLabelJoined = /\S$/.test(beforeId) || /^\S/.test(afterId);
	const isInNumbers = mayOccurIn('0123456789.+-einfinity', word);
	const isInDate = mayBeDate ? dateMatcher(word, has) : undefined;

	function hasNumber(value: number | undefined): boolean {
		return value !== undefined && has(String(value));
	}

	function hasDate(instant: number | undefined): boolean {
		return instant !== undefined && isInDate?.(instant) === true;
	}

	function hasNamed(values: readonly NamedValue[]): boolean {
		return values.some(({ name, value, url }) => has(name) || has(value) || has(url));
	}

	return (visitor) =>
		isInEveryLabel ||
		has(visitor.name) ||
		has(visitor.email) ||
		has(visitor.id) ||
		has(visitor.company) ||
		has(visitor.phone) ||
		has(visitor.ip) ||
		has(visitor.currentBrowsing) ||
		has(visitor.landingPage) ||
		has(visitor.referrerUrl) ||
		has(visitor.searchKeywords) ||
		hasNamed(visitor.customVariableResults) ||
		hasNamed(visitor.customFields) ||
		has(visitor.country) ||
		has(visitor.state) ||
		has(visitor.city) ||
		has(visitor.timeZone) ||
		has(visitor.language) ||
		has(visitor.browser) ||
		has(visitor.operatingSystem) ||
		has(visitor.screenResolution) ||
		has(visitor.flashVersion) ||
		has(visitor.searchEngine) ||
		has(visitor.productService) ||
		has(visitor.departmentId) ||
		has(statusText(visitor.status)) ||
		has(visitor.departmentId === '' ? '' : (departmentName(visitor.departmentId) ?? '')) ||
		(isInNumbers && (hasNumber(visitor.visits) || hasNumber(visitor.chats) || hasNumber(visitor.pageViews))) ||
		(isInDate !== undefined && (hasDate(visitor.visitTime) || hasDate(visitor.firstVisitTime))) ||
		hasUnknown(visitor.more, has) ||
		(isLabelJoined && has(beforeId + shortId(visitor.id) + afterId));
}

function hasUnknown(more: Visitor['more'], has: (text: string) => boolean): boolean {
	for (const name in more) {
		if (has(`${name} ${JSON.stringify(more[name], undefined, 2)}`)) {
			return true;
		}
	}
	return false;
}

function mayOccurIn(letters: string, word: string): boolean {
	return [...word].every((letter) => letters.includes(letter));
}

/** Whether a folded word occurs in a text. Only texts beyond ASCII are folded for that; for others, one case-insensitive pattern is enough. */
function textMatcher(word: string): (text: string) => boolean {
	const pattern = beyondAscii.test(word)
		? beyondAscii
		: new RegExp(`${word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}|${beyondAscii.source}`, 'i');
	return (text) => text !== '' && pattern.test(text) && (!beyondAscii.test(text) || fold(text).includes(word));
}

const beyondAscii = /[^\t\n\r -~]/;
