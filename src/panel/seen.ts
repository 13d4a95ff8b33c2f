// When the user has seen the marks of changes: some seconds after a sign of life in the page, for a window in view is often nobody's.

/** Time to take in what is marked, in ms. */
const lookFor = 4000;

export interface SeenWatch {
	/** Whether there is something to be seen. */
	expect(marks: boolean): void;
}

export function watchSeen(target: Document, onSeen: () => void): SeenWatch {
	let marks = false;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function onSignOfLife(): void {
		if (marks && timer === undefined) {
			timer = setTimeout(() => {
				timer = undefined;
				onSeen();
			}, lookFor);
		}
	}

	for (const sign of ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const) {
		target.addEventListener(sign, onSignOfLife, { passive: true });
	}

	return {
		expect(there) {
			marks = there;
			if (!there) {
				clearTimeout(timer);
				timer = undefined;
			}
		},
	};
}
