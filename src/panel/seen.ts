// When the user has seen the marks of changes: some seconds after an input event, because a visible page may have no one in front of it.
import type { SetTimer } from './edits';

/** Time to take in what is marked, in ms. */
const readingTime = 4000;

interface SeenWatch {
	/** Whether the page shows marks. */
	expect(marks: boolean): void;
}

export function watchSeen(
	target: Pick<Document, 'addEventListener'>,
	setTimer: SetTimer,
	onSeen: () => void,
): SeenWatch {
	let marks = false;
	let stopTimer: (() => void) | undefined;

	function onInput(): void {
		if (marks && !stopTimer) {
			stopTimer = setTimer(() => {
				stopTimer = undefined;
				onSeen();
			}, readingTime);
		}
	}

	for (const event of ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const) {
		target.addEventListener(event, onInput, { passive: true });
	}

	return {
		expect(there) {
			marks = there;
			if (!there) {
				stopTimer?.();
				stopTimer = undefined;
			}
		},
	};
}
