// Adds and removes pins, and reads the pinned visitors who are in no list by id.
import type { ChatClient } from '../../service/chatClient';
import { type ApiError, conclusionOf } from '../../service/errors';
import type { Id, Visitor } from '../../service/model';
import type { Clock } from '../../service/ports';
import type { Activity } from '../activity';
import type { Desk } from '../desk';
import type { DeskStore } from '../deskStore';
import { applyShared } from '../reads/applyShared';
import { silentUntil } from '../windows/backoff';
import { callsSpent } from '../windows/callBudget';
import type { CallRecord } from '../windows/callRecord';
import type { RateLimiter } from '../windows/rateLimiter';
import type { Share } from '../windows/share';
import {
	duePin,
	mostPins,
	newPin,
	type Pin,
	type PinChange,
	pinBudget,
	pinnedRows,
	pinsAfterList,
	pinsAfterRead,
} from './pins';

interface PinReadsOptions {
	readonly store: DeskStore;
	readonly share: Share;
	readonly client: Pick<ChatClient, 'getVisitor'>;
	readonly callRecord: CallRecord;
	readonly rateLimiter: RateLimiter;
	readonly activity: Activity;
	readonly clock: Clock;
	readonly signal: AbortSignal;
}

interface PinReads extends Pick<Desk['pins'], 'add' | 'remove' | 'onReturn'> {
	/** Call it after each list of visitors that this window has read. Never rejects. */
	listed(rows: readonly Visitor[], isComplete: boolean): Promise<void>;
	/** Call it after each poll: reads a pinned visitor by id if that is due. Never rejects. */
	polled(): Promise<void>;
}

export function createPinReads(options: PinReadsOptions): PinReads {
	const { store, share, client, callRecord, rateLimiter, activity, clock, signal } = options;
	const listeners = new Set<(id: Id) => void>();

	/** Changes the pins for all windows; the window whose change it is tells of the visitors who are back. */
	async function change(step: (pins: readonly Pin[], now: number) => PinChange): Promise<void> {
		const returned = await share.change((shared, now) => {
			const before = shared.pins ?? store.state.pins;
			const { pins, returned } = step(before, now);
			return [pins === shared.pins ? shared : { ...shared, pins }, returned];
		});
		store.update(applyShared(store.state, share.current, clock.now()));
		for (const id of signal.aborted ? [] : returned) {
			for (const listener of listeners) {
				listener(id);
			}
		}
	}

	/** Keeps the last rows of pinned visitors, and nothing of others. */
	function keepRows(rows: readonly Visitor[]): void {
		const { pins, pinned } = store.state;
		const found = pinnedRows(pins, rows);
		const kept = pins.flatMap(({ id }) => {
			const visitor = found.get(id);
			const before = pinned.get(id);
			const known = visitor && before?.visitor !== visitor ? { visitor, asOf: clock.now() } : before;
			return known ? [[id, known] as const] : [];
		});
		const isSame = kept.length === pinned.size && kept.every(([id, known]) => pinned.get(id) === known);
		if (!isSame) {
			store.update({ pinned: new Map(kept) });
		}
	}

	async function read({ id }: Pin): Promise<void> {
		const visitor = await client.getVisitor(id, signal).catch((reason: unknown): ApiError => rateLimiter.learn(reason));
		if ('kind' in visitor) {
			if (visitor.kind === 'notFound' && conclusionOf(visitor) === 'refused') {
				await change((pins, now) => pinsAfterRead(pins, id, undefined, now));
			}
			return;
		}
		keepRows([visitor]);
		await change((pins, now) => pinsAfterRead(pins, id, visitor, now));
	}

	return {
		async add(id) {
			const known = [store.state.watched.get(id)?.visitor ?? []].flat();
			const isAdded = await share.change((shared, now) => {
				const pins = shared.pins ?? store.state.pins;
				if (pins.some((pin) => pin.id === id)) {
					return [shared, true];
				}
				return pins.length < mostPins ? [{ ...shared, pins: [...pins, newPin(id, now)] }, true] : [shared, false];
			});
			store.update(applyShared(store.state, share.current, clock.now()));
			keepRows([...(store.state.visitors ?? []), ...known]);
			return isAdded;
		},
		async remove(id) {
			await change((pins) => ({ pins: pins.filter((pin) => pin.id !== id), returned: [] }));
			keepRows([]);
		},
		onReturn(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async listed(rows, isComplete) {
			const { pins, pinned } = store.state;
			if (pins.length === 0 && pinned.size === 0) {
				return;
			}
			keepRows(rows);
			const step = (before: readonly Pin[], now: number) => pinsAfterList(before, rows, isComplete, now);
			if (step(pins, clock.now()).pins !== pins) {
				await change(step);
			}
		},
		async polled() {
			const { pins } = store.state;
			const budget = pinBudget(pins, activity.budget(), clock.now());
			const hasRoom = callsSpent(callRecord.calls, clock.now()) < budget;
			if (!hasRoom || !duePin(pins, share.current.visitorsAsOf, clock.now())) {
				return;
			}
			const due = await share.change<Pin | undefined>((shared, now) => {
				const pins = shared.pins ?? store.state.pins;
				const pin = silentUntil(shared.backoff, now) === undefined ? duePin(pins, shared.visitorsAsOf, now) : undefined;
				const tried = pins.map((each) => (each === pin ? { ...each, triedAt: now } : each));
				return [pin ? { ...shared, pins: tried } : shared, pin];
			});
			// If other windows have used up the budget meanwhile, the next minute is early enough.
			if (due && !signal.aborted && (await callRecord.take(1, budget)) && !signal.aborted) {
				await read(due).catch(() => undefined); // the desk was closed meanwhile
			}
		},
	};
}
