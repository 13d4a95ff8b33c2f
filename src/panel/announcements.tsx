// Announcements to screen readers, and short messages at the foot of the page.
import type { SetTimer } from './edits';

/** Long enough to read a sentence, in ms. */
const visibleFor = 5000;

interface Announced {
	/**
	 * The texts of two live regions, of which one is empty: messages go into them by turns, because a region that gets the text that
	 * it has already is not read out again. VS Code's own alerts work the same way.
	 */
	readonly regions: readonly [string, string];
	/** The short message, `''` for none. */
	readonly toast: string;
}

interface AnnouncementsState {
	readonly current: Announced;
	/** Tells assistive technology alone. */
	announce(text: string): void;
	/** Shows and announces a short message. */
	showToast(text: string): void;
}

/** `onChange` is told when `current` has changed. */
export function createAnnouncements(setTimer: SetTimer, onChange: () => void): AnnouncementsState {
	let current: Announced = { regions: ['', ''], toast: '' };
	let stopTimer: () => void = () => undefined;

	function change(next: Partial<Announced>): void {
		current = { ...current, ...next };
		onChange();
	}

	function announce(text: string): void {
		change({ regions: current.regions[0] === '' ? [text, ''] : ['', text] });
	}

	return {
		get current() {
			return current;
		},
		announce,
		showToast(toast) {
			announce(toast);
			change({ toast });
			stopTimer();
			stopTimer = setTimer(() => change({ toast: '' }), visibleFor);
		},
	};
}

export function Announcements({ regions, toast }: Announced) {
	return (
		<>
			{regions.map((text, at) => (
				<div key={String(at)} class="unseen" role="status" aria-live="polite">
					{text}
				</div>
			))}
			<div class="toast" aria-hidden="true">
				{toast}
			</div>
		</>
	);
}
