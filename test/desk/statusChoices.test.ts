// Rules of urgency, and of the statuses that can be selected.
import assert from 'node:assert/strict';
import { isAwayStatus, noNames } from '../../src/desk/state';
import { isStatusArgument, statusChoices, toggledStatus } from '../../src/desk/statusChoices';
import { type Agent, visitorStatuses } from '../../src/service/model';
import { urgencies, urgencyOf } from '../../src/service/urgency';
import { agent } from '../fixtures/fakeServer';

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
	function choices(agents: readonly Agent[], custom: readonly string[], awayStatuses: readonly string[]): string[] {
		const me = { id: undefined, agent: undefined, pending: undefined, lastAway: 'Lunch' };
		return statusChoices({ agents, me, names: { ...noNames, awayStatuses } }, custom);
	}

	it('are each there once, whatever their case, the away status used last right after Online, and never Offline', () => {
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
