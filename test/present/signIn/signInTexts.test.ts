// Rules for the texts of the sign-in.
import assert from 'node:assert/strict';
import { errorText } from '../../../src/present/errorTexts';
import { signInErrorText } from '../../../src/present/signIn/signInTexts';
import { ApiError } from '../../../src/service/errors';

describe('The text of a failed sign-in', () => {
	it('is the one that is used everywhere, except for credentials that were never accepted', () => {
		const error = new ApiError('network', { code: 'CERT_HAS_EXPIRED' });
		const { what, next } = errorText(error);
		assert.equal(signInErrorText(error), `${what} ${next}`);
		assert.match(
			signInErrorText(new ApiError('unauthorized', { status: 401 })),
			/doesn't accept these credentials \(401\).*copied the whole secret/,
		);
	});

	it('contains the address of a redirect', () => {
		const text = signInErrorText(
			new ApiError('redirected', { status: 301, serverMessage: 'https://api11.comm100.io' }),
		);
		assert.match(text, /credentials weren't sent there\. The new address is https:\/\/api11\.comm100\.io\. Check/);
		assert.match(
			signInErrorText(new ApiError('redirected', { status: 0, serverMessage: '' })),
			/weren't sent there\. Check/,
		);
	});

	it('does not exist for other errors, such as those of locked secret storage', () => {
		const refused = new Error('The keyring is locked');
		assert.throws(() => signInErrorText(refused), refused);
	});
});
