// The stored sites and their secrets.
import assert from 'node:assert/strict';
import type { Site } from '../../../src/desk/state';
import { createSiteStore } from '../../../src/host/sites/siteStore';
import { isApiError } from '../../../src/service/errors';
import { lockableSecrets } from '../../fixtures/lockableSecrets';
import { recordingLog } from '../../fixtures/recordingLog';

const site: Site = {
	id: 's',
	name: 'Site',
	baseUrl: 'https://api.example/v4',
	controlPanelUrl: 'https://dash.example',
	sandbox: false,
};
const credentials = { kind: 'accessToken', accessToken: 'token-of-a-test' } as const;
const now = Date.UTC(2026, 0, 5, 9);

function opened(sites: readonly Site[] = []) {
	const secrets = lockableSecrets();
	const memento = {
		get: <Value>(key: string, fallback?: Value) => (key === 'frontdesk.sites' ? sites : fallback),
		update: async () => undefined,
	};
	return { store: createSiteStore(memento as Parameters<typeof createSiteStore>[0], secrets, recordingLog()), secrets };
}

describe('The secret of a site', () => {
	it('is read for the origins that it was stored with, and for no other', async () => {
		const { store } = opened();
		await store.saveSecret(site, { credentials, secretVersion: 3 });
		assert.deepEqual(await store.secret(site), { credentials, secretVersion: 3 });
		assert.equal(await store.secret({ ...site, baseUrl: 'https://elsewhere.example/v4' }), undefined);
		assert.equal(await store.secret({ ...site, controlPanelUrl: 'https://elsewhere.example' }), undefined);
		const { controlPanelUrl: _, ...withoutDash } = site;
		assert.equal(await store.secret(withoutDash), undefined);
	});

	it('that Frontdesk did not write is none', async () => {
		for (const text of ['', 'null', '7', '{"credentials":{}}', 'not JSON']) {
			const { store, secrets } = opened();
			secrets.kept.set('frontdesk.credentials.s', text);
			assert.equal(await store.secret(site), undefined);
			await store.saveSignIn(site, credentials, now);
			assert.deepEqual(await store.secret(site), { credentials, secretVersion: now / 1000 });
		}
	});

	it('has a higher version with each sign-in, also after the clock was set back', async () => {
		const { store } = opened();
		const versionAt = async (instant: number) => {
			await store.saveSignIn(site, credentials, instant);
			return (await store.secret(site))?.secretVersion ?? 0;
		};
		const first = await versionAt(now);
		const back = await versionAt(now - 7_200_000);
		assert.ok(back > first);
		assert.equal(await versionAt(now + 7_200_000), (now + 7_200_000) / 1000);
	});

	it('that can’t be read or stored is a failure with a code, without the message of the storage', async () => {
		const { store, secrets } = opened();
		secrets.lock();
		const all = [
			store.secret(site),
			store.saveSecret(site, { credentials, secretVersion: 1 }),
			store.saveSignIn(site, credentials, now),
			store.wipe(site.id),
		];
		for (const outcome of await Promise.allSettled(all)) {
			assert.ok(outcome.status === 'rejected' && isApiError(outcome.reason));
			assert.equal(outcome.reason.message, 'network SECRET_STORE');
		}
	});
});

describe('What is remembered of a site', () => {
	const two = [site, { ...site, id: 'other' }];

	function remembering(sites: readonly Site[]) {
		const stored = new Map<string, unknown>([['frontdesk.sites', sites]]);
		const memento = {
			get: <Value>(key: string, fallback?: Value) => stored.get(key) ?? fallback,
			update: async (key: string, value: unknown) =>
				void (value === undefined ? stored.delete(key) : stored.set(key, value)),
		} as Parameters<typeof createSiteStore>[0];
		return { stored, open: () => createSiteStore(memento, lockableSecrets(), recordingLog()) };
	}

	it('is there after a reload, for that site alone', async () => {
		const { open } = remembering(two);
		await open().remember('s', { seenStatuses: ['Lunch'] });
		await open().remember('s', { lastAway: 'Meeting' });
		assert.deepEqual(open().memory('s'), { seenStatuses: ['Lunch'], lastAway: 'Meeting' });
		assert.deepEqual(open().memory('other'), {});
	});

	it('is removed with the site, and not stored again by a window that has not heard of the sign-out', async () => {
		const { stored, open } = remembering(two);
		await open().remember('s', { seenStatuses: ['Lunch'] });
		await open().remember('other', { seenStatuses: ['Break'] });
		await open().wipe('s');
		await open().remember('s', { seenStatuses: ['Lunch'], myAgentId: 'a1' });
		assert.deepEqual(open().memory('s'), {});
		assert.doesNotMatch(JSON.stringify([...stored]), /Lunch|a1/);
		assert.deepEqual(open().memory('other'), { seenStatuses: ['Break'] });
	});
});

describe('A site stored by an early version', () => {
	const stored = (name: string, more: Partial<Site> = {}): Site => ({ ...site, name, ...more });
	const numberOf = (old: Site) => opened([old]).store.sites()[0]?.siteNumber;

	it('has the number that its name ends in', () => {
		assert.equal(numberOf(stored('api.example · 10000')), '10000');
		assert.equal(numberOf(stored('127.0.0.1:8080 · 7', { baseUrl: 'http://127.0.0.1:8080/v4' })), '7');
	});

	it('has no number if its name is a host alone', () => {
		assert.equal(numberOf(stored('api.example')), undefined);
		assert.equal(numberOf(stored('127.0.0.1:8080', { baseUrl: 'http://127.0.0.1:8080/v4' })), undefined);
		assert.equal(numberOf(stored('Sample data', { sandbox: true })), undefined);
	});

	it('opens as it is in everything else', async () => {
		const old = stored('api.example · 10000');
		const { store } = opened([old]);
		await store.saveSecret(old, { credentials, secretVersion: 3 });
		const [read] = store.sites();
		assert.ok(read);
		assert.deepEqual(read, { ...old, siteNumber: '10000' });
		assert.deepEqual(await store.secret(read), { credentials, secretVersion: 3 });
	});

	it('keeps a number that was stored, whatever the name says', () => {
		assert.equal(numberOf(stored('api.example · 10000', { siteNumber: '7' })), '7');
	});
});
