import { fuzzAnswers } from '../fixtures/fuzzAnswers';

describe('Arbitrary answers', () => {
	// For longer: npm run bench -- --only answers
	it('cause no error but an ApiError, lose no row with an id and a status, and bring no secret to light', async function () {
		this.timeout(60_000);
		await fuzzAnswers(1_000, Date.now() % 1_000_000_000);
	});
});
