// The texts for a status that was not set, or of which that isn't known.
import * as l10n from '@vscode/l10n';
import type { StatusOutcome } from '../desk/statusWrites';
import { type ApiError, canMeanBadInput } from '../service/errors';
import { errorText } from './errorTexts';
import { toSingleLine } from './text';

/** The text for a write that the service refused; undefined if the failure has nothing to do with statuses. */
export function refusedStatusText(status: string, error: ApiError): string | undefined {
	if (canMeanBadInput(error)) {
		return l10n.t(
			'The service refused the status “{0}” ({1}). Check that it is enabled for your site. A status that was just enabled takes up to 5 seconds.',
			toSingleLine(status, 40),
			error.status ?? '',
		);
	}
	return error.kind === 'forbidden' && error.isServiceAnswer
		? l10n.t(
				"You don't have permission to set a status with Frontdesk (403). Set it in the agent console; Frontdesk still shows it.",
			)
		: undefined;
}

/** The text for what became of a write; undefined if the status was set. */
export function statusOutcomeText(status: string, outcome: StatusOutcome): string | undefined {
	if (outcome.kind === 'set') {
		return undefined;
	}
	const { error } = outcome;
	const { what, next } = errorText(error);
	const name = toSingleLine(status, 40);
	return outcome.kind === 'unknown'
		? l10n.t("It isn't known whether the status “{0}” was set. {1} The next update shows it.", name, what)
		: (refusedStatusText(status, error) ?? l10n.t("The status “{0}” wasn't set. {1} {2}", name, what, next));
}
