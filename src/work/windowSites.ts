// The sites of this window, and the activity that their polling depends on.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Activity } from '../desk/activity';
import type { Attention } from '../desk/polling/pace';
import type { Site } from '../desk/state';
import { showInformation } from '../host/gates/notifications';
import { storedNames } from '../host/names/storedNames';
import { siteOpener } from '../host/sites/openSite';
import { createSiteStore } from '../host/sites/siteStore';
import { createSites } from '../host/sites/sites';
import { createWiping } from '../host/sites/wiping';
import { createVisibilityTracker, type VisibilityTracker } from '../host/views/visibility';
import type { Store } from '../service/ports';
import type { Base } from './base';

export function createWindowSites({ secrets }: vscode.ExtensionContext, shared: Store, base: Base) {
	const { env, log, clients, memento, settings, segments } = base;
	const visibility: VisibilityTracker = createVisibilityTracker();
	const activity: Activity = {
		attention,
		visibility: visibility.current,
		intervals: () => settings.current().intervals,
		alerts: () => settings.current().alertsWaiting !== 'off',
		budget: () => settings.current().pollingBudget,
		segments,
	};
	const store = createSiteStore(memento, secrets, log);
	const wiping = createWiping(memento, (siteId) => store.sites().some(({ id }) => id === siteId), log);
	const open = siteOpener({
		env,
		activity,
		store,
		clients,
		shared,
		variableWriteMode: () => settings.current().variableWriteMode,
		storedNames: (siteId) => storedNames(secrets, siteId),
		onUnstored: showUnstored,
	});
	return { sites: createSites({ env, store, clients, open, wiping, shared }), wiping, visibility };
}

export type WindowSites = ReturnType<typeof createWindowSites>;

/** A window without focus is still in use: people look at it while they type in the agent console (docs/rules.md#rule-4). */
function attention(): Attention {
	const { focused, active } = vscode.window.state;
	return focused ? 'focused' : active ? 'unfocused' : 'inactive';
}

/** Shown once: the tokens work until the window closes. */
function showUnstored({ name }: Site): void {
	showInformation(
		l10n.t(
			"The renewed sign-in to {0} couldn't be saved in secret storage. It lasts until this window closes. After that, sign in again.",
			name,
		),
	);
}
