// Rules of a sign-in that several windows share: which window renews, when, and what a failure means.
import assert from 'node:assert/strict';
import type { Secret } from '../../src/desk/session';
import { ApiError } from '../../src/service/errors';
import { machine, tokens } from '../fixtures/sharedSignIn';

const second = 1_000;
const minute = 60_000;

const refuses = (): never => {
	throw new ApiError('badRequest', { status: 400, oauthCode: 'invalid_grant' });
};

describe('Who renews a sign-in', () => {
	it('is one of the windows, where nobody polls', async () => {
		const { authority, open, done } = machine();
		const [a, b] = [open(), open()];
		const all = await done(Promise.all([a, b, a, b].map((window) => window.refused())));
		assert.deepEqual(all, ['first+', 'first+', 'first+', 'first+']);
		assert.equal(authority.asked, 1);
	});

	it('is the window that polls, and it hears of it from the one that needs it', async () => {
		const { clock, authority, open, done, shared, follow, lease } = machine();
		const [holder, other] = [open(), open()];
		await shared({ lease: lease('w0') });
		const call = other.refused();
		await clock.advance(2 * second);
		assert.equal(authority.asked, 0);
		await follow(holder);
		assert.equal(await done(call), 'first+');
		assert.equal(authority.asked, 1);
		assert.ok(holder.log.lines.includes('info the sign-in was renewed'));
	});

	it('is the one that needs it, where the window that polls does not hear for four seconds', async () => {
		const { clock, authority, open, done, shared, lease } = machine();
		const [, other] = [open(), open()];
		await shared({ lease: lease('w0') });
		const call = other.refused();
		await clock.advance(3.5 * second);
		assert.equal(authority.asked, 0);
		assert.equal(await done(call, 1.5 * second), 'first+');
	});

	it('is never a window that closes: its claim would keep the others waiting', async () => {
		const { authority, open, done, shared, lease } = machine();
		const [closing, other] = [open(), open()];
		await shared({ lease: lease('w0') });
		await done(closing.session.close(true));
		await done(closing.refused());
		assert.equal(await done(other.refused()), 'first+');
		assert.equal(authority.asked, 1);
	});

	it('waits for one that is at it, but not for one that died over it', async () => {
		const { clock, authority, open, done, shared } = machine();
		const window = open();
		await shared({ renewal: { by: 'dead', at: clock.now(), secretVersion: 1 } });
		assert.equal(await done(window.refused()), 'timeout');
		assert.equal(authority.asked, 0);
		await clock.advance(10 * second);
		assert.equal(await done(window.refused()), 'first+');
		assert.equal(window.share.current.renewal, undefined);
	});

	it('is nobody where a call was sent before, and refused after a renewal: it is repeated with the new tokens', async () => {
		const { authority, open, done, sent } = machine();
		const window = open();
		const before = await sent(window);
		await done(window.refused());
		const newer = await done(window.session.afterRefusal(before, new AbortController().signal));
		assert.equal(newer, await sent(window));
		assert.notEqual(newer, before);
		assert.equal(authority.asked, 1);
	});

	it('is nobody where there is nothing to renew with', async () => {
		const { authority, open, done } = machine({ refreshToken: undefined });
		assert.equal(await done(open().refused()), 'nothing');
		assert.equal(authority.asked, 0);
	});

	it('takes what another window has stored, also before its own secret storage shows it', async () => {
		const { authority, vault, open, done } = machine();
		vault.lag = 600;
		authority.takes = 400;
		const [a, b] = [open(), open()];
		assert.deepEqual(await done(Promise.all([a.refused(), b.refused()])), ['first+', 'first+']);
		assert.equal(authority.asked, 1);
	});

	it('never is shown, where secrets are not shared: that is known after a second', async () => {
		const { clock, vault, open, done } = machine();
		vault.lag = 60 * minute;
		const [a, b] = [open(), open()];
		assert.equal(await done(a.refused()), 'first+');
		const from = clock.now();
		assert.equal(await done(b.refused()), 'nothing');
		assert.ok(clock.now() - from < 2 * second);
		assert.equal(b.session.isOutdated, true);
	});

	it('is asked ahead of the end by the window that polls alone, and a call meanwhile waits for it', async () => {
		const { clock, authority, open, shared, lease, asked, done } = machine({ renewAt: Date.UTC(2026, 0, 5, 9, 10) });
		const [holder, other] = [open(), open()];
		assert.equal(await asked(holder), 'first');
		await clock.advance(11 * minute);
		await shared({ lease: lease('w0') });
		await done(other.share.sync());
		assert.equal(await asked(other), 'first');
		assert.equal(authority.asked, 0);
		assert.deepEqual(await done(Promise.all([asked(holder), asked(holder)])), ['first+', 'first+']);
		assert.equal(authority.asked, 1);
	});
});

