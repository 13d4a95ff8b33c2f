// Announcements to screen readers, and short messages at the foot of the page.
import type { SetTimer } from './edits';

/** Long enough to read a sentence, in ms. */
const visibleFor = 5000;

type Texts = readonly string[];

interface Announced {
	/**
	 * The texts of two live regions, of which one is empty: messages go into them by turns, because a region that gets the text that
	 * it has already is not read out again. VS Code's own alerts work the same way.
	 */
	readonly regions: readonly [Texts, Texts];
	/** The short message, `''` for none. */
	readonly toast: string;
}

interface AnnouncementsState {
	current(): Announced;
	/** Tells assistive technology alone. */
	announce(text: string): void;
	/** Shows and announces a short message. */
	showToast(text: string): void;
}

/** `onChange` is told when `current` has changed. */
export function createAnnouncements(setTimer: SetTimer, onChange: () => void): AnnouncementsState {
	let current: Announced = { regions: [[], []], toast: '' };
	/** What has been announced in this turn. A text that is replaced in the turn in which it came isn't read out, so they are joined. */
	const texts = new Set<string>();
	let isFirst = false;
	let stopTimer: (() => void) | undefined;

	function change(next: Partial<Announced>): void {
		current = { ...current, ...next };
		onChange();
	}

	function announce(text: string): void {
		if (texts.size === 0) {
			isFirst = !isFirst;
			setTimer(() => texts.clear(), 0);
		}
		texts.add(text);
		change({ regions: isFirst ? [[...texts], []] : [[], [...texts]] });
	}

	return {
		current: () => current,
		announce,
		showToast(toast) {
			announce(toast);
			change({ toast });
			stopTimer?.();
			stopTimer = setTimer(() => change({ toast: '' }), visibleFor);
		},
	};
}

export function Announcements({ regions, toast }: Announced) {
	return (
		<>
			{regions.map((texts, at) => (
				<div key={String(at)} class="unseen" role="status" aria-live="polite">
					{texts.map((text) => (
						<p key={text}>{text}</p>
					))}
				</div>
			))}
			<div class="toast" aria-hidden="true">
				{toast}
			</div>
		</>
	);
}
