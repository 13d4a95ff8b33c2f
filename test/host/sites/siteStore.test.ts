// What is kept of a site's secret: its origins, its number, and a failure that says nothing of it.
import assert from 'node:assert/strict';
import type { Site } from '../../../src/desk/state';
import { createSiteStore, type SiteStore } from '../../../src/host/sites/siteStore';
import { isApiError } from '../../../src/service/errors';
import { keptLog } from '../../fixtures/keptLog';

const site: Site = {
	id: 's',
	name: 'Site',
	baseUrl: 'https://api.example/v4',
	controlPanelUrl: 'https://dash.example',
	sandbox: false,
};
const credentials = { kind: 'accessToken', accessToken: 'token-of-a-test' } as const;
const now = Date.UTC(2026, 0, 5, 9);

function opened(): { readonly store: SiteStore; readonly kept: Map<string, string>; lock(): void } {
	const kept = new Map<string, string>();
	let isLocked = false;
	const inside = async <Answer>(act: () => Answer): Promise<Answer> => {
		if (isLocked) {
			throw new Error('password hunter2');
		}
		return act();
	};
	const secrets = {
		get: (key: string) => inside(() => kept.get(key)),
		store: (key: string, value: string) => inside(() => void kept.set(key, value)),
		delete: (key: string) => inside(() => void kept.delete(key)),
		keys: () => inside(() => [...kept.keys()]),
		onDidChange: () => ({ dispose: () => undefined }),
	};
	const memento = { get: <Value>(_: string, fallback?: Value) => fallback, update: async () => undefined };
	return {
		store: createSiteStore(memento as Parameters<typeof createSiteStore>[0], secrets, keptLog()),
		kept,
		lock() {
			isLocked = true;
		},
	};
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

	it('that nobody we know has written is none', async () => {
		for (const text of ['', 'null', '7', '{"credentials":{}}', 'not JSON']) {
			const { store, kept } = opened();
			kept.set('frontdesk.credentials.s', text);
			assert.equal(await store.secret(site), undefined);
			await store.saveSignIn(site, credentials, now);
			assert.deepEqual(await store.secret(site), { credentials, secretVersion: now / 1000 });
		}
	});

	it('has a higher number with each sign-in, also after the clock was set back', async () => {
		const { store } = opened();
		const generationAt = async (instant: number) => {
			await store.saveSignIn(site, credentials, instant);
			return (await store.secret(site))?.secretVersion ?? 0;
		};
		const first = await generationAt(now);
		const back = await generationAt(now - 7_200_000);
		assert.ok(back > first);
		assert.equal(await generationAt(now + 7_200_000), (now + 7_200_000) / 1000);
	});

	it('that cannot be read or kept is a failure with a code, and without the store’s own words', async () => {
		const { store, lock } = opened();
		lock();
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
