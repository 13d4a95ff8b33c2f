// A window signed in to a frozen sandbox, with access to the visitor panel.
import type { FrameLocator, Page } from 'playwright-core';
import { type SandboxServer, startSandboxServer } from '../../sandboxServer';
import { answerAccessToken } from './accessToken';
import { addClock } from './laterClock';
import { openWindow, type Window } from './window';

export interface PanelWindow extends Omit<Window, 'panel' | 'signIn'> {
	readonly server: SandboxServer;
	/** The page inside the panel that is in front. */
	readonly panel: FrameLocator;
	/** Errors of scripts and of the content security policy. */
	readonly complaints: readonly string[];
	/** Signs in to the sandbox server through the user interface. */
	signIn(): Promise<void>;
	/** Answers the questions of a sign-in. */
	answerSignIn(): Promise<void>;
	/** Opens the panel of a visitor by id. */
	open(visitor: string): Promise<void>;
}

/**
 * Polls as fast as it may: the palette, for Refresh, would take the focus out of the panel. Secrets are gone with the page.
 *
 * @param scenario signs in to the embedded sandbox by itself
 */
export async function openPanelWindow(scenario?: string): Promise<PanelWindow> {
	const server = await startSandboxServer({ scenario: 'calm', frozen: true });
	const window = await openWindow({
		...(scenario === undefined ? {} : { scenario }),
		settings: { 'frontdesk.polling.focused': 5 },
		folder: 'temporary',
		addExtensions: addClock,
		keepSecrets: false,
	});
	const { page, quickInput } = window;
	await window.openFrontdesk();

	async function answerSignIn(): Promise<void> {
		await answerAccessToken(page, server);
		await quickInput.locator('input[type="password"]').waitFor({ state: 'hidden' });
		// Which agent am I, or which of the sites: the first is right for us.
		const choice = window.choices.filter({ hasNotText: /Find Me|Paste/ }).first();
		await choice.click();
		await quickInput.waitFor({ state: 'hidden' });
	}

	return {
		...window,
		server,
		panel: window.panel(),
		complaints: watchComplaints(page),
		async signIn() {
			await window.ask('Frontdesk: Sign In', /Browser sign-in/);
			await answerSignIn();
		},
		answerSignIn,
		async open(visitor) {
			await window.rows('Visitors').first().waitFor();
			await window.openVisitor(visitor);
		},
		async close() {
			await window.close();
			await server.close();
		},
	};
}

function watchComplaints(page: Page): readonly string[] {
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (/Content Security Policy|Refused to|panel\.js|Uncaught/.test(message.text())) {
			complaints.push(message.text());
		}
	});
	return complaints;
}
