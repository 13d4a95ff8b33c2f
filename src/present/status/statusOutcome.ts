// The texts for a status that was not set, or may not have been set.
import * as l10n from '@vscode/l10n';
import type { StatusOutcome } from '../../desk/status/statusWrites';
import { type ApiError, canMeanBadInput } from '../../service/errors';
import { errorText } from '../errorTexts';
import { toSingleLine, visibleLine } from '../text';
import { agentStatusText } from './statusTexts';

/** Maximum length (UTF-16 units) of the service's own reason, which is text from outside: it is quoted. */
const longestReason = 200;

/** Whether the role of the user permits no status here: the agent console is the way then. */
export function isStatusForbidden(error: ApiError): boolean {
	return error.kind === 'forbidden' && error.isServiceAnswer;
}

/** The text for a write that the service refused; undefined if the failure has nothing to do with statuses. */
export function refusedStatusText(status: string, error: ApiError): string | undefined {
	if (canMeanBadInput(error)) {
		const facts = [shownStatus(status), error.status ?? ''] as const;
		const reason = visibleLine(error.serverMessage ?? '', longestReason);
		return reason === ''
			? l10n.t(
					'The service refused the status “{0}” ({1}). Check that it is enabled for your site. A status that was just enabled takes up to 5 seconds.',
					...facts,
				)
			: l10n.t(
					'The service refused the status “{0}” ({1}): “{2}” Check that it is enabled for your site. A status that was just enabled takes up to 5 seconds.',
					...facts,
					reason,
				);
	}
	return isStatusForbidden(error)
		? l10n.t(
				"You don't have permission to set a status with Frontdesk (403). Set it in the agent console; Frontdesk still shows it.",
			)
		: undefined;
}

/** The same for a write to another agent. */
export function refusedAgentStatusText(status: string, error: ApiError): string | undefined {
	return error.kind === 'forbidden' && error.isServiceAnswer
		? l10n.t(
				"You don't have permission to set the status of other agents (403). Ask the agent, or an administrator of your site.",
			)
		: refusedStatusText(status, error);
}

/** The text for what became of a write of my status, or of another agent's; undefined if the status was set. */
export function statusOutcomeText(
	status: string,
	outcome: StatusOutcome,
	whose: 'mine' | 'other' = 'mine',
): string | undefined {
	if (outcome.kind === 'set') {
		return undefined;
	}
	const name = shownStatus(status);
	if (outcome.kind === 'other') {
		const current = shownStatus(outcome.agent.status);
		return whose === 'mine'
			? l10n.t('The service accepted the status “{0}”, but your status is “{1}” now.', name, current)
			: l10n.t('The service accepted the status “{0}”, but the status of the agent is “{1}” now.', name, current);
	}
	const { error } = outcome;
	const { what, next } = errorText(error);
	return outcome.kind === 'unknown'
		? l10n.t("It isn't known whether the status “{0}” was set. {1} The next update shows it.", name, what)
		: ((whose === 'mine' ? refusedStatusText : refusedAgentStatusText)(status, error) ??
				l10n.t("The status “{0}” wasn't set. {1} {2}", name, what, next));
}

function shownStatus(status: string): string {
	return toSingleLine(agentStatusText(status), 40);
}
