// Hovering an ID says who has it, from what is known.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { noSegments } from '../../../src/desk/segments/segments';
import { createKnownIds, whoIs } from '../../../src/present/lookUp/whoIs';
import { agent, asMe, hostileText, now, state, visitor } from '../worlds';

const options = { agentAliases: { a1: 'Anna' }, departmentAliases: {}, segments: noSegments, now };
const ann = visitor('v1', 'chatting', { name: 'Ann' });

describe('Who has an ID', () => {
	const who = (id: string, world = state({ visitors: [ann], agents: [agent('a1', 'Away', 2)] })) =>
		whoIs(id, createKnownIds()(world), world, options);

	it('is a visitor or an agent of the lists, and nobody else', () => {
		assert.match(who('v1') ?? '', /^\*\*Ann\*\*.*Chatting/s);
		assert.match(who('a1') ?? '', /^\*\*Anna\*\*.*Away/s);
		assert.equal(who('x'), undefined);
		assert.match(who('m', asMe(agent('m', 'Online'))) ?? '', /you/);
	});

	it('is said with its age where the data is stale', () => {
		assert.doesNotMatch(who('v1') ?? '', /As of/);
		assert.match(who('v1', state({ visitors: [ann], missed: 3 })) ?? '', /As of/);
	});

	it('is said with its age where nobody has read it for minutes, as in a window that shows no visitors', () => {
		const visitorsAsOf = now - 121_000;
		assert.match(who('v1', state({ visitors: [ann], visitorsAsOf })) ?? '', /As of/);
		const watched = (asOf: number) => new Map([['v1', { visitor: ann, asOf, left: false, error: undefined }]]);
		const row = visitor('v1', 'inSite');
		assert.doesNotMatch(who('v1', state({ visitors: [row], visitorsAsOf, watched: watched(now) })) ?? '', /As of/);
		assert.match(who('v1', state({ visitors: [row], watched: watched(visitorsAsOf) })) ?? '', /As of/);
	});

	it('is the visitor as the panel has it, and follows the lists', () => {
		const known = createKnownIds();
		assert.equal(known(state({ visitors: [ann] })).visitor('v1'), ann);
		const left = visitor('v1', 'outOfSite');
		const watched = new Map([['v1', { visitor: left, asOf: now, left: true, error: undefined }]]);
		assert.equal(known(state({ visitors: [ann], watched })).visitor('v1'), left);
		assert.equal(known(state({ visitors: [] })).visitor('v1'), undefined);
	});

	it('is a pinned visitor who has left too, with the age of what is known', () => {
		const pin = { id: 'v1', pinnedAt: now, leftAt: now, triedAt: undefined, isListed: false };
		const pinned = new Map([['v1', { visitor: ann, asOf: now - 300_000 }]]);
		assert.match(who('v1', state({ visitors: [], pins: [pin], pinned })) ?? '', /^\*\*Ann\*\*.*As of/s);
		const listed = state({ visitors: [ann], pins: [{ ...pin, isListed: true }], pinned });
		assert.doesNotMatch(who('v1', listed) ?? '', /As of/);
	});

	it('has no markup, link, icon or HTML of the visitor', () => {
		fc.assert(
			fc.property(hostileText, (text) => {
				const world = state({ visitors: [visitor('v1', 'inSite', { name: text, email: text, company: text })] });
				const shown = (who('v1', world) ?? '').replace(/^\*\*|\*\*(?= {2}\n|$)/gm, '').replace(/\\[!-/:-@[-`{-~]/g, '');
				assert.doesNotMatch(shown, /[<>[\]`*_$\\]/);
			}),
		);
	});
});
