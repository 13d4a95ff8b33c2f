// How windows share the state of a sign-in: refused, replaced by a newer one, or unreadable.
import assert from 'node:assert/strict';
import { machine, tokens } from '../fixtures/sharedSignIn';

const second = 1_000;
const minute = 60_000;

describe('A refusal of the service', () => {
	it('binds the windows that have the same sign-in, and none with a newer one', async () => {
		const { vault, open, done, follow, confirmRefusal } = machine();
		const [a, b] = [open(), open()];
		vault.secret = { credentials: tokens('second'), secretVersion: 5 };
		const c = open();
		await confirmRefusal(a);
		await follow(c);
		await done(b.share.sync());
		await done(c.share.sync());
		assert.deepEqual(
			[a, b, c].map(({ session, share }) => session.isRefused(share.current)),
			[true, true, false],
		);
	});

	it('of an older sign-in does not undo that of a newer one', async () => {
		const { vault, open, follow, confirmRefusal } = machine();
		const old = open();
		vault.secret = { credentials: tokens('second'), secretVersion: 5 };
		const window = open();
		await follow(window);
		await confirmRefusal(window);
		await confirmRefusal(old); // it has not synced since
		assert.equal(old.share.current.refused?.secretVersion, 5);
	});

	it('is over once the service accepts the same again', async () => {
		const { clock, open, done, confirmRefusal } = machine();
		const window = open();
		await confirmRefusal(window);
		assert.equal(window.session.isRefused(window.share.current), true);
		await done(window.session.recordAnswer(true, clock.now()));
		assert.equal(window.share.current.refused, undefined);
	});

	it('of a moment ago is believed by a window that is just opened; an old one is not', async () => {
		const { clock, open, follow, confirmRefusal } = machine();
		await confirmRefusal(open());
		await clock.advance(9 * minute);
		const soon = open();
		await follow(soon);
		assert.equal(soon.session.isRefused(soon.share.current), true);
		await clock.advance(2 * minute);
		const late = open();
		await follow(late);
		assert.equal(late.session.isRefused(late.share.current), false);
	});

	it('ends for all with new tokens', async () => {
		const { clock, open, done } = machine();
		const window = open();
		const call = window.refused();
		await clock.advance(50);
		await done(window.session.recordAnswer(false, clock.now()));
		await done(call);
		assert.equal(window.share.current.refused, undefined);
	});
});

describe('A window that follows', () => {
	it('takes a newer sign-in, also where its secret storage shows it a few seconds later', async () => {
		const { vault, open, done, follow, asked } = machine();
		vault.lag = 3 * second;
		const [a, b] = [open(), open()];
		await done(a.refused());
		await follow(b);
		assert.equal(await asked(b), 'first');
		await follow(b, 3);
		assert.equal(await asked(b), 'first+');
		assert.equal(b.session.isOutdated, false);
	});

	it('stops looking for a sign-in that its secret storage never shows, until there is one more', async () => {
		const { clock, vault, open, done, follow, shared } = machine();
		vault.lag = 60 * minute;
		const [a, b] = [open(), open()];
		await done(a.refused());
		await follow(b, 5);
		const { reads } = vault;
		await follow(b, 5);
		assert.equal(vault.reads, reads);
		await clock.advance(60 * minute);
		await shared({ secretVersion: 3 });
		await follow(b);
		assert.ok(vault.reads > reads);
	});

	it('tells the number of its sign-in where the file was emptied', async () => {
		const { vault, open, follow, shared } = machine();
		vault.secret = { credentials: tokens('seventh'), secretVersion: 7 };
		const window = open();
		await follow(window);
		await shared({ secretVersion: 0 });
		await follow(window);
		assert.equal(window.share.current.secretVersion, 7);
	});
});

describe('A secret storage that is locked', () => {
	it('is no refusal: it has a code of its own, and with the key ring open all goes on', async () => {
		const { vault, authority, open, done } = machine();
		const window = open();
		vault.fault = 'locked';
		assert.equal(await done(window.refused()), 'network SECRET_STORE');
		assert.equal(authority.asked, 0);
		vault.fault = 'none';
		assert.equal(await done(window.refused()), 'first+');
		assert.doesNotMatch(window.log.lines.join(), /hunter2/);
	});

	it('does not stop a window that follows', async () => {
		const { vault, open, done, follow, asked } = machine();
		const [a, b] = [open(), open()];
		await done(a.refused());
		vault.fault = 'locked';
		await follow(b, 4);
		assert.equal(await asked(b), 'first');
		vault.fault = 'none';
		await follow(b);
		assert.equal(await asked(b), 'first+');
	});
});
