// The coverage guard: asks once before the user goes away with open chats, or while someone waits and nobody else is online.
import type * as vscode from 'vscode';
import { type CoverageLoss, coverageLoss, isNoWorse } from '../../desk/status/coverage';
import type { ShownDesk } from '../../present/privacy/shown';
import { coverageQuestion } from '../../present/status/coverageText';
import { clock } from '../clock';
import { askModal } from '../gates/notifications';
import type { Settings } from '../settings';

/** For this time (ms) after a yes, the same site isn't asked about again, unless more chats or visitors lose by it. */
const yesLasts = 60_000;

const saidYes = new WeakMap<ShownDesk, { readonly at: number; readonly loss: CoverageLoss }>();

/** Whether the status may be set: the user said yes, or there was nothing to ask. */
export async function confirmAway(
	desk: ShownDesk,
	status: string,
	settings: Pick<Settings, 'confirmsAway'>,
	ended: vscode.CancellationToken,
): Promise<boolean> {
	const now = clock.now();
	const loss = settings.confirmsAway ? coverageLoss(desk.state, status) : undefined;
	const yesBefore = saidYes.get(desk);
	const isRecent = yesBefore !== undefined && Math.abs(now - yesBefore.at) < yesLasts;
	if (!loss || (isRecent && isNoWorse(loss, yesBefore.loss))) {
		return true;
	}
	const { message, detail, yes } = coverageQuestion(status, loss, now);
	const picked = await askModal(message, detail, yes);
	if (picked !== yes || ended.isCancellationRequested) {
		return false;
	}
	saidYes.set(desk, { at: clock.now(), loss });
	return true;
}
