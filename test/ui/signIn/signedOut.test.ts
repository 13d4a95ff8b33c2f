// A window without a sign-in, in restricted mode, and sample data by a click.
import assert from 'node:assert/strict';
import { clickFor } from '../../vscode/gestures.mjs';
import { eventually } from '../window/eventually';
import { openWindow, reads, spoken, until, type Window } from '../window/window';

describe('A window in which nobody is signed in', () => {
	let window: Window;

	before(async () => {
		// The workspace isn't trusted: Frontdesk works in restricted mode.
		window = await openWindow({ trust: true, folder: 'docs' });
		await window.openFrontdesk();
	});

	after(() => window?.close());

	it('is in restricted mode, and Frontdesk works in it', async () => {
		await window.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
		await window.view('Agents').getByRole('button', { name: 'Sign In…' }).waitFor();
		assert.equal(await window.rows('Agents').count(), 0);
	});

	it('offers both ways in and says what is to come', async () => {
		const agents = window.view('Agents');
		await eventually.deepEqual(
			() => agents.locator('.welcome-view-content [role="button"]').allInnerTexts(),
			['Sign In…', 'Try With Sample Data'],
		);
		await reads(window.view('Visitors').locator('.welcome-view-content'), /Sign in to see the visitors/);
		await reads(window.status, /Sign in/);
		await spoken(window.status.locator('[aria-label]').first(), /^Frontdesk, Sign in$/);
	});

	it('asks nobody anything: no toast, no call', async () => {
		assert.equal(await window.toasts.count(), 0);
		assert.deepEqual(window.foreignRequests, []);
	});

	it('shows sample data after one click, and still calls nobody', async () => {
		await clickFor(
			window.view('Agents').getByRole('button', { name: 'Try With Sample Data' }),
			window.rows('Agents').first(),
		);
		await reads(window.rows('Agents'), /Robin Vandermeer-Ash.*you/);
		await reads(window.rows('Visitors'), /^Waiting/);
		await reads(window.status, /Online/);
		await until('the badge', () =>
			window.page
				.locator('.activitybar .action-item', { has: window.page.locator('[aria-label^="Frontdesk"]') })
				.locator('.badge:visible')
				.count(),
		);
		assert.deepEqual(window.foreignRequests, []);
		assert.equal(await window.toasts.count(), 0);
	});
});
