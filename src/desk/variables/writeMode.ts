// Whether a save sends the complete list of custom variables or only the edited ones, and what earlier saves on this site have shown.
import type { Log } from '../../service/ports';
import { errorName } from '../failureLog';

/** `complete` is right whether the service merges or replaces the list; `changed` only if it merges (open, docs/api.md). */
export type WriteMode = 'complete' | 'changed';

/**
 * What is stored for a site across restarts. `unproven`: only edited variables were sent, and it isn't known yet whether others
 * disappeared. `replaces`: others did disappear.
 */
export type PartialWriteMark = 'unproven' | 'replaces' | undefined;

export interface WriteModeOptions {
	/** The user's setting. */
	readonly mode: () => WriteMode;
	readonly mark: () => PartialWriteMark;
	/** Stores the mark. May reject. */
	readonly setMark: (mark: PartialWriteMark) => Promise<void>;
	readonly log: Pick<Log, 'warn'>;
}

/**
 * The outcome of a write of only the edited variables: `merged` the others are still there · `replaced` they are not · `refused` it wasn't
 * carried out · `unproven` the others are there, but maybe because the write was not carried out yet · `unknown` nothing could be read.
 */
export type PartialResult = 'merged' | 'replaced' | 'refused' | 'unproven' | 'unknown';

export interface PartialWrites {
	/**
	 * Asks whether the next write may send only the edited variables; undefined for no.
	 * @param isRisky whether others would be lost if the service replaced the list: then the site is marked first, so that after a crash
	 * complete lists are sent
	 */
	begin(isRisky: boolean): Promise<PartialWrite | undefined>;
}

interface PartialWrite {
	end(result: PartialResult): Promise<void>;
}

export function createPartialWrites(options: WriteModeOptions | undefined): PartialWrites {
	/** Once true, complete lists are sent until the window is closed, even where the mark could not be stored. */
	let isUnsafe = false;
	let underWay = 0;
	/** Whether a mark `unproven` is this window's: else a write of another window is under way, or its window ended before the proof. */
	let isOwnMark = false;

	/** The mark is read each time: another window may have set or removed it. */
	function isSafe(): boolean {
		const mark = options?.mark();
		isUnsafe ||= mark === 'replaces';
		return !isUnsafe && (mark === undefined || isOwnMark);
	}

	async function setMark(mark: PartialWriteMark): Promise<boolean> {
		try {
			await options?.setMark(mark);
			isOwnMark = mark === 'unproven';
			return true;
		} catch (error) {
			options?.log.warn(`What a save showed about this site could not be stored: ${errorName(error)}`);
			return false;
		}
	}

	async function end(result: PartialResult): Promise<void> {
		underWay--;
		if (result === 'replaced' || result === 'unknown') {
			isUnsafe = true;
			await setMark(result === 'replaced' ? 'replaces' : 'unproven');
		} else if (result !== 'unproven' && underWay === 0 && isSafe()) {
			await setMark(undefined);
		}
	}

	return {
		async begin(isRisky) {
			if (!options || options.mode() === 'complete' || !isSafe()) {
				return undefined;
			}
			if (!isRisky) {
				return { end: async () => undefined };
			}
			underWay++;
			if (!(await setMark('unproven'))) {
				underWay--;
				return undefined;
			}
			return { end };
		},
	};
}
