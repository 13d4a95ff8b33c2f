// The texts of the notification about waiting visitors. It names nobody: a screen may be shared.
import * as l10n from '@vscode/l10n';
import type { WaitingAlert } from '../../desk/alerts/alertStep';
import type { Wait } from '../../desk/state';
import { shownSpan } from '../time';
import { waitingCountText } from '../waiting';

/** "3 visitors waiting, longest 2:10"; without the wait in its first ten seconds. */
export function waitingAlertText({ count, longest }: WaitingAlert, now: number): string {
	const text = waitingCountText(count);
	return now - longest.since < 10_000
		? text
		: l10n.t({
				message: '{0}, longest {1}',
				comment: '{0} is like "3 visitors waiting", {1} a time like "2:10"',
				args: [text, exactWait(longest, now)],
			});
}

/** "2:10", "1:02:10", "≥ 2:10" if the wait may have started earlier. */
function exactWait({ since, atLeast }: Wait, now: number): string {
	const seconds = Math.floor(shownSpan(now - since) / 1000);
	const two = (value: number) => String(value).padStart(2, '0');
	const minutes = Math.floor(seconds / 60);
	const clock =
		minutes < 60
			? `${minutes}:${two(seconds % 60)}`
			: `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
	return atLeast ? `≥ ${clock}` : clock;
}
