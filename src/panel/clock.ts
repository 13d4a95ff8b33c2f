// The host's clock, as far as the page can know it: the two may run on different machines.

/** A smaller difference (ms) is the time that a message takes. */
const sameClock = 2000;

interface HostClock {
	/** In ms. */
	now(): number;
	/** A message says what the host's clock showed when it was sent. It may have waited on its way, so the clock is never set back by it. */
	hear(hostNow: number): void;
	/** The same for the answer to a question that was asked at `asked` (ms, the page's clock): it can't be older than the question. */
	hearAnswer(hostNow: number, asked: number): void;
}

export function createHostClock(own: () => number): HostClock {
	let ahead = 0;

	function isClose(difference: number): boolean {
		return Math.abs(difference) < sameClock;
	}

	return {
		now: () => own() + ahead,
		hear(hostNow) {
			const difference = hostNow - own();
			ahead = difference > ahead && !isClose(difference - ahead) ? difference : ahead;
		},
		hearAnswer(hostNow, asked) {
			// Both clocks are the same if the answer was given between the question and now.
			const isBetween = hostNow >= asked - sameClock && hostNow <= own() + sameClock;
			ahead = isBetween ? 0 : hostNow - own();
		},
	};
}
