// One window's access to a small file that all windows of this VS Code share. Without a usable store, the window works with its own copy.
import type { Clock, Log, Store, StoreWatch } from '../../service/ports';
import { guardStore } from './guardedStore';

/** A change that is made in one step, and an answer for the caller. It may run more than once; the last run counts. */
type Step<Data, Answer> = (shared: Data, now: number) => readonly [Data, Answer];

/** The format of the file's data. */
export interface Kind<Data> {
	readonly nothing: Data;
	/** Undefined for a text of another version of Frontdesk, and for an incomplete write. */
	parse(text: string): Data | undefined;
	text(data: Data): string;
	/** Clamps instants in the future (the clock was set back). Returns the same object if there are none. */
	clamp(data: Data, now: number): Data;
	/**
	 * The shared data with what this window changed while the store was not usable (`alone`).
	 * @param before the data of both before that
	 */
	merge(shared: Data, alone: Data, before: Data, now: number): Data;
	/** The content that ends the file for all windows. Without it, a removed file is written again. */
	readonly endText?: string;
}

type Ending = 'ended' | 'removed';

export interface SharedFile<Data> {
	/** The data as last read, with this window's own changes. */
	readonly current: Data;
	/** Reads the file if other windows may have written to it. Never rejects. */
	sync(): Promise<void>;
	/** Calls back when another window may have written, if the system reports changes. From then on, `sync` reads only after a report. */
	watch(onReport: () => void): void;
	/** Changes the data for all windows. Never rejects: if it can't be written, it is changed for this window only. */
	change<Answer>(step: Step<Data, Answer>): Promise<Answer>;
	/** Ends all reads and callbacks. Changes that were requested before are still made. */
	close(): void;
}

interface SharedFileOptions<Data> {
	/** Undefined for the sample data, which belongs to one window. */
	readonly store: Store | undefined;
	readonly name: string;
	readonly kind: Kind<Data>;
	readonly clock: Clock;
	readonly log: Log;
	/** Called when the file has ended, or was removed and must not be written again. */
	readonly onEnd: (why: Ending) => void;
	/** Whether failures of the store are not logged here, because another file of the same store logs them. */
	readonly quiet?: boolean;
}

/** Minimum time (ms) between two log lines that the file can't be read: another version of Frontdesk may be writing to it for a while. */
const repeatAfter = 600_000;

/** After this time (ms), the file is read even if no change was reported: some drives lose reports. */
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
	/** Instant (ms) of the last read, and whether a change has been reported since. */
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
			log.warn('the shared file could not be read: it is written again');
		}
		return shared ?? known;
	}

	/** What this window last had in common with the file. */
	function agreed(): Data {
		return (knownText === undefined ? undefined : kind.parse(knownText)) ?? kind.nothing;
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
			log.info(why === 'ended' ? 'signed out in another window' : 'the shared file was removed');
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
			const shared = parse(text);
			result = apply(hasFailed ? kind.merge(shared, known, agreed(), clock.now()) : shared, step);
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

	/** Runs one action after the other, so that an older result never replaces a newer one. */
	function enqueue<Answer>(act: () => Promise<Answer>): Promise<Answer> {
		const next = last.then(act);
		last = next.catch(() => undefined); // the caller gets the failure; the next action goes on
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
		// Write the clamped data. If it were only clamped with each read, a future instant would move along with the clock and never age.
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
