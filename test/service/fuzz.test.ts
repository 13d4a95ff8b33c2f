// Arbitrary answers of the service, for a short time; `npm run bench -- --only answers` takes longer.
import { fuzzAnswers } from '../fixtures/fuzzAnswers';

describe('Arbitrary answers', () => {
	it('cause no error but an ApiError, lose no row with an id and a status, and bring no secret to light', async () => {
		await fuzzAnswers(1_000, Date.now() % 1_000_000_000);
	});
});
