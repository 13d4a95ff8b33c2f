// Sign-out while secret storage can't be changed, with sites over a stubbed storage.
import assert from 'node:assert/strict';
import type { Env } from '../../../src/desk/env';
import type { Site } from '../../../src/desk/state';
import { signedOutText } from '../../../src/desk/windows/shared';
import { UserFacingError } from '../../../src/host/runCommand';
import { createAccounts } from '../../../src/host/sites/accounts';
import type { OpenSite } from '../../../src/host/sites/openSite';
import { removeRest, signOutOf } from '../../../src/host/sites/signOut';
import { createSiteStore } from '../../../src/host/sites/siteStore';
import { createSites, type Sites } from '../../../src/host/sites/sites';
import { restKey, sitesKey } from '../../../src/host/sites/storedKeys';
import { createWiping } from '../../../src/host/sites/wiping';
import { isApiError } from '../../../src/service/errors';
import { lockableSecrets } from '../../fixtures/lockableSecrets';
import { manualClock } from '../../fixtures/manualClock';
import { recordingLog } from '../../fixtures/recordingLog';
import { restoreAll, stubErrorMessages } from '../stubs';

const credentials = { kind: 'accessToken', accessToken: 'token-of-a-test' } as const;
const origins = { baseUrl: 'https://api.example/v4', controlPanelUrl: undefined };

/** Opens a window. With the same `stored` and `secrets` it is a window of the same VS Code: another one, or one after a reload. */
function openWindow(stored = new Map<string, unknown>(), secrets = lockableSecrets()) {
	const log = recordingLog();
	const env: Env = { clock: manualClock(), random: () => 0.5, log, windowId: crypto.randomUUID() };
	const memento = {
		get: (key: string, fallback?: unknown) => stored.get(key) ?? fallback,
		update: async (key: string, value: unknown) => void stored.set(key, value),
	} as Parameters<typeof createWiping>[0];
	const files = new Map<string, string | undefined>();
	const store = createSiteStore(memento, secrets, log);
	const wiping = createWiping(memento, (siteId) => store.sites().some(({ id }) => id === siteId), log);
	const opened: OpenSite[] = [];
	const closed: OpenSite[] = [];
	const gone: (() => void)[] = [];
	const sites = createSites({
		env,
		store,
		wiping,
		clients: undefined as never,
		shared: {
			read: async (name) => files.get(name),
			update: async (name, change) => void files.set(name, change(files.get(name))),
			remove: async (name) => void files.delete(name),
		},
		async open(site, { onGone }) {
			if (!(await store.secret(site))) {
				return undefined;
			}
			const desk = { state: { site }, onChange: () => () => undefined, start: () => undefined };
			const openSite: OpenSite = { site, desk: desk as never, close: async () => void closed.push(openSite) };
			opened.push(openSite);
			gone.push(() => onGone('signedOut'));
			return openSite;
		},
	});
	const signIn = (): Promise<Site> =>
		sites.add({ origins, credentials, owner: { agentId: undefined, siteId: undefined } });
	return { sites, secrets, stored, files, closed, gone, wiping, signIn, log };
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
	return await work.then(
		() => undefined,
		(error: unknown) => error,
	);
}

const ids = (sites: Sites) => sites.list().map(({ id }) => id);

