// Compares phone numbers, which people write in many ways.

/** Whether a text can only be a phone number: signs of one, and 7 to 15 digits. A date begins with its year and isn't one. */
export function isPhone(text: string): boolean {
	const number = text.trim();
	const digits = number.replace(/\D/g, '').length;
	return (
		number.length <= 32 &&
		/^\+?[\d(][\d ()./\u00a0\u2011-]*\d$/.test(number) &&
		digits >= 7 &&
		digits <= 15 &&
		!/^\d{4}-\d\d-\d\d|^\d{1,3}(?:\.\d{1,3}){3}$/.test(number)
	);
}

/** Whether two texts are the same number, with or without the code of the country. @param sought a text that `isPhone` accepts */
export function isSamePhone(shown: string, sought: string): boolean {
	if (shown === '' || shown.length > 64) {
		return false;
	}
	const one = significant(shown);
	const other = significant(sought);
	return Math.min(one.length, other.length) >= 6 && (one.endsWith(other) || other.endsWith(one));
}

/** The digits without zeros at the start: those are prefixes, which differ from where one calls. "+44 (0)20" is "+44 20". */
function significant(text: string): string {
	return text.replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '');
}
