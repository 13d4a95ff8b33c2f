// Makes one read of several that want the same lists at the same time.
import type { Lists } from './reads';

interface JoinedReads<Answer> {
	/** Reads, or joins what was asked for before and brings as much. @param calls how many of them are counted already */
	ask(which: Lists, calls: number): Promise<Answer>;
	/** Joins nothing that was asked for until now. */
	forget(): void;
}

/** @param lasts for so long (ms) after it was asked for, a read that has ended is joined as well */
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

	function joins({ which: { agents, visitors }, at, isOver }: Asked, which: Lists): boolean {
		const covers = (agents || !which.agents) && (visitors || !which.visitors);
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
