// One window's hold on a small text that all windows of this VS Code share: read, changed in one step, and done without where it can't be kept.
import type { Clock, Log, Store } from '../../service/ports';

/** A change in one step, with an answer for who asked; it may run more than once, and the last run holds. */
export type Step<Data, Answer> = (shared: Data, now: number) => readonly [Data, Answer];

/** What is in it, as plain data, and how that is kept true. */
export interface Kind<Data> {
	readonly nothing: Data;
	/** Undefined for what another version of Frontdesk, a torn write or a stranger left there. */
	parse(text: string): Data | undefined;
	text(data: Data): string;
	/** The same at this moment, and the same object where nothing is to be done: a clock may have been set back. */
	at(data: Data, now: number): Data;
	/** With what this window learned while it was alone. */
	rejoined(shared: Data, alone: Data, now: number): Data;
	/** Says that the file is over for all who read it; left out for one that is written anew when it is gone. */
	readonly endText?: string;
}

export interface SharedFile<Data> {
	/** As last known, with this window's own changes. */
	readonly current: Data;
	/** Looks at what the other windows wrote. Never rejects. */
	sync(): Promise<void>;
	/** Changes it for all windows. Never rejects: what can't be kept is changed for this window alone. */
	change<Answer>(step: Step<Data, Answer>): Promise<Answer>;
	/** Nothing is looked at or called back afterwards; what was asked before is still done. */
	close(): void;
}

export interface SharedFileOptions<Data> {
	/** Undefined where there is nobody to share with: the sample data of a window are its own. */
	readonly store: Store | undefined;
	readonly name: string;
	readonly kind: Kind<Data>;
	readonly clock: Clock;
	readonly log: Log;
	/** It has ended, or is gone and not to be written anew. */
	readonly onGone: (why: 'ended' | 'removed') => void;
	/** Whether the store works or not is another's to say in the log. */
	readonly quiet?: boolean;
}

/** A store that does not answer for so long (ms) is done without, and tried again after a while. Longer than one waits for a lock (fileStore.ts). */
const patience = 3_000;
const aloneFor = 60_000;

/** What can't be read is said at most so often (ms): another version of Frontdesk may write beside this one for a while. */
const sayAgain = 600_000;

export function createSharedFile<Data>(options: SharedFileOptions<Data>): SharedFile<Data> {
	const { store, name, kind, clock, log } = options;
	let known = kind.nothing;
	let knownText: string | undefined;
	let pending: readonly Step<Data, unknown>[] = [];
	let turns: Promise<unknown> = Promise.resolve();
	/** Instant (ms) at which the store failed; undefined while it works. */
	let failedAt: number | undefined;
	let saidOddAt: number | undefined;
	let isGone = false;
	let isClosed = false;

	function apply<Answer>(to: Data, step: Step<Data, Answer>): readonly [Data, Answer] {
		const now = clock.now();
		return step(kind.at(to, now), now);
	}

	function current(): Data {
		return kind.at(
			pending.reduce((shared, step) => apply(shared, step)[0], known),
			clock.now(),
		);
	}

	function adopt(text: string | undefined, shared: Data): void {
		knownText = text;
		known = shared;
	}

	function read(text: string | undefined): Data {
		if (text === undefined || text === knownText) {
			return known;
		}
		const shared = kind.parse(text);
		if (shared === undefined && (saidOddAt === undefined || Math.abs(clock.now() - saidOddAt) >= sayAgain)) {
			saidOddAt = clock.now();
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
		if (kind.at(known, clock.now()) !== known) {
			const into = usable();
			const asItIs: Step<Data, undefined> = (shared) => [shared, undefined];
			await (into ? changeIn(into, asItIs) : changeAlone(asItIs));
		}
	}

	async function changeIn<Answer>(into: Store, step: Step<Data, Answer>): Promise<Answer> {
		let result: readonly [Data, Answer] | undefined;
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
				result = apply(returns ? kind.rejoined(before, known, clock.now()) : before, step);
				written = kind.text(result[0]);
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

	function changeAlone<Answer>(step: Step<Data, Answer>): Answer {
		const [shared, answer] = apply(known, step);
		known = shared;
		return answer;
	}

	function whyGone(text: string | undefined): 'ended' | 'removed' | undefined {
		if (kind.endText === undefined) {
			return undefined;
		}
		return text === kind.endText ? 'ended' : text === undefined && knownText !== undefined ? 'removed' : undefined;
	}

	function gone(why: 'ended' | 'removed'): void {
		isGone = true;
		if (!isClosed) {
			log.info(why === 'ended' ? 'signed out in another window' : 'what the windows share was removed');
			options.onGone(why);
		}
	}

	function works(): void {
		if (failedAt !== undefined && !options.quiet) {
			log.info('the windows share their polling again');
		}
		failedAt = undefined;
	}

	function fails(reason: unknown): void {
		if (failedAt === undefined && !options.quiet) {
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
		get current() {
			return current();
		},
		async sync() {
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

/** The system's code, never a path: it may hold a person's name. */
function codeOf(reason: unknown): string {
	const code = typeof reason === 'object' && reason !== null ? (reason as { code?: unknown }).code : undefined;
	return typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? code : 'no answer';
}
