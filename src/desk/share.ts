// One window's hold on what all windows of this VS Code share of one site: read, changed in one step, and done without where it can't be kept.
import type { Clock, Log, Store } from '../service/ports';
import { nothingShared, parseShared, type Shared, sharedAt, sharedText, signedOutText } from './shared';
import { factorNow } from './throttling';

/** A change in one step, with an answer for who asked; it may run more than once, and the last run holds. */
export type Step<Answer> = (shared: Shared, now: number) => readonly [Shared, Answer];

export interface Share {
	/** As last known, with this window's own changes. */
	readonly now: Shared;
	/** Looks at what the other windows wrote. Never rejects. */
	look(): Promise<void>;
	/** Changes it for all windows. Never rejects: what can't be kept is changed for this window alone. */
	change<Answer>(step: Step<Answer>): Promise<Answer>;
	/** Nothing is read, written or called back afterwards; what was asked before is still done. */
	close(): void;
}

export interface ShareOptions {
	/** Undefined where there is nobody to share with: the sample data of a window are its own. */
	readonly store: Store | undefined;
	readonly name: string;
	readonly clock: Clock;
	readonly log: Log;
	/** The user signed out of the site in another window, or somebody emptied the folder. */
	readonly onGone: (why: 'signedOut' | 'removed') => void;
}

/** A store that does not answer for so long (ms) is done without, and tried again after a while. */
const patience = 2_000;
const aloneFor = 60_000;

export function createShare({ store, name, clock, log, onGone }: ShareOptions): Share {
	let known = nothingShared;
	let knownText: string | undefined;
	let pending: readonly Step<unknown>[] = [];
	let turns: Promise<unknown> = Promise.resolve();
	/** Instant (ms) at which the store failed; undefined while it works. */
	let failedAt: number | undefined;
	let isGone = false;
	let isClosed = false;

	function apply<Answer>(to: Shared, step: Step<Answer>): readonly [Shared, Answer] {
		const now = clock.now();
		return step(sharedAt(to, now), now);
	}

	function current(): Shared {
		return sharedAt(
			pending.reduce((shared, step) => apply(shared, step)[0], known),
			clock.now(),
		);
	}

	function adopt(text: string | undefined, shared: Shared): void {
		knownText = text;
		known = shared;
	}

	function read(text: string | undefined): Shared {
		if (text === undefined || text === knownText) {
			return known;
		}
		const shared = parseShared(text);
		if (!shared) {
			log.warn('what the windows share could not be read: it is written anew');
		}
		return shared ?? known;
	}

	/** The store to use now. After a failure it is left alone for a while. */
	function usable(): Store | undefined {
		if (isGone) {
			return undefined;
		}
		const rests = failedAt !== undefined && Math.abs(clock.now() - failedAt) < aloneFor;
		return rests ? undefined : store;
	}

	async function look(from: Store): Promise<void> {
		const text = await inTime(from.read(name));
		const why = whyGone(text);
		if (why) {
			gone(why);
			return;
		}
		if (text !== undefined) {
			adopt(text, read(text));
		}
	}

	/** What a clock that was set back has left in the future is brought to the present once, for all: moved with every look it would never pass. */
	async function settleClock(): Promise<void> {
		if (sharedAt(known, clock.now()) !== known) {
			const into = usable();
			const asItIs: Step<undefined> = (shared) => [shared, undefined];
			await (into ? changeIn(into, asItIs) : changeAlone(asItIs));
		}
	}

	async function changeIn<Answer>(into: Store, step: Step<Answer>): Promise<Answer> {
		let result: readonly [Shared, Answer] | undefined;
		let written: string | undefined;
		let why: ReturnType<typeof whyGone>;
		const returns = failedAt !== undefined;
		await inTime(
			into.update(name, (text) => {
				why = whyGone(text);
				if (why) {
					return undefined;
				}
				const before = read(text);
				result = apply(returns ? rejoined(before, known, clock.now()) : before, step);
				written = sharedText(result[0]);
				return written === text ? undefined : written;
			}),
		);
		if (why || !result) {
			gone(why ?? 'removed');
			return changeAlone(step);
		}
		works();
		adopt(written, result[0]);
		return result[1];
	}

	function changeAlone<Answer>(step: Step<Answer>): Answer {
		const [shared, answer] = apply(known, step);
		known = shared;
		return answer;
	}

	function whyGone(text: string | undefined): 'signedOut' | 'removed' | undefined {
		return text === signedOutText ? 'signedOut' : text === undefined && knownText !== undefined ? 'removed' : undefined;
	}

	function gone(why: 'signedOut' | 'removed'): void {
		isGone = true;
		if (!isClosed) {
			log.info(why === 'signedOut' ? 'signed out in another window' : 'what the windows share was removed');
			onGone(why);
		}
	}

	function works(): void {
		if (failedAt !== undefined) {
			failedAt = undefined;
			log.info('the windows share their polling again');
		}
	}

	function fails(reason: unknown): void {
		if (failedAt === undefined) {
			log.warn(`the windows cannot share their polling, each polls for itself: ${codeOf(reason)}`);
		}
		failedAt = clock.now();
	}

	/** A folder on a network drive may never answer. */
	function inTime<Answer>(work: Promise<Answer>): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const cancel = clock.setTimer(() => reject(new Error('no answer')), patience);
			work.then(resolve, reject).finally(cancel);
		});
	}

	/** One after the other, so that an older answer never overtakes a newer one. */
	function inTurn<Answer>(act: () => Promise<Answer>): Promise<Answer> {
		const turn = turns.then(act);
		turns = turn.catch(() => undefined); // whoever asked hears of it
		return turn;
	}

	return {
		get now() {
			return current();
		},
		async look() {
			if (!isClosed) {
				await inTurn(async () => {
					const from = isClosed || failedAt !== undefined ? undefined : usable();
					await (from && look(from));
					await (isClosed ? undefined : settleClock());
				}).catch(fails);
			}
		},
		async change(step) {
			if (!usable() && pending.length === 0) {
				return changeAlone(step);
			}
			pending = [...pending, step];
			try {
				return await inTurn(async () => {
					const into = usable();
					return into ? await changeIn(into, step) : changeAlone(step);
				});
			} catch (reason) {
				fails(reason);
				return changeAlone(step);
			} finally {
				pending = pending.filter((each) => each !== step);
			}
		},
		close() {
			isClosed = true;
		},
	};
}

/** What this window learned while it was alone must not be lost when it joins the others: deadlines and calls made. */
function rejoined(shared: Shared, alone: Shared, now: number): Shared {
	const [a, b] = [shared.throttling, alone.throttling];
	const total = ({ spent }: Shared) => spent.reduce((sum, { calls }) => sum + calls, 0);
	return {
		...shared,
		throttling: {
			...(factorNow(a, now) >= factorNow(b, now) ? a : b),
			until: Math.max(a.until, b.until),
			learnedAt: Math.max(a.learnedAt, b.learnedAt),
		},
		spent: total(shared) >= total(alone) ? shared.spent : alone.spent,
	};
}

/** The system's code, never a path: it may hold a person's name. */
function codeOf(reason: unknown): string {
	const code = typeof reason === 'object' && reason !== null ? (reason as { code?: unknown }).code : undefined;
	return typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? code : 'no answer';
}
