// Rules of the panel's sentences: each kind of problem has one, with its age.
import assert from 'node:assert/strict';
import { instantWords, noticeWords, waitWords } from '../../../src/present/details/detailsWords';
import { errorText } from '../../../src/present/errorTexts';
import type { ApiErrorKind } from '../../../src/service/errors';

const now = Date.UTC(2021, 4, 26, 12);
const min = 60_000;
const kinds: Record<ApiErrorKind, true> = {
	network: true,
	timeout: true,
	aborted: true,
	unauthorized: true,
	forbidden: true,
	notFound: true,
	badRequest: true,
	throttled: true,
	server: true,
	redirected: true,
	notChatServer: true,
};

describe('words of the visitor panel', () => {
	it('a wait that may have begun before we looked is said to be at least that long', () => {
		assert.equal(waitWords({ since: now - 3 * min, atLeast: false }, now), 'for 3 minutes');
		assert.equal(waitWords({ since: now - 3 * min, atLeast: true }, now), 'for at least 3 minutes');
		assert.equal(waitWords({ since: now + min, atLeast: false }, now), '· just now');
		assert.equal(waitWords({ since: now - 9000, atLeast: true }, now), '');
	});

	it('a visitor who left was last seen then: the header says that they left', () => {
		assert.equal(noticeWords({ kind: 'left', at: now - 3 * min }, now), 'Last seen 3 minutes ago');
		assert.equal(noticeWords({ kind: 'left', at: undefined }, now), 'The visit is over.');
	});

	it('signed out names the site', () => {
		assert.equal(
			noticeWords({ kind: 'signedOut', site: 'api15.example' }, now),
			'Sign in to api15.example to see this visitor.',
		);
		assert.match(noticeWords({ kind: 'otherSite', site: 'api15.example' }, now), /api15\.example/);
	});

	it('every errorKind has words, and old data its age', () => {
		for (const errorKind of Object.keys(kinds) as ApiErrorKind[]) {
			const { what } = errorText({ kind: errorKind });
			const stale = noticeWords({ kind: 'stale', errorKind, what, at: now - 4 * min }, now);
			assert.match(stale, /^Not up to date: last read 4 minutes ago\. .+\.$/);
			const unread = noticeWords({ kind: 'unread', errorKind, what }, now);
			assert.match(unread, /\.$/);
			assert.doesNotMatch(stale + unread, new RegExp(`undefined|\\{|${errorKind}\\b`));
		}
	});

	it('an instant is its age and its exact time', () => {
		const at = new Date(2021, 4, 26, 8, 0, 0).getTime();
		assert.deepEqual(instantWords(at, at + 4 * min), { ago: '4 minutes ago', exact: 'May 26, 2021, 08:00:00' });
	});
});
