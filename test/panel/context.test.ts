// The message of the page when a call to the host fails.
import assert from 'node:assert/strict';
import { attempt } from '../../src/panel/context';
import { CallError } from '../../src/protocol/rpc';

describe('A call of the page', () => {
	async function toastsOf(call: Promise<unknown>, failed?: string): Promise<readonly string[]> {
		const toasts: string[] = [];
		await attempt({ showToast: (text) => toasts.push(text) }, call, failed);
		return toasts;
	}

	it('that succeeds says nothing', async () => {
		assert.deepEqual(await toastsOf(Promise.resolve(null)), []);
	});

	it('that the host refuses says what the host says', async () => {
		const refused = () => Promise.reject(new CallError('gone', 'This value is no longer there.'));
		assert.deepEqual(await toastsOf(refused()), ['This value is no longer there.']);
		assert.deepEqual(await toastsOf(refused(), "The value couldn't be copied."), ["The value couldn't be copied."]);
	});

	it("that isn't answered doesn't show the words of a developer", async () => {
		for (const kind of ['timeout', 'closed']) {
			assert.deepEqual(await toastsOf(Promise.reject(new CallError(kind, 'no answer'))), [
				"Frontdesk doesn't respond.",
			]);
		}
	});
});
