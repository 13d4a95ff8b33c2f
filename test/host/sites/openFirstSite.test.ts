// Opening the site of the last time while secret storage is locked.
import assert from 'node:assert/strict';
import { openFirstSite } from '../../../src/host/sites/openFirstSite';
import type { Sites } from '../../../src/host/sites/sites';
import { ApiError } from '../../../src/service/errors';
import { recordingLog } from '../../fixtures/recordingLog';
import { until } from '../host';
import { restoreAll, stubErrorMessages } from '../stubs';

describe('The first site', () => {
	afterEach(restoreAll);

	it('can be opened again once secret storage is unlocked', async () => {
		let tries = 0;
		const restore = async () => {
			if (++tries < 3) {
				throw new ApiError('network', { code: 'SECRET_STORE' });
			}
		};
		const shown = stubErrorMessages('Try Again', 'Try Again');
		openFirstSite({ restore } as unknown as Sites, undefined, recordingLog());
		await until('the third try', () => tries === 3);
		assert.deepEqual(
			new Set(shown),
			new Set(["Frontdesk couldn't read its credentials from secret storage. Nothing is lost."]),
		);
	});
});
