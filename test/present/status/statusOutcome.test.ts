// What the user reads when a status could not be set.
import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import german from '../../../l10n/bundle.l10n.de.json';
import { refusedStatusText, statusOutcomeText } from '../../../src/present/status/statusOutcome';
import { ApiError } from '../../../src/service/errors';

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

	it('is told with the reason of the service, quoted and cut, as one line in which nothing hides', () => {
		const refused = (serverMessage: string) =>
			refusedStatusText('Nap', new ApiError('badRequest', { status: 400, isServiceAnswer: true, serverMessage })) ?? '';
		assert.equal(
			refused('Not enabled.').replace(/ Check .*/, ''),
			'The service refused the status “Nap” (400): “Not enabled.”',
		);
		assert.match(refused('a\u202Eb\u2066c\u200Bd\r\n\u0007e'), /“a‹202E›b‹2066›c‹200B›d ‹0007›e”/);
		const quoted = /“(x+…)”/.exec(refused('x'.repeat(300)))?.[1];
		assert.equal(quoted?.length, 200);
		assert.equal(refused(' \n '), refusedStatusText('Nap', new ApiError('badRequest', { status: 400 })));
	});

	it('is not permitted only if the service itself said so', () => {
		const byService = new ApiError('forbidden', { status: 403, isServiceAnswer: true });
		assert.match(refusedStatusText('Lunch', byService) ?? '', /permission to set a status/);
		assert.match(notSet(new ApiError('forbidden', { status: 403 })) ?? '', /^The status “Lunch” wasn't set\./);
	});

	it('is told with the status that the service has instead', () => {
		const outcome = { kind: 'other', agent: { id: 'a1', status: 'Away\n', ongoingChats: 0, more: {} } } as const;
		assert.equal(
			statusOutcomeText('Lunch', outcome),
			'The service accepted the status “Lunch”, but your status is “Away” now.',
		);
		assert.equal(
			statusOutcomeText('Lunch', outcome, 'other'),
			'The service accepted the status “Lunch”, but the status of the agent is “Away” now.',
		);
	});

	it('is named in the language of the user, and the status that the service has instead too', () => {
		l10n.config({ contents: german });
		try {
			const outcome = { kind: 'other', agent: { id: 'a1', status: 'online', ongoingChats: 0, more: {} } } as const;
			assert.match(statusOutcomeText('Away', outcome) ?? '', /„Abwesend“.* „Online“/);
			const refused = new ApiError('badRequest', { status: 400 });
			assert.match(refusedStatusText('Away', refused) ?? '', /„Abwesend“/);
		} finally {
			l10n.config({ contents: {} });
		}
	});

	it('of another agent is told as that of another agent', () => {
		const error = new ApiError('forbidden', { status: 403, isServiceAnswer: true });
		assert.match(statusOutcomeText('Lunch', { kind: 'notSet', error }, 'other') ?? '', /other agents \(403\)/);
	});

	it('may have been set if neither the write nor the read after it was answered', () => {
		const text = statusOutcomeText('Lunch', { kind: 'unknown', error: new ApiError('timeout') });
		assert.match(
			text ?? '',
			/^It isn't known whether the status “Lunch” was set\. The service didn't respond in time\./,
		);
	});
});
