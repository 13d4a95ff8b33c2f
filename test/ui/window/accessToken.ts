// The questions of a sign-in with an access token.
import type { Page } from 'playwright-core';

/** Answers the questions of a sign-in with an access token, up to the token; the question for the agent comes later. */
export async function answerAccessToken(
	page: Page,
	{ baseUrl, token }: { readonly baseUrl: string; readonly token: string },
): Promise<void> {
	const box = page.locator('.quick-input-widget:visible');
	const answers = [
		[box.filter({ hasText: 'Browser sign-in' }), 'Access token'],
		[box.filter({ hasText: 'Base URL of your Chat Server' }), baseUrl],
		// The control panel of this machine's server is nobody's.
		[box.filter({ hasText: 'Control panel of your site' }), ''],
		[box.locator('input[type="password"]'), token],
	] as const;
	for (const [question, answer] of answers) {
		await question.waitFor();
		const input = box.locator('input:not([type="checkbox"])').first();
		await input.fill(answer);
		await input.press('Enter');
	}
}