describe('Signing out while secret storage is locked', () => {
	afterEach(restoreAll);

	it('closes the site, takes it off the list, tells the other windows, and fails with a code', async () => {
		const window = openWindow();
		const site = await window.signIn();
		window.secrets.lock();
		const error = await failureOf(window.sites.signOut(site.id));
		assert.ok(isApiError(error));
		assert.equal(error.code, 'SECRET_STORE');
		assert.equal(window.sites.desk, undefined);
		assert.equal(window.closed.length, 1);
		assert.deepEqual(ids(window.sites), []);
		assert.equal(window.files.get(site.id), signedOutText);
	});

	it('is not undone by a window that closes while its storage is slow: the list goes first', async () => {
		const window = openWindow();
		const site = await window.signIn();
		const lists: unknown[] = [];
		const { set } = window.stored;
		window.stored.set = (key, value) => {
			lists.push(key);
			return set.call(window.stored, key, value);
		};
		await window.sites.signOut(site.id);
		assert.deepEqual(lists.slice(0, 2), [restKey, sitesKey]);
	});

	it('tells the user what is left and what to do, and can be tried again until it is removed', async () => {
		const window = openWindow();
		const site = await window.signIn();
		window.secrets.lock();
		const error = await failureOf(signOutOf(window.sites, site.id));
		assert.ok(error instanceof UserFacingError);
		assert.match(error.message, /^You signed out of api\.example, but its credentials couldn't be removed/);
		assert.equal(error.nextStep?.title, 'Try Again');
		assert.ok((await failureOf(Promise.resolve(error.nextStep.act()))) instanceof UserFacingError, 'still locked');
		window.secrets.unlock();
		assert.equal(await removeRest(window.sites), true);
		assert.equal(window.secrets.kept.size, 0);
	});

	it('from the Accounts menu is reported too', async () => {
		const window = openWindow();
		const site = await window.signIn();
		const shown = stubErrorMessages();
		const accounts = createAccounts(window.sites, window.log, { fire: () => undefined });
		window.secrets.lock();
		await accounts.removeSession(site.id);
		accounts.dispose();
		assert.match(shown.join(), /^You signed out of api\.example, but its credentials couldn't be removed/);
	});

	it('still runs everything else that removes data of the site', async () => {
		const window = openWindow();
		const site = await window.signIn();
		const removed: string[] = [];
		window.wiping.onSignOut(async () => {
			throw new Error('locked');
		});
		window.wiping.onSignOut((siteId) => removed.push(siteId));
		await failureOf(window.sites.signOut(site.id));
		assert.deepEqual(removed, [site.id]);
		assert.equal(window.secrets.kept.size, 0);
	});

	it('leaves nothing once it is unlocked and tried again', async () => {
		const window = openWindow();
		const site = await window.signIn();
		window.secrets.lock();
		await failureOf(window.sites.signOut(site.id));
		assert.ok(isApiError(await failureOf(window.sites.wipeRest())), 'still locked');
		window.secrets.unlock();
		assert.equal(window.secrets.kept.size, 1);
		assert.equal(await window.sites.wipeRest(), true);
		assert.equal(window.secrets.kept.size, 0);
		assert.equal(await window.sites.wipeRest(), false, 'nothing is left');
	});

	it('leaves nothing once another site is signed out of', async () => {
		const window = openWindow();
		const [first, second] = [await window.signIn(), await window.signIn()];
		window.secrets.lock();
		await failureOf(window.sites.signOut(first.id));
		window.secrets.unlock();
		await window.sites.signOut(second.id);
		assert.equal(window.secrets.kept.size, 0);
	});

	it('leaves nothing after the next start', async () => {
		const before = openWindow();
		const site = await before.signIn();
		before.secrets.lock();
		await failureOf(before.sites.signOut(site.id));
		before.secrets.unlock();
		const after = openWindow(before.stored, before.secrets);
		assert.equal(await after.sites.wipeRest(), true);
		assert.equal(after.secrets.kept.size, 0);
	});

	it('keeps what belongs to the sites that are still signed in to', async () => {
		const window = openWindow();
		const site = await window.signIn();
		window.secrets.lock();
		await failureOf(window.sites.signOut(site.id));
		window.secrets.unlock();
		const other = await window.signIn();
		await window.sites.wipeRest();
		assert.deepEqual([...window.secrets.kept.keys()], [`frontdesk.credentials.${other.id}`]);
		assert.deepEqual(ids(window.sites), [other.id]);
	});

	it('in another window closes the site here too, and the log has no message of the storage', async () => {
		const window = openWindow();
		await window.signIn();
		window.secrets.lock();
		window.gone[0]?.();
		await new Promise((resolve) => setImmediate(resolve));
		assert.equal(window.sites.desk, undefined);
		assert.deepEqual(ids(window.sites), []);
		assert.doesNotMatch(window.log.lines.join('\n'), /hunter2/);
	});
});
