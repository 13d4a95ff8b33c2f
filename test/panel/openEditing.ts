// The editing behind a panel, with the real writes over a fake service.
import type { Desk } from '../../src/desk/desk';
import { createDeskStore } from '../../src/desk/deskStore';
import { unread, watchedAs } from '../../src/desk/reads/watched';
import { createWriteOrder } from '../../src/desk/reads/writeOrder';
import { createDrafts, type DraftOwner } from '../../src/desk/variables/drafts';
import { createUndoStack } from '../../src/desk/variables/undoStack';
import { createVariableWrites } from '../../src/desk/variables/variableWrites';
import { createVisitorEditing } from '../../src/host/visitorPanel/visitorEditing';
import { manualClock } from '../fixtures/manualClock';
import { recordingLog } from '../fixtures/recordingLog';
import { variable, variableService, visitorId } from '../fixtures/variableService';
import { state } from '../present/details/detailsFixtures';

export function openEditing({ readOnly = [] as readonly string[] } = {}) {
	const service = variableService(variable('plan', 'silver'), variable('cart', '7'));
	const clock = manualClock();
	const log = recordingLog();
	const secrets = new Map<string, string>();
	let owners: readonly DraftOwner[] = [];
	const drafts = createDrafts({
		secrets: {
			get: async (key) => secrets.get(key),
			store: async (key, value) => void secrets.set(key, value),
			delete: async (key) => void secrets.delete(key),
		},
		index: {
			list: () => owners,
			write: async (next) => {
				owners = next;
			},
		},
		windowId: 'w',
		clock,
		log,
	});
	const initial = { ...state(undefined), watched: new Map([[visitorId, unread]]) };
	const store = createDeskStore(initial, log);
	const abort = new AbortController();
	const variables = createVariableWrites({
		store,
		client: service.client,
		rateLimiter: { call: (send) => send() },
		writes: createWriteOrder(() => 0),
		undoStack: createUndoStack(),
		now: clock.now,
		signal: abort.signal,
	});
	/** Updates the state as a poll does. */
	function poll(): void {
		store.update({ watched: new Map([[visitorId, watchedAs(service.answer(), clock.now())]]) });
	}
	poll();
	let desk: Pick<Desk, 'state' | 'variables'> | undefined = {
		get state() {
			return store.state;
		},
		variables,
	};
	const owner = { site: 's', visitor: visitorId };
	const errors: string[] = [];
	let changes = 0;
	const editing = createVisitorEditing({
		owner,
		drafts,
		desk: () => desk,
		saved: () => store.state.watched.get(visitorId)?.visitor?.customVariableResults,
		globs: () => ({ readOnly, pinned: [] }),
		onChange: () => changes++,
		onError: (error) => errors.push((error as Error).name),
	});
	return {
		service,
		editing,
		drafts,
		secrets,
		owner,
		errors,
		variables,
		poll,
		changes: () => changes,
		/** Signs out: closes the desk, aborts requests, and wipes the drafts. */
		async signOut() {
			desk = undefined;
			abort.abort();
			store.close();
			await drafts.wipe(owner.site);
		},
	};
}
