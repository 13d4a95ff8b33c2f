// Rules for the names of visitors, agents, departments and statuses.
import { strict as assert } from 'node:assert';
import { agentLabel, departmentLabel, nameBehindAlias, shortId, visitorLabel } from '../../src/present/labels';
import { agentStatusText, urgencyTitle, visitorStatusText } from '../../src/present/status/statusTexts';
import { visitorStatuses } from '../../src/service/model';
import { urgencies } from '../../src/service/urgency';
import { visitor } from './worlds';

const id = '3d59f909-24cd-43bc-89cb-00a320617c0a';

describe('the label of a visitor', () => {
	it('is the name, else the e-mail, else the start of the id', () => {
		assert.equal(visitorLabel(visitor(id, 'inSite', { name: 'Ann', email: 'a@b.c' })), 'Ann');
		assert.equal(visitorLabel(visitor(id, 'inSite', { email: 'a@b.c' })), 'a@b.c');
		assert.equal(visitorLabel(visitor(id, 'inSite')), 'Visitor 3d59f909');
	});

	it('is never invisible', () => {
		assert.equal(visitorLabel(visitor(id, 'inSite', { name: '\u200B\u3164 ', email: '\t' })), 'Visitor 3d59f909');
	});

	it('is short, however long the name is', () => {
		assert.ok(visitorLabel(visitor(id, 'inSite', { name: 'x'.repeat(20_000) })).length <= 80);
	});
});

describe('the label of an agent', () => {
	const agentId = 'c97a2afe-0000-4000-8000-000000000001';
	const names = new Map([[agentId, 'Aurelia Finchley-Moss']]);

	it('is the alias, in any case of the id in the settings, else the service’s name, else the start of the id', () => {
		assert.equal(agentLabel(agentId, { [agentId]: 'Kim' }, names), 'Kim');
		assert.equal(agentLabel(agentId, { [agentId.toUpperCase()]: 'Kim' }, names), 'Kim');
		assert.equal(agentLabel(agentId, { [agentId]: ' ' }, names), 'Aurelia Finchley-Moss');
		assert.equal(agentLabel(agentId, {}, names), 'Aurelia Finchley-Moss');
		assert.equal(agentLabel(agentId, { [agentId]: ' ' }, new Map()), 'Agent c97a2afe');
		assert.equal(agentLabel('constructor', {}, names), 'Agent construc');
	});

	it('is short and never invisible', () => {
		assert.equal(agentLabel(agentId, {}, new Map([[agentId, '\u200B\u202E\u3164']])), 'Agent c97a2afe');
		assert.ok(agentLabel(agentId, {}, new Map([[agentId, 'x'.repeat(20_000)]])).length <= 80);
	});

	it('leaves the service’s name to be shown beside an alias, and only there', () => {
		assert.equal(nameBehindAlias(agentId, { [agentId]: 'Kim' }, names), 'Aurelia Finchley-Moss');
		assert.equal(nameBehindAlias(agentId, {}, names), '');
		assert.equal(nameBehindAlias(agentId, { [agentId]: 'Kim' }, new Map()), '');
	});
});

describe('the label of a department', () => {
	it('is the alias, else the service’s name, else the start of the id; without an id it says so', () => {
		const names = new Map([['d1', 'Support']]);
		assert.equal(departmentLabel('d1', { D1: 'Sales' }, names), 'Sales');
		assert.equal(departmentLabel('d1', {}, names), 'Support');
		assert.equal(departmentLabel(id, {}, names), 'Department 3d59f909');
		assert.equal(departmentLabel('', { '': 'x' }, new Map([['', 'x']])), 'No department');
	});
});

describe('the short form of an id', () => {
	it('splits no character', () => {
		assert.equal(shortId('1234567😀9'), '1234567😀');
	});
});

describe('the text of a status', () => {
	it('differs for each of the 15 statuses, and is never the raw value', () => {
		const texts = visitorStatuses.map(visitorStatusText);
		assert.equal(new Set(texts).size, 15);
		for (const [n, status] of visitorStatuses.entries()) {
			assert.notEqual(texts[n]?.toLowerCase(), status.toLowerCase() === 'chatting' ? '' : status.toLowerCase());
		}
	});

	it('shows an unknown status as sent, on one visible line', () => {
		assert.equal(visitorStatusText('beamedUp'), 'beamedUp');
		assert.equal(visitorStatusText('toString'), 'toString');
		assert.equal(visitorStatusText('a\u202Eb'), 'ab');
		assert.equal(visitorStatusText(''), 'No status');
	});

	it('has one spelling for known agent statuses, and keeps custom ones as sent', () => {
		assert.deepEqual(['online', 'AWAY', ' Offline', 'iT support'].map(agentStatusText), [
			'Online',
			'Away',
			'Offline',
			'iT support',
		]);
	});

	it('has a title for each group', () => {
		assert.equal(new Set(urgencies.map(urgencyTitle)).size, urgencies.length);
	});
});
