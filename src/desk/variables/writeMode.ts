// Whether a save sends the complete list of custom variables or the edited ones alone, and what this site has taught about that.
import type { Log } from '../../service/ports';
import { faultName } from '../failureLog';

/** `complete` is right whether the service merges or replaces the list; `changed` only if it merges (open, docs/api.md). */
export type WriteMode = 'complete' | 'changed';

/**
 * What is remembered of a site over a restart. `unproven`: edited variables were sent alone, and it isn't known yet whether others
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
 * What became of a write of edited variables alone: `merged` the others are still there · `replaced` they are not · `refused` it wasn't
 * carried out · `unproven` the others are there, but maybe because the write was not carried out yet · `unknown` nothing could be read.
 */
export type PartialResult = 'merged' | 'replaced' | 'refused' | 'unproven' | 'unknown';

export interface PartialWrites {
	/**
	 * Asks whether the coming write may send the edited variables alone; undefined for no.
	 * @param isRisky whether others would be lost if the service replaced the list: then the site is marked first, so that after a crash
	 * complete lists are sent
	 */
	begin(isRisky: boolean): Promise<PartialWrite | undefined>;
}

interface PartialWrite {
	end(result: PartialResult): Promise<void>;
}

export function createPartialWrites(options: WriteModeOptions | undefined): PartialWrites {
	/** Once true, complete lists are sent. A mark from an earlier run means that it ended before the proof. */
	let isUnsafe = options?.mark() !== undefined;
	let underWay = 0;

	async function setMark(mark: PartialWriteMark): Promise<boolean> {
		try {
			await options?.setMark(mark);
			return true;
		} catch (error) {
			options?.log.warn(`What a save showed about this site could not be stored: ${faultName(error)}`);
			return false;
		}
	}

	async function end(result: PartialResult): Promise<void> {
		underWay--;
		if (result === 'replaced' || result === 'unknown') {
			isUnsafe = true;
			await setMark(result === 'replaced' ? 'replaces' : 'unproven');
		} else if (result !== 'unproven' && underWay === 0 && !isUnsafe) {
			await setMark(undefined);
		}
	}

	return {
		async begin(isRisky) {
			if (!options || options.mode() === 'complete' || isUnsafe) {
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
