// Holds back what would move the page while a mouse button or a finger is down: a click on what moves away meanwhile is lost.
import type { SetTimer } from './edits';

/** A press that lasts longer (ms) is one whose end the page has not heard of. */
const longestPress = 10_000;

/** The part of a document that is used. */
type PressedDocument = Pick<Document, 'addEventListener'>;

export interface Press {
	/** Runs an action after the press, or at once where nothing is pressed. An action that waits already runs once. */
	whenUp(action: () => void): void;
}

export function watchPress(target: PressedDocument, setTimer: SetTimer): Press {
	const waiting = new Set<() => void>();
	let stopTimer: (() => void) | undefined;

	function release(): void {
		stopTimer = undefined;
		const actions = [...waiting];
		waiting.clear();
		for (const action of actions) {
			action();
		}
	}

	function press(lasts: number): void {
		stopTimer?.();
		stopTimer = setTimer(release, lasts);
	}

	target.addEventListener('pointerdown', () => press(longestPress), true);
	for (const end of ['pointerup', 'pointercancel'] as const) {
		target.addEventListener(end, () => press(0), true); // the click comes after it
	}

	return {
		whenUp(action) {
			if (stopTimer) {
				waiting.add(action);
			} else {
				action();
			}
		},
	};
}
