// Combines reads of the same lists at the same time into one.
import type { Lists } from './reads';

interface JoinedReads<Answer> {
	/** Reads, or joins an earlier read that includes these lists. @param calls how many of its calls are counted already */
	ask(which: Lists, calls: number): Promise<Answer>;
	/** From now on, joins no read that began before. */
	forget(): void;
}

/** @param lasts a read is joined for this time (ms) after its start, even if it has ended */
export function joinReads<Answer>(
	now: () => number,
	lasts: number,
	read: (which: Lists, calls: number) => Promise<Answer>,
): JoinedReads<Answer> {
	interface Asked {
		readonly which: Lists;
		/** Instant (ms). */
		readonly at: number;
		readonly answer: Promise<Answer>;
		isOver: boolean;
	}
	let last: Asked | undefined;

	function joins({ which: { agents, visitors, isFresh = false }, at, isOver }: Asked, which: Lists): boolean {
		const covers = (agents || !which.agents) && (visitors || !which.visitors) && (isFresh || !which.isFresh);
		return covers && (!isOver || Math.abs(now() - at) < lasts);
	}

	return {
		ask(which, calls) {
			if (last && joins(last, which)) {
				return last.answer;
			}
			const answer = read(which, calls).finally(() => {
				asked.isOver = true;
			});
			const asked: Asked = { which, at: now(), answer, isOver: false };
			last = asked;
			return answer;
		},
		forget() {
			last = undefined;
		},
	};
}
