// Why a part of the setting of the segments isn't used.
import * as l10n from '@vscode/l10n';
import type { SegmentError } from '../../desk/segments/segments';
import { patternErrorText } from '../patterns/patternTexts';
import { toSingleLine } from '../text';

/** In UTF-16 units. */
const maxName = 40;
const maxText = 60;

/** "Segment “VIP”, rule 2: …": names the place in the setting. */
function segmentErrorText({ segment, name, rule, error }: SegmentError): string {
	const reason = reasonText(error);
	const title = toSingleLine(name, maxName) || String(segment);
	if (segment === 0) {
		return reason;
	}
	return rule === undefined
		? l10n.t({
				message: 'Segment “{0}”: {1}',
				comment: '{0} is the name of a list of rules, {1} why it is not used',
				args: [title, reason],
			})
		: l10n.t({
				message: 'Segment “{0}”, rule {1}: {2}',
				comment: '{0} is the name of a list of rules, {1} a position in it, {2} why it is not used',
				args: [title, rule, reason],
			});
}

function reasonText({ code, text = '', ...more }: SegmentError['error']): string {
	const shown = toSingleLine(text, maxText);
	const at = 'at' in more ? more.at : undefined;
	switch (code) {
		case 'notASegment':
			return l10n.t('The segments must be a list');
		case 'noName':
			return l10n.t('The name is missing');
		case 'sameName':
			return l10n.t('Another segment has this name');
		case 'noRules':
			return l10n.t('A segment has 1 to {0} rules', shown);
		case 'badIcon':
			return l10n.t("This isn't the ID of an icon");
		case 'tooMany':
			return l10n.t('Only the first {0} segments are used', shown);
		case 'notARule':
			return l10n.t("This isn't a rule");
		case 'unknownField':
			return l10n.t('Unknown field “{0}”', shown);
		case 'noOperator':
			return l10n.t('A rule has one of “is”, “contains” and “matches”');
		case 'notText':
			return l10n.t('The value must be text');
		default:
			return patternErrorText({ code, text, at });
	}
}

/** The first error, and how many there are; undefined if there is none. */
export function segmentErrorsText(errors: readonly SegmentError[]): string | undefined {
	const [first] = errors;
	if (!first) {
		return undefined;
	}
	const text = segmentErrorText(first);
	return errors.length === 1
		? text
		: l10n.t({
				message: '{0} · {1} more',
				comment: '{0} is what is wrong in the settings, {1} the number of other mistakes',
				args: [text, errors.length - 1],
			});
}
