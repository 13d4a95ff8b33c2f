// Rules of the name of a site, and of which sign-ins could be to a known site.
import assert from 'node:assert/strict';
import { couldBeSameSite, siteName } from '../../src/desk/siteName';
import type { Site } from '../../src/desk/state';

const baseUrl = 'https://api15.comm100.io/v4';
const site = (siteNumber: string | undefined): Site => ({
	id: 's',
	name: siteName(baseUrl, siteNumber),
	baseUrl,
	...(siteNumber !== undefined && { siteNumber }),
	sandbox: false,
});

describe('A site', () => {
	it('is named by its host, with its number if that is known', () => {
		assert.equal(siteName(baseUrl, undefined), 'api15.comm100.io');
		assert.equal(siteName('http://127.0.0.1:8080/v4', '10000'), '127.0.0.1:8080 · 10000');
	});

	it('is another one than a site with another address or another number', () => {
		assert.equal(couldBeSameSite(site('10000'), baseUrl, '10001'), false);
		assert.equal(couldBeSameSite(site('10000'), 'https://api11.comm100.io/v4', '10000'), false);
		assert.equal(couldBeSameSite(site(undefined), 'https://api11.comm100.io/v4', undefined), false);
	});

	it('could be a site with the same address if a number is missing', () => {
		assert.equal(couldBeSameSite(site('10000'), baseUrl, '10000'), true);
		assert.equal(couldBeSameSite(site('10000'), baseUrl, undefined), true);
		assert.equal(couldBeSameSite(site(undefined), baseUrl, '10000'), true);
	});

	it('is told by its number alone, whatever its name says', () => {
		assert.equal(couldBeSameSite({ ...site('10000'), name: 'api15.comm100.io · 10001' }, baseUrl, '10000'), true);
		assert.equal(couldBeSameSite({ ...site('10000'), name: 'Support' }, baseUrl, '10001'), false);
	});

	it('of the sample data is no site that anyone signs in to', () => {
		assert.equal(couldBeSameSite({ ...site(undefined), sandbox: true }, baseUrl, undefined), false);
	});
});
