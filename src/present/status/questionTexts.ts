// The texts of the questions that the rules of my status ask, and of their buttons.
import * as l10n from '@vscode/l10n';
import type { Answer, Question } from '../../desk/status/actions';
import { warning } from '../../desk/status/autoAway';
import { toSingleLine } from '../text';
import { spanInWords } from '../timeInWords';
import { agentStatusText } from './statusTexts';

const minute = 60_000;

export function questionText(question: Question): string {
	switch (question.kind) {
		case 'askTimer':
			return l10n.t(
				'The time that you wanted to be away is up. Your status is still {0}.',
				nameOf(question.timer.status),
			);
		case 'warn':
			return l10n.t({
				message: 'No VS Code window was active for almost {0}. Your status changes to {1} in {2}.',
				comment: '{0} and {2} are spans, like "15 minutes" and "30 seconds"',
				args: [spanInWords(question.minutes * minute), nameOf(question.auto.status), spanInWords(warning)],
			});
		case 'askReturned':
			return l10n.t('Your status is still {0}.', nameOf(question.status));
		case 'askStart':
			return l10n.t("Your working hours have started, and you aren't online.");
		case 'askEnd':
			return l10n.t("Your working hours are over, and you're still online.");
	}
}

/** The button of an answer. */
export function answerText(question: Question, answer: Answer): string {
	switch (answer) {
		case 'goOnline':
			return l10n.t('Go Online');
		case 'goAway': {
			const status = question.kind === 'askEnd' ? nameOf(question.status) : '';
			return l10n.t({ message: 'Set {0}', comment: 'Button: sets the own status to {0}', args: [status] });
		}
		case 'moreMinutes':
			return l10n.t('10 More Minutes');
		case 'stay':
			switch (question.kind) {
				case 'warn':
				case 'askEnd':
					return l10n.t('Stay Online');
				case 'askStart':
					return l10n.t('Not Now');
				default:
					return l10n.t('Stay Away');
			}
	}
}

/** Tells that an automatic status was undone. */
export function undoneText(status: string): string {
	return l10n.t('Welcome back. Your status was {0} while no window was active; you are online again.', nameOf(status));
}

/** Tells that the answer to an old question had no effect. */
export function nothingSetText(): string {
	return l10n.t('No status was set: the question was about another agent, or about a site that is no longer open.');
}

function nameOf(status: string): string {
	return toSingleLine(agentStatusText(status), 40);
}
