// The coverage guard: what going away leaves uncovered.
import assert from 'node:assert/strict';
import { type DeskState, initialState } from '../../../src/desk/state';
import { coverageLoss, isNoWorse } from '../../../src/desk/status/coverage';
import { agent } from '../../fixtures/fakeServer';

const site = { id: 's', name: 'Site', baseUrl: 'https://api.example/v4', sandbox: false };

function state(mine: string, chats: number, others: readonly string[], waiting: number): DeskState {
	const me = agent('me', mine, chats);
	const before = initialState(site, { id: 'me', lastAway: 'Away' });
	return {
		...before,
		agents: [me, ...others.map((status, n) => agent(`a${n}`, status))],
		me: { ...before.me, agent: me },
		waits: new Map(Array.from({ length: waiting }, (_, n) => [`v${n}`, { since: 0, atLeast: false }])),
	};
}

describe('Going away', () => {
	it('loses nothing without chats, and while nobody waits or someone else is online', () => {
		assert.equal(coverageLoss(state('Online', 0, [], 0), 'Away'), undefined);
		assert.equal(coverageLoss(state('Online', 0, ['online'], 3), 'Away'), undefined);
	});

	it('loses open chats, and visitors who wait while nobody else is online', () => {
		assert.deepEqual(coverageLoss(state('Online', 2, ['Away', 'Offline'], 3), 'Lunch'), {
			chats: 2,
			waiting: 3,
			othersOnline: 0,
			staleSince: undefined,
		});
		assert.equal(coverageLoss(state('Online', 1, ['Online'], 0), 'Away')?.othersOnline, 1);
		assert.equal(coverageLoss(state('online', 0, ['Away'], 1), 'Away')?.waiting, 1);
	});

	it('is only from Online: from one away status to another nothing is lost, nor by going online', () => {
		assert.equal(coverageLoss(state('Away', 2, [], 3), 'Lunch'), undefined);
		assert.equal(coverageLoss(state('Offline', 2, [], 3), 'Away'), undefined);
		assert.equal(coverageLoss(state('Away', 2, [], 3), 'Online'), undefined);
		assert.equal(coverageLoss(state('Online', 2, [], 3), 'online'), undefined);
	});

	it('says since when its numbers are stale', () => {
		const stale = { ...state('Online', 2, [], 3), missed: 3, agentsAsOf: 7 };
		assert.equal(coverageLoss(stale, 'Away')?.staleSince, 7);
	});

	it('says since when the waits are stale, also if only the visitors could not be read', () => {
		const error = {
			kind: 'timeout',
			status: undefined,
			code: undefined,
			since: 0,
			missed: 3,
			retryAt: undefined,
		} as const;
		const failed = { ...state('Online', 0, [], 3), agentsAsOf: 9, visitorsAsOf: 5, visitorsError: error };
		assert.equal(coverageLoss(failed, 'Away')?.staleSince, 5);
		assert.equal(coverageLoss({ ...failed, missed: 3, agentsAsOf: 4 }, 'Away')?.staleSince, 4, 'the oldest');
		assert.equal(coverageLoss({ ...failed, visitorsError: { ...error, missed: 2 } }, 'Away')?.staleSince, undefined);
		assert.equal(
			coverageLoss({ ...failed, waits: new Map(), me: state('Online', 1, [], 0).me }, 'Away')?.staleSince,
			undefined,
		);
	});

	it('does not say that nobody else is online if that is not known, and asks all the same', () => {
		const { agents: _, ...before } = state('Online', 0, [], 3);
		assert.equal(coverageLoss({ ...before, agents: undefined }, 'Away')?.othersOnline, undefined);
		assert.equal(coverageLoss({ ...before, agents: undefined }, 'Away')?.waiting, 3);
		const gaps = { agentsGaps: { skipped: 1 } };
		assert.equal(coverageLoss({ ...state('Online', 0, ['Away'], 3), ...gaps }, 'Away')?.othersOnline, undefined);
		assert.equal(coverageLoss({ ...state('Online', 1, ['Online'], 3), ...gaps }, 'Away')?.othersOnline, 1);
	});

	it('needs another yes only if more is lost', () => {
		const yes = { chats: 1, waiting: 2, othersOnline: 1, staleSince: undefined };
		assert.ok(isNoWorse(yes, yes));
		assert.ok(isNoWorse({ ...yes, chats: 0, othersOnline: 2, staleSince: 7 }, yes));
		for (const worse of [{ chats: 3 }, { waiting: 3 }, { othersOnline: 0 }, { othersOnline: undefined }]) {
			assert.equal(isNoWorse({ ...yes, ...worse }, yes), false, JSON.stringify(worse));
		}
	});
});
