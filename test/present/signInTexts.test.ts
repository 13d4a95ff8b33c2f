import assert from 'node:assert/strict';
import { errorText } from '../../src/present/errorTexts';
import { signInErrorText } from '../../src/present/signInTexts';
import { ApiError } from '../../src/service/errors';

describe('The sign-in box', () => {
	it('says the words that are used everywhere, but of a secret that was never accepted', () => {
		const error = new ApiError('network', { code: 'CERT_HAS_EXPIRED' });
		const { what, next } = errorText(error);
		assert.equal(signInErrorText(error), `${what} ${next}`);
		assert.match(
			signInErrorText(new ApiError('unauthorized', { status: 401 })),
			/doesn't accept these credentials \(401\).*copied the whole secret/,
		);
	});

	it('names the address that a server wanted to send us to', () => {
		const words = signInErrorText(
			new ApiError('redirected', { status: 301, serverMessage: 'https://api11.comm100.io' }),
		);
		assert.match(words, /credentials weren't sent there\. The new address is https:\/\/api11\.comm100\.io\. Check/);
		assert.match(
			signInErrorText(new ApiError('redirected', { status: 0, serverMessage: '' })),
			/weren't sent there\. Check/,
		);
	});

	it('does not call a secret store that refuses a server that is silent', () => {
		const refused = new Error('The keyring is locked');
		assert.throws(() => signInErrorText(refused), refused);
	});
});
