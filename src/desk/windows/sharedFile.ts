// A small text that all windows of this VS Code share, as one of them sees it: read, changed in one step, and done without where it can't be kept.
import type { Clock, Log, Store, StoreWatch } from '../../service/ports';
import { guardStore } from './guardedStore';

/** A change in one step, with an answer for who asked; it may run more than once, and the last run holds. */
export type Step<Data, Answer> = (shared: Data, now: number) => readonly [Data, Answer];

/** What is in it, as plain data. */
export interface Kind<Data> {
	readonly nothing: Data;
	/** Undefined for what another version of Frontdesk left there, and for a torn write. */
	parse(text: string): Data | undefined;
	text(data: Data): string;
	/** Clamps instants in the future (the clock was set back). Returns the same object if there are none. */
	clamp(data: Data, now: number): Data;
	/** With what this window learned while it was alone. */
	merge(shared: Data, alone: Data, now: number): Data;
	/** Says that the file is over for all who read it; left out for one that is written anew when it has been removed. */
	readonly endText?: string;
}

export type Ending = 'ended' | 'removed';

export interface SharedFile<Data> {
	/** As last known, with this window's own changes. */
	readonly current: Data;
	/** Reads what the other windows wrote, if they may have written. Never rejects. */
	sync(): Promise<void>;
	/** Calls back when another window may have written, where the system reports it: `sync` then reads only what was reported. */
	watch(onReport: () => void): void;
	/** Changes it for all windows. Never rejects: what can't be kept is changed for this window alone. */
	change<Answer>(step: Step<Data, Answer>): Promise<Answer>;
	/** Nothing is read or called back afterwards; changes asked for before are still made. */
	close(): void;
}

export interface SharedFileOptions<Data> {
	/** Undefined where there is nobody to share with: the sample data of a window are its own. */
	readonly store: Store | undefined;
	readonly name: string;
	readonly kind: Kind<Data>;
	readonly clock: Clock;
	readonly log: Log;
	/** It has ended, or was removed and is not to be written anew. */
	readonly onEnd: (why: Ending) => void;
	/** Whether another file of the same store says in the log that the store fails. */
	readonly quiet?: boolean;
}

/** How often (ms) at most the log says that the file can't be read: another version of Frontdesk may write beside this one for a while. */
const repeatAfter = 600_000;

/** After this time (ms) the file is read although no change was reported: some drives lose reports. */
const longestTrust = 30_000;

export function createSharedFile<Data>(options: SharedFileOptions<Data>): SharedFile<Data> {
	const { name, kind, clock, log } = options;
	const guarded = guardStore(options.store, clock, log, options.quiet ?? false);
	let known = kind.nothing;
	let knownText: string | undefined;
	let pending: readonly Step<Data, unknown>[] = [];
	let last: Promise<unknown> = Promise.resolve();
	let unreadableAt: number | undefined;
	let hasEnded = false;
	let isClosed = false;
	let storeWatch: StoreWatch | undefined;
	/** Instant (ms) of the last read, and whether a change was reported since. */
	let readAt = 0;
	let isReported = true;

	/** The one place where a clock that was set back is handled: every reader and every step gets clamped data. */
	function apply<Answer>(to: Data, step: Step<Data, Answer>): readonly [Data, Answer] {
		const now = clock.now();
		return step(kind.clamp(to, now), now);
	}

	function parse(text: string | undefined): Data {
		if (text === undefined || text === knownText) {
			return known;
		}
		const shared = kind.parse(text);
		if (shared === undefined && (unreadableAt === undefined || Math.abs(clock.now() - unreadableAt) >= repeatAfter)) {
			unreadableAt = clock.now();
			log.warn('what the windows share could not be read: it is written anew');
		}
		return shared ?? known;
	}

	function endingOf(text: string | undefined): Ending | undefined {
		if (kind.endText === undefined) {
			return undefined;
		}
		return text === kind.endText ? 'ended' : text === undefined && knownText !== undefined ? 'removed' : undefined;
	}

	function end(why: Ending): void {
		hasEnded = true;
		if (!isClosed) {
			log.info(why === 'ended' ? 'signed out in another window' : 'what the windows share was removed');
			options.onEnd(why);
		}
	}

	async function read(from: Pick<Store, 'read'>): Promise<void> {
		const text = await from.read(name);
		const ending = endingOf(text);
		if (ending) {
			end(ending);
		} else if (text !== undefined) {
			known = parse(text);
			knownText = text;
		}
	}

	function changeAlone<Answer>(step: Step<Data, Answer>): Answer {
		const [shared, answer] = apply(known, step);
		known = shared;
		return answer;
	}

	async function changeNow<Answer>(step: Step<Data, Answer>): Promise<Answer> {
		const into = hasEnded ? undefined : guarded.usable;
		if (!into) {
			return changeAlone(step);
		}
		const { hasFailed } = guarded;
		let result: readonly [Data, Answer] | undefined;
		let written: string | undefined;
		let ending: Ending | undefined;
		await into.update(name, (text) => {
			ending = endingOf(text);
			if (ending) {
				return undefined;
			}
			const before = parse(text);
			result = apply(hasFailed ? kind.merge(before, known, clock.now()) : before, step);
			written = kind.text(result[0]);
			return written === text ? undefined : written;
		});
		if (ending || !result) {
			end(ending ?? 'removed');
			return changeAlone(step);
		}
		guarded.recordSuccess();
		knownText = written;
		known = result[0];
		return result[1];
	}

	/** One after the other, so that an older answer never overtakes a newer one. */
	function enqueue<Answer>(act: () => Promise<Answer>): Promise<Answer> {
		const next = last.then(act);
		last = next.catch(() => undefined); // whoever asked hears of it
		return next;
	}

	function mayHaveChanged(): boolean {
		return isReported || !storeWatch?.isOn || Math.abs(clock.now() - readAt) >= longestTrust;
	}

	async function readNow(): Promise<void> {
		const from = hasEnded || guarded.hasFailed ? undefined : guarded.usable;
		if (from && !isClosed && mayHaveChanged()) {
			isReported = false;
			readAt = clock.now();
			await read(from);
		}
		// Once and for all windows: an instant clamped with every read would never pass.
		if (!isClosed && kind.clamp(known, clock.now()) !== known) {
			await changeNow((shared) => [shared, undefined]);
		}
	}

	return {
		get current() {
			return kind.clamp(
				pending.reduce((shared, step) => apply(shared, step)[0], known),
				clock.now(),
			);
		},
		async sync() {
			if (!isClosed) {
				await enqueue(readNow).catch(guarded.recordFailure);
			}
		},
		watch(onReport) {
			if (!isClosed && !storeWatch) {
				storeWatch = options.store?.watch?.(name, () => {
					isReported = true;
					onReport();
				});
			}
		},
		async change(step) {
			if (pending.length === 0 && (hasEnded || !guarded.usable)) {
				return changeAlone(step);
			}
			pending = [...pending, step];
			try {
				return await enqueue(() => changeNow(step));
			} catch (reason) {
				guarded.recordFailure(reason);
				return changeAlone(step);
			} finally {
				pending = pending.filter((each) => each !== step);
			}
		},
		close() {
			isClosed = true;
			storeWatch?.close();
		},
	};
}