describe('A renewal', () => {
	it('that fails ahead of the end is left alone for a minute, or for as long as the server asks', async () => {
		const { clock, authority, open, asked } = machine({ renewAt: 0 });
		const window = open();
		authority.answer = () => {
			throw new ApiError('server', { status: 500 });
		};
		assert.equal(await asked(window), 'first');
		await clock.advance(50 * second);
		assert.equal(await asked(window), 'first');
		assert.equal(authority.asked, 1);
		await clock.advance(11 * second);
		authority.answer = () => {
			throw new ApiError('throttled', { status: 429, retryAt: clock.now() + 5 * minute });
		};
		assert.equal(await asked(window), 'first');
		await clock.advance(4 * minute);
		assert.equal(await asked(window), 'first');
		assert.equal(authority.asked, 2);
		await clock.advance(2 * minute);
		await asked(window);
		assert.equal(authority.asked, 3);
	});

	it('that was refused is not asked for again, neither at a refusal nor ahead of the end', async () => {
		const { authority, open, done, asked } = machine({ renewAt: 0 });
		const window = open();
		authority.answer = refuses;
		assert.equal(await asked(window), 'first');
		assert.equal(await done(window.refused()), 'nothing');
		assert.equal(await asked(window), 'first');
		assert.equal(authority.asked, 1);
	});

	for (const [name, error] of [
		['an OAuth error', new ApiError('badRequest', { oauthCode: 'invalid_client' })],
		['401', new ApiError('unauthorized')],
	] as const) {
		it(`answered with ${name} is refused`, async () => {
			const { authority, open, done } = machine();
			authority.answer = () => {
				throw error;
			};
			const window = open();
			assert.equal(await done(window.refused()), 'nothing');
			assert.equal(window.share.current.renewal, undefined);
		});
	}

	it('is not asked for again where the new tokens are refused as well: they may not be valid yet', async () => {
		const { clock, authority, open, done } = machine();
		const [a, b] = [open(), open()];
		assert.equal(await done(a.refused()), 'first+');
		await done(a.session.recordAnswer(false, clock.now()));
		await done(b.share.sync());
		assert.deepEqual(await done(Promise.all([a.refused(), b.refused()])), ['nothing', 'first+']);
		assert.equal(await done(b.refused()), 'nothing');
		assert.equal(authority.asked, 1);
		await done(a.session.recordAnswer(true, clock.now()));
		assert.equal(await done(a.refused()), 'first++');
	});

	it('answered with 401 and no OAuth error is asked for again seconds later: a network on the way may have answered', async () => {
		const { clock, authority, open, done } = machine();
		const { answer } = authority;
		authority.answer = () => {
			throw new ApiError('unauthorized', { status: 401, oauthCode: 'not_signed_in' }); // in words of its own
		};
		const window = open();
		assert.equal(await done(window.refused()), 'nothing');
		assert.equal(await done(window.refused()), 'nothing');
		assert.equal(authority.asked, 1);
		await done(window.session.recordAnswer(false, clock.now()));
		assert.equal(window.session.isRefused(window.share.current), false);
		await clock.advance(5 * second);
		authority.answer = answer;
		assert.equal(await done(window.refused()), 'first+');
		assert.equal(window.share.current.refused, undefined);
	});

	it('answered with an OAuth error needs no second 401, in any window', async () => {
		const { clock, authority, open, done } = machine();
		authority.answer = refuses;
		const [a, b] = [open(), open()];
		assert.equal(await done(a.refused()), 'nothing');
		await done(a.session.recordAnswer(false, clock.now()));
		assert.equal(await done(b.refused()), 'nothing');
		assert.ok([a, b].every(({ session, share }) => session.isRefused(share.current)));
		assert.equal(authority.asked, 1);
	});

	for (const kind of ['network', 'timeout', 'server', 'throttled', 'redirected', 'notChatServer'] as const) {
		it(`answered with ${kind} is none: the next call tries again`, async () => {
			const { authority, open, done } = machine();
			const { answer } = authority;
			authority.answer = () => {
				throw new ApiError(kind);
			};
			const window = open();
			assert.equal(await done(window.refused()), kind);
			authority.answer = answer;
			assert.equal(await done(window.refused()), 'first+');
		});
	}

	it('that fails again and again is sent ever more seldom, not once per call', async () => {
		const { clock, authority, open, done } = machine();
		const { answer } = authority;
		authority.answer = () => {
			throw new ApiError('server', { status: 403 });
		};
		const window = open();
		const sentAt: number[] = [];
		const from = clock.now();
		while (clock.now() < from + 5 * minute) {
			const before = authority.asked;
			assert.equal(await done(window.refused()), 'server 403');
			if (authority.asked > before) {
				sentAt.push(Math.floor((clock.now() - from) / second));
			}
			await clock.advance(second);
		}
		const gaps = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
		assert.ok(sentAt.length <= 10, sentAt.join());
		assert.ok((gaps[0] ?? 0) <= 2 && gaps.every((gap) => gap <= 62), gaps.join());
		authority.answer = answer;
		await clock.advance(minute);
		assert.equal(await done(window.refused()), 'first+');
	});

	it('that is refused because another window was faster takes what that one stored', async () => {
		const { authority, vault, open, done } = machine();
		const window = open();
		authority.answer = () => {
			vault.secret = { credentials: tokens('second'), secretVersion: 2 };
			return refuses();
		};
		assert.equal(await done(window.refused()), 'second');
	});

	it('that the user has overtaken by signing in again is dropped, also while the window closes', async () => {
		for (const closes of [false, true]) {
			const { clock, authority, vault, open, done, asked } = machine();
			authority.takes = 5 * second;
			const window = open();
			const call = window.refused();
			await clock.advance(2 * second);
			const newest: Secret = { credentials: tokens('of the new sign-in'), secretVersion: 1_000 };
			vault.secret = newest;
			await (closes && done(window.session.close(true)));
			await done(call);
			assert.equal(vault.secret, newest);
			assert.equal(closes || (await asked(window)) === 'of the new sign-in', true);
		}
	});

	for (const fault of ['readOnly', 'locked'] as const) {
		it(`that cannot be stored (${fault}) is good until the window closes, and that is said`, async () => {
			const { vault, authority, open, done } = machine();
			const window = open();
			authority.answer = (old) => {
				vault.fault = fault;
				return tokens(`${old.accessToken}+`);
			};
			assert.equal(await done(window.refused()), 'first+');
			assert.equal(window.unstored(), 1);
			assert.doesNotMatch(window.log.lines.join(), /hunter2/);
		});
	}

	it('has the next number after all that the windows know of, with both tokens as one value', async () => {
		const { clock, vault, open, done, shared } = machine();
		const window = open();
		assert.equal(await done(window.refused()), 'first+');
		assert.deepEqual(vault.secret, { credentials: tokens('first+'), secretVersion: 2 });
		assert.equal(window.share.current.secretVersion, 2);
		const call = window.refused();
		await clock.advance(50);
		await shared({ secretVersion: 50 }); // by a window whose secrets can't be read here
		assert.equal(await done(call), 'first++');
		assert.equal(vault.secret?.secretVersion, 51);
	});

	it('is ended and dropped by a sign-out; a window that closes waits for it and keeps it', async () => {
		for (const keeps of [false, true]) {
			const { clock, authority, vault, open, done } = machine();
			authority.takes = 5 * second;
			const window = open();
			const call = window.refused();
			await clock.advance(second);
			const from = clock.now();
			await done(window.session.close(keeps));
			assert.equal(clock.now() - from > second, keeps);
			assert.equal(vault.secret?.secretVersion, keeps ? 2 : 1);
			assert.equal(await done(call), keeps ? 'first+' : 'aborted');
		}
	});

	it('whose answer was there already at the sign-out is dropped too', async () => {
		const { clock, authority, vault, open, done } = machine();
		authority.canBeEnded = false;
		const window = open();
		const call = window.refused();
		await clock.advance(50);
		await done(window.session.close(false));
		assert.equal(await done(call), 'aborted');
		assert.equal(vault.secret?.secretVersion, 1);
	});

	it('is told to the other windows once it is stored, and not before', async () => {
		const { clock, vault, open, done } = machine();
		vault.takes = 2 * second;
		const [a, b] = [open(), open()];
		const call = a.refused();
		await clock.advance(second);
		await done(b.share.sync());
		assert.equal(b.share.current.secretVersion <= 1, true);
		await done(call);
		await done(b.share.sync());
		assert.equal(b.share.current.secretVersion, 2);
	});

	it('does not begin in a window that is closed', async () => {
		const { clock, authority, open, done, follow, shared, lease } = machine();
		const window = open();
		await done(window.session.close(true));
		await shared({ renewal: { by: undefined, at: clock.now(), secretVersion: 1 }, lease: lease('w0') });
		await follow(window);
		assert.equal(await done(window.refused()), 'nothing');
		assert.equal(authority.asked, 0);
	});
});
