// What the user reads when a status could not be set.
import assert from 'node:assert/strict';
import { refusedStatusText, statusOutcomeText } from '../../src/present/statusOutcome';
import { ApiError } from '../../src/service/errors';

describe('A status that was not set', () => {
	const notSet = (error: ApiError) => statusOutcomeText('Lunch', { kind: 'notSet', error });

	it('may not be enabled only if the service answered 400 or 500', () => {
		for (const status of [400, 500]) {
			const kind = status === 400 ? 'badRequest' : 'server';
			assert.match(notSet(new ApiError(kind, { status })) ?? '', /refused the status “Lunch” .*enabled for your site/);
		}
		for (const status of [408, 501, 502, 503, 504]) {
			const text = notSet(new ApiError('server', { status })) ?? '';
			assert.match(text, new RegExp(`^The status “Lunch” wasn't set\\. The service .*failed \\(${status}\\)`));
			assert.doesNotMatch(text, /enabled/);
		}
		assert.equal(refusedStatusText('Lunch', new ApiError('badRequest', { status: 405 })), undefined);
	});

	it('is not permitted only if the service itself said so', () => {
		const byService = new ApiError('forbidden', { status: 403, isServiceAnswer: true });
		assert.match(refusedStatusText('Lunch', byService) ?? '', /permission to set a status/);
		assert.match(notSet(new ApiError('forbidden', { status: 403 })) ?? '', /^The status “Lunch” wasn't set\./);
	});

	it('may have been set if neither the write nor the read after it was answered', () => {
		const text = statusOutcomeText('Lunch', { kind: 'unknown', error: new ApiError('timeout') });
		assert.match(
			text ?? '',
			/^It isn't known whether the status “Lunch” was set\. The service didn't respond in time\./,
		);
	});
});
