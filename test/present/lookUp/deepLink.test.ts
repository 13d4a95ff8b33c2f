// Links that open Frontdesk are read strictly.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDeepLink } from '../../../src/present/lookUp/deepLink';

const id = '3d59f909-24cd-43bc-89cb-00a320617c0a';
const parse = (path: string, query = '', fragment = '') => parseDeepLink({ path, query, fragment });

describe('A deep link', () => {
	it('names a visitor or an agent, in any case', () => {
		assert.deepEqual(parse(`/visitor/${id}`), { kind: 'visitor', id });
		assert.deepEqual(parse(`/agent/${id.toUpperCase()}`), { kind: 'agent', id });
		assert.deepEqual(parse(`/visitor/${id}`, 'windowId=3'), { kind: 'visitor', id });
	});

	it('is nothing else', () => {
		for (const path of [
			'',
			'/',
			'/callback',
			`/visitor/${id}/`,
			`/visitor//${id}`,
			`/visitor/../agent/${id}`,
			`/Visitor/${id}`,
			`/visitor/{${id}}`,
			`/visitor/${id}\n`,
			`/visitor/ ${id}`,
			`/visitor/${id}0`,
			`/visitor/${'-'.repeat(36)}`,
			`/visitor/${id.replace('3d', '..')}`,
			`visitor/${id}`,
			`/visitor/${id}/status`,
		]) {
			assert.equal(parse(path), undefined, path);
		}
		assert.equal(parse(`/visitor/${id}`, 'status=Online'), undefined);
		assert.equal(parse(`/visitor/${id}`, 'windowId=3&x=1'), undefined);
		assert.equal(parse(`/visitor/${id}`, '', 'x'), undefined);
	});

	it('has an ID whatever the text: one that is safe everywhere', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9a-fA-F-]{36}$/)), (text) => {
				const link = parse(`/visitor/${text}`);
				assert.ok(link === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(link.id));
			}),
		);
	});
});
