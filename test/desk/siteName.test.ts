import assert from 'node:assert/strict';
import { isOtherSite, siteName } from '../../src/desk/siteName';
import type { Site } from '../../src/desk/state';

const baseUrl = 'https://api15.comm100.io/v4';
const site = (siteId: string | undefined): Site => ({
	id: 's',
	name: siteName(baseUrl, siteId),
	baseUrl,
	sandbox: false,
});

describe('What was signed in to', () => {
	it('is named by its host, with its number where that is known', () => {
		assert.equal(siteName(baseUrl, undefined), 'api15.comm100.io');
		assert.equal(siteName('http://127.0.0.1:8080/v4', '10000'), '127.0.0.1:8080 · 10000');
	});

	it('is never taken for a site of another address or another number', () => {
		assert.equal(isOtherSite(site('10000'), baseUrl, '10001'), true);
		assert.equal(isOtherSite(site('10000'), 'https://api11.comm100.io/v4', '10000'), true);
		assert.equal(isOtherSite(site(undefined), 'https://api11.comm100.io/v4', undefined), true);
	});

	it('may be a site of the same address where a number is missing', () => {
		assert.equal(isOtherSite(site('10000'), baseUrl, '10000'), false);
		assert.equal(isOtherSite(site('10000'), baseUrl, undefined), false);
		assert.equal(isOtherSite(site(undefined), baseUrl, '10000'), false);
	});
});
