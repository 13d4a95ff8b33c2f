// Why a regular expression of the user isn't used.
import * as l10n from '@vscode/l10n';
import type { PatternErrorCode } from '../../desk/patterns/readPattern';
import { toSingleLine } from '../text';

/** In UTF-16 units. */
const maxText = 60;

interface RefusedPattern {
	readonly code: PatternErrorCode;
	/** The pattern, as the user wrote it. */
	readonly text?: string;
	/** The index of a character in it. */
	readonly at?: number | undefined;
}

export function patternErrorText({ code, text = '', at = 0 }: RefusedPattern): string {
	const shown = toSingleLine(text, maxText);
	switch (code) {
		case 'empty':
			return l10n.t('The value is empty, so everything would match');
		case 'tooLong':
			return l10n.t('The value is too long');
		case 'tooLarge':
			return l10n.t('The expression repeats too much: {0}', shown);
		case 'nestedRepetition':
			return l10n.t({
				message: 'A repetition in a repetition can take very long (character {0}): {1}',
				comment: '{0} is a position in the regular expression {1}',
				args: [at + 1, shown],
			});
		case 'notSupported':
			return l10n.t({
				message: "This part of the expression isn't supported (character {0}): {1}",
				comment: '{0} is a position in the regular expression {1}',
				args: [at + 1, shown],
			});
		case 'syntax':
			return l10n.t({
				message: 'The expression has a mistake (character {0}): {1}',
				comment: '{0} is a position in the regular expression {1}',
				args: [at + 1, shown],
			});
	}
}
