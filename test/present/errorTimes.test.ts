// Rules for the times in texts of errors.
import assert from 'node:assert/strict';
import { errorText } from '../../src/present/errorTexts';
import { untilElsewhereEnds } from '../../src/present/statusBar/statusBarTooltip';
import { errorMessage, staleMessage } from '../../src/present/tree/treeMessage';
import { ApiError } from '../../src/service/errors';
import { agent, asMe, failedPoll, minute, now } from './worlds';

const retryAt = now + 90_000;

describe('The text of a throttled request', () => {
	it('says until when to wait', () => {
		const { what, next } = errorText(new ApiError('throttled', { status: 429, retryAt }));
		assert.equal(what, 'Too many requests.');
		assert.equal(next, 'Wait until 10:44:00.');
	});

	it('says to wait a few minutes without a Retry-After', () => {
		assert.equal(errorText(new ApiError('throttled', { status: 429 })).next, 'Wait a few minutes.');
	});
});

describe('The message of a view', () => {
	const at = (kind: Parameters<typeof failedPoll>[0], missed: number) => ({ ...failedPoll(kind, missed), retryAt });

	it('says after three missed polls how old the rows are, what is wrong and when the next attempt is', () => {
		assert.equal(errorMessage(at('network', 2), now - minute, now), undefined);
		assert.equal(
			errorMessage(at('network', 3), now - minute, now),
			'Stale since 10:41. No response from the server. Retrying at 10:44:00.',
		);
		assert.equal(staleMessage(2, now - minute, now), undefined);
		assert.equal(staleMessage(3, now - minute, now), 'Stale since 10:41.');
	});

	it('says the next step as long as the user has to do something', () => {
		const proxy = { ...at('network', 3), status: 407, code: 'ERR_PROXY_AUTH_REQUESTED' };
		assert.match(
			errorMessage(proxy, now - minute, now) ?? '',
			/^Stale since 10:41\. The proxy requires credentials \(407\)\. Add them to the http\.proxy setting.* Retrying at 10:44:00\.$/,
		);
		const expired = { ...at('network', 3), code: 'CERT_HAS_EXPIRED' };
		assert.match(errorMessage(expired, now - minute, now) ?? '', /has expired .*clock of this computer.* Retrying/);
	});

	it('says at once why nothing was ever read, and the next step', () => {
		assert.equal(
			errorMessage(at('network', 1), undefined, now),
			'No response from the server. Check your network and the addresses of the site (base URL and control panel). Retrying at 10:44:00.',
		);
		assert.equal(errorMessage(at('throttled', 1), undefined, now), 'Too many requests. Retrying at 10:44:00.');
	});

	it('waits before it says that a permission is missing if a gateway answered', () => {
		assert.equal(errorMessage({ ...failedPoll('forbidden', 1), isServiceAnswer: false }, now, now), undefined);
	});

	it('says at once that the user has to do something, without a time of a next attempt', () => {
		assert.doesNotMatch(errorMessage(at('forbidden', 1), now, now) ?? '', /Retrying/);
		assert.match(errorMessage(failedPoll('unauthorized', 1), now, now) ?? '', /Sign in again/);
	});
});

describe('The line about a status that was changed elsewhere', () => {
	const online = agent('a1', 'Online');
	const seen = (elsewhere: number | undefined) =>
		untilElsewhereEnds(
			asMe(online, { me: { id: 'a1', agent: online, pending: undefined, lastAway: 'Away', elsewhere } }),
			now,
		);

	it('is shown for a minute', () => {
		assert.equal(seen(now), minute);
		assert.equal(seen(now - 59_999), 1);
		assert.equal(seen(now - minute), undefined);
		assert.equal(seen(undefined), undefined);
		assert.equal(seen(now + minute), undefined, 'a clock was set back');
	});
});
