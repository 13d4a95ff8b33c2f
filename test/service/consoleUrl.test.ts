// How the address of the agent console is built, and which templates are refused.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { consoleUrl } from '../../src/service/consoleUrl';

const dash = 'https://dash15.comm100.io';
const visitorId = '3d59f909-24cd-43bc-89cb-00a320617c0a';

describe('The address of the agent console', () => {
	const cases: readonly (readonly [string, string | undefined, string | undefined, string])[] = [
		['', dash, undefined, `${dash}/`],
		['', dash, visitorId, `${dash}/`],
		['https://chat.example/console', undefined, visitorId, 'https://chat.example/console'],
		['http://localhost:8080/{visitorId}', dash, visitorId, `http://localhost:8080/${visitorId}`],
		['{dash}/live?v={visitorId}&x=1#top', dash, visitorId, `${dash}/live?v=${visitorId}&x=1#top`],
		// Without a visitor, the part with the placeholder is left out.
		['{dash}/live?v={visitorId}&x=1#top', dash, undefined, `${dash}/live?x=1#top`],
		['{dash}/live?v={visitorId}', dash, undefined, `${dash}/live`],
		['{dash}/live/visitor-{visitorId}/chat', dash, undefined, `${dash}/live/`],
		['{dash}/live#/visitors/{visitorId}', dash, undefined, `${dash}/live`],
	];
	for (const [template, known, visitor, url] of cases) {
		it(`${JSON.stringify(template)} ${visitor ? 'with' : 'without'} a visitor is ${url}`, () => {
			assert.deepEqual(consoleUrl({ template, controlPanelUrl: known, visitorId: visitor }), { ok: true, url });
		});
	}

	const errors: readonly (readonly [string, string | undefined, string])[] = [
		['', undefined, 'unknown'],
		['{dash}/x', undefined, 'unknown'],
		['dash15.comm100.io', dash, 'notUrl'],
		['http://chat.example/', dash, 'notHttps'],
		['javascript://x/%0aalert(1)', dash, 'notHttps'],
		['file:///etc/passwd', dash, 'notHttps'],
		['https://me:word@chat.example/', dash, 'credentials'],
		['https://{visitorId}.example/', dash, 'place'],
		['https://chat.example:4{visitorId}/', dash, 'place'],
		['{dash}.evil.example/', dash, 'place'],
		['https://chat.example/?at={dash}', dash, 'place'],
	];
	for (const [template, known, error] of errors) {
		it(`${JSON.stringify(template)} is refused: ${error}`, () => {
			assert.deepEqual(consoleUrl({ template, controlPanelUrl: known, visitorId }), { ok: false, error });
		});
	}

	it('never leaves the host of the template, whatever the id and the place of the placeholder', () => {
		const template = fc.constantFrom('{dash}/a?b={visitorId}', '{dash}/{visitorId}/c', '{dash}/#{visitorId}');
		const hostile = fc.oneof(
			fc.string({ unit: 'grapheme' }),
			fc.constantFrom('@evil.example', '/../..//evil', '?x#y', '\\evil'),
		);
		fc.assert(
			fc.property(template, hostile, (text, id) => {
				const result = consoleUrl({ template: text, controlPanelUrl: dash, visitorId: id });
				assert.ok(result.ok);
				assert.equal(new URL(result.url).origin, dash);
			}),
		);
	});
});
