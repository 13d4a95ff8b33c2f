// What all windows of this VS Code share of one site.
import type { Clock, Log, Store } from '../../service/ports';
import { factorNow } from './backoff';
import { clampShared, nothingShared, parseShared, type Shared, sharedText, signedOutText } from './shared';
import { createSharedFile, type Kind, type SharedFile } from './sharedFile';

export type Share = SharedFile<Shared>;

interface ShareOptions {
	/** Undefined for the sample data, which belongs to one window. */
	readonly store: Store | undefined;
	readonly name: string;
	readonly clock: Clock;
	readonly log: Log;
	/** The user signed out of the site in another window, or the shared folder was emptied. */
	readonly onEnd: (why: 'signedOut' | 'removed') => void;
}

export function createShare({ onEnd, ...options }: ShareOptions): Share {
	return createSharedFile({ ...options, kind, onEnd: (why) => onEnd(why === 'ended' ? 'signedOut' : why) });
}

const kind: Kind<Shared> = {
	nothing: nothingShared,
	parse: parseShared,
	text: sharedText,
	clamp: clampShared,
	/** Keeps deadlines that this window got while the store was not usable. */
	merge(shared, alone, now) {
		const [a, b] = [shared.backoff, alone.backoff];
		const backoff = {
			...(factorNow(a, now) >= factorNow(b, now) ? a : b),
			until: Math.max(a.until, b.until),
			learnedAt: Math.max(a.learnedAt, b.learnedAt),
		};
		return { ...shared, backoff };
	},
	endText: signedOutText,
};
