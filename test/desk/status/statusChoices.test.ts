// Rules of urgency, and of the statuses that can be selected.
import assert from 'node:assert/strict';
import { isAwayStatus, noNames } from '../../../src/desk/state';
import {
	isStatusArgument,
	statusChoices,
	toggledStatus,
	withSeenStatuses,
} from '../../../src/desk/status/statusChoices';
import { type Agent, visitorStatuses } from '../../../src/service/model';
import { urgencies, urgencyOf } from '../../../src/service/urgency';
import { agent } from '../../fixtures/fakeServer';

describe('Urgency', () => {
	it('has one group for each of the 15 statuses, and Other for the rest', () => {
		const groups = visitorStatuses.map((status) => `${status}: ${urgencyOf(status)}`);
		assert.deepEqual(groups, [
			'waitingForChat: waiting',
			'voiceChatting: chatting',
			'chatting: chatting',
			'preChat: invited',
			'manuallyInvited: invited',
			'autoInvited: invited',
			'offlineMessage: left',
			'refusedByOperator: left',
			'refusedByVisitor: left',
			'chatEnded: left',
			'inSite: onSite',
			'outOfSite: left',
			'transferring: waiting',
			'manuallyInvitedByWindow: invited',
			'systemProcessing: onSite',
		]);
		for (const status of ['', 'levitating', 'constructor', '__proto__']) {
			assert.equal(urgencyOf(status), 'other');
		}
		assert.equal(urgencies.length, 6);
	});
});

describe('The statuses on offer', () => {
	function choices(
		agents: readonly Agent[],
		custom: readonly string[],
		awayStatuses: readonly string[],
		seenStatuses: readonly string[] = [],
	): string[] {
		const me = { id: undefined, agent: undefined, pending: undefined, lastAway: 'Lunch' };
		return statusChoices({ agents, me, names: { ...noNames, awayStatuses }, seenStatuses }, custom);
	}

	it('are each there once, whatever their case, the away status used last before Away, and never Offline', () => {
		const agents = [agent('a1', 'online'), agent('a2', 'Offline'), agent('a3', 'meeting'), agent('a4', '  ')];
		assert.deepEqual(choices(agents, ['Lunch', 'Meeting', 'AWAY'], []), ['Online', 'Lunch', 'Away', 'Meeting']);
	});

	it('are the service’s in its order, then those of the setting, then those seen; the first spelling stays', () => {
		const agents = [agent('a1', 'meeting'), agent('a2', 'On the phone')];
		assert.deepEqual(choices(agents, ['Coaching', 'LUNCH'], ['Away', 'Training', ' Meeting ', 'offline', 'Lunch']), [
			'Online',
			'Lunch',
			'Away',
			'Training',
			'Meeting',
			'Coaching',
			'On the phone',
		]);
	});

	it('have those that were seen earlier at the end, though no agent has them now', () => {
		const seen = withSeenStatuses([], [agent('a1', 'Training'), agent('a2', 'online'), agent('a3', ' training ')]);
		assert.deepEqual(seen, ['Training']);
		assert.deepEqual(choices([agent('a1', 'Meeting')], [], [], seen), [
			'Online',
			'Lunch',
			'Away',
			'Meeting',
			'Training',
		]);
		assert.equal(withSeenStatuses(seen, [agent('a1', 'TRAINING'), agent('a2', 'Offline'), agent('a3', '')]), seen);
	});

	it('forget the oldest of many that were seen, and never hold a very long one', () => {
		let seen: readonly string[] = [];
		for (let n = 0; n < 100; n++) {
			seen = withSeenStatuses(seen, [agent('a1', `S${n}`), agent('a2', 'x'.repeat(1000))]);
		}
		assert.equal(seen.length, 40);
		assert.equal(seen.at(-1), 'S99');
		assert.ok(seen.every((status) => status.length < 100));
	});

	it('begin with what the toggle sets, so that Enter is enough; then comes the away status used last', () => {
		const offer = (status: string) => {
			const me = { id: 'a', agent: agent('a', status), pending: undefined, lastAway: 'Lunch' };
			return statusChoices({ agents: [], me, names: noNames, seenStatuses: [] }, ['Meeting']);
		};
		assert.deepEqual(offer('Online'), ['Lunch', 'Online', 'Away', 'Meeting']);
		assert.deepEqual(offer('Meeting'), ['Online', 'Lunch', 'Away', 'Meeting']);
		assert.deepEqual(offer('Offline'), ['Online', 'Lunch', 'Away', 'Meeting']);
	});

	it('toggle between Online and the away status used last; from Offline and the unknown to Online', () => {
		const me = (status?: string, pending?: string) => ({
			id: 'a',
			agent: status === undefined ? undefined : agent('a', status),
			pending,
			lastAway: 'Lunch',
		});
		assert.equal(toggledStatus(me('Online')), 'Lunch');
		assert.equal(toggledStatus(me('ONLINE')), 'Lunch');
		assert.equal(toggledStatus(me('Meeting')), 'Online');
		assert.equal(toggledStatus(me('Offline')), 'Online');
		assert.equal(toggledStatus(me()), 'Online');
		assert.equal(toggledStatus(me('Online', 'Lunch')), 'Online', 'what is asked for counts');
		assert.ok(!isAwayStatus('offline') && !isAwayStatus('') && isAwayStatus('Meeting'));
	});

	it('may come as an argument, which is checked', () => {
		assert.ok(isStatusArgument({ status: 'Away' }));
		for (const argument of [undefined, null, 'Away', {}, { status: 1 }, []]) {
			assert.ok(!isStatusArgument(argument));
		}
	});
});
