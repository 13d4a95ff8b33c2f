// Which calls of the visitor panel's page are accepted, and which state from disk.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isPanelState, panelGuards } from '../../src/protocol/visitorPanel';

describe('visitor panel protocol', () => {
	it('lets through what the page sends', () => {
		assert.ok(panelGuards.state(null));
		assert.ok(panelGuards.copy({ row: 'email' }));
		assert.ok(panelGuards.open({ row: 'variables/1/\ud800' }));
		assert.ok(panelGuards.seen({ revision: 3 }));
		assert.ok(panelGuards.act({ action: 'signIn' }));
		assert.ok(panelGuards.edit({ name: 'a', value: '', url: '' }));
		assert.ok(panelGuards.edit({ name: 'a', value: 'new', url: '', seen: { value: 'old', url: '' } }));
		assert.ok(panelGuards.add({ name: '', value: 'v', url: 'u' }));
		assert.ok(panelGuards.compose({ name: 'unfinished', value: '', url: '' }));
		assert.ok(panelGuards.compose(null));
		assert.ok(panelGuards.undo({ anyway: false }));
		assert.ok(panelGuards.discard(null));
		assert.ok(panelGuards.discard({ name: 'a' }));
		assert.ok(panelGuards.choose({ name: 'a', side: 'theirs' }));
		assert.ok(panelGuards.keep(null));
		assert.ok(panelGuards.flushed({ unsent: true }));
	});

	it('what is typed is text, and not more of it than anybody types', () => {
		const long = 'x'.repeat(100_001);
		for (const part of [1, null, undefined, {}, long]) {
			assert.equal(panelGuards.edit({ name: 'a', value: part, url: '' }), false);
			assert.equal(panelGuards.edit({ name: 'a', value: '', url: part }), false);
			assert.equal(panelGuards.add({ name: part, value: '', url: '' }), false);
			assert.equal(panelGuards.compose({ name: part, value: '', url: '' }), false);
		}
		for (const seen of [null, 'old', { value: 'old' }, { value: long, url: '' }]) {
			assert.equal(panelGuards.edit({ name: 'a', value: '', url: '', seen }), false);
		}
	});

	it('lets nothing else through', () => {
		for (const params of [undefined, {}, [], 0, 'state']) {
			assert.equal(panelGuards.state(params), false);
		}
		for (const params of [null, {}, { row: 1 }, { row: null }, ['email'], 'email', { row: 'x'.repeat(100_001) }]) {
			assert.equal(panelGuards.copy(params), false);
			assert.equal(panelGuards.open(params), false);
		}
		for (const params of [null, {}, { anyway: 1 }, { unsent: 1 }]) {
			assert.equal(panelGuards.undo(params), false);
			assert.equal(panelGuards.flushed(params), false);
		}
		for (const params of [undefined, {}, { name: 1 }, { row: 'variables/1/a' }, { name: 'x'.repeat(100_001) }]) {
			assert.equal(panelGuards.discard(params), false);
			assert.equal(panelGuards.choose({ ...params, side: 'mine' }), false);
			assert.equal(panelGuards.choose({ name: 'a', side: params }), false);
			assert.equal(panelGuards.edit({ value: '', url: '', ...params }), false);
		}
		for (const params of [null, {}, { revision: '1' }, { revision: 1.5 }, { revision: Number.NaN }]) {
			assert.equal(panelGuards.seen(params), false);
		}
		for (const action of ['signOut', 'workbench.action.quit', '', null, 1, ['signIn']]) {
			assert.equal(panelGuards.act({ action }), false);
		}
	});

	it('no garbage makes a guard throw', () => {
		fc.assert(
			fc.property(fc.anything(), (params) => {
				for (const guard of [...Object.values(panelGuards), isPanelState]) {
					assert.equal(typeof guard(params), 'boolean');
				}
			}),
		);
	});

	it('a kept state names a site and a visitor', () => {
		assert.ok(isPanelState({ site: 'a', visitor: 'b' }));
		assert.ok(isPanelState({ site: 'a', visitor: 'b', showEmpty: true, preview: true }));
		for (const state of [undefined, null, {}, { site: 'a' }, { site: 'a', visitor: '' }, { site: 1, visitor: 'b' }]) {
			assert.equal(isPanelState(state), false);
		}
	});
});
