// Creates what a site at work needs, in the order of the dependencies, and fills with it what start.ts registered.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Privacy } from '../host/privacy/privacyMode';
import type { Registered } from '../host/registered';
import { openFirstSite } from '../host/sites/openFirstSite';
import type { Sites } from '../host/sites/sites';
import type { AgentsView } from '../host/views/agentsView';
import type { StatusBarItem } from '../host/views/statusBarItem';
import type { VisitorsView } from '../host/views/visitorsView';
import type { Sandbox } from '../sandbox/chatServer';
import type { Store } from '../service/ports';
import { createBase } from './base';
import { type Callable, createCallable } from './callable';
import type { Entry } from './entry';
import { createGate } from './gate';
import { createSiteData } from './siteData';
import { createPanels, createViews } from './surfaces';
import { createWindowSites } from './windowSites';

/** The parts that tests in an extension host inspect. */
export interface WorkInspection {
	readonly sites: Sites;
	readonly agents: AgentsView;
	readonly visitors: VisitorsView;
	readonly statusBar: StatusBarItem;
	readonly privacy: Privacy;
	/** The sandbox that was opened last. */
	readonly sandbox: () => Sandbox | undefined;
	/** What all windows of this VS Code share: a test writes to it as another window does. */
	readonly shared: Store;
}

export interface Work extends Callable {
	readonly inspection: WorkInspection;
	/** Stores unsaved edits and gives back the lease before the window closes. */
	stop(): Promise<void>;
}

/** Opens the site of the last time too, without awaiting it. */
export async function createWork(
	context: vscode.ExtensionContext,
	entry: Entry,
	registered: Registered,
): Promise<Work> {
	// In Node this module is in another bundle than start.ts, and each has its own l10n.
	l10n.config({ contents: vscode.l10n.bundle ?? {} });
	const shared = await entry.store(vscode.Uri.joinPath(context.globalStorageUri, 'windows'));
	const base = createBase(context, entry);
	const windowSites = createWindowSites(context, shared, base);
	const gate = await createGate(base, windowSites, shared);
	const data = createSiteData(context, registered, base, windowSites, gate);
	const views = createViews(registered, base, windowSites, gate, data);
	const panels = createPanels(context, base, windowSites, gate, data);
	const callable = createCallable(context, entry, registered, { base, windowSites, gate, data, views, panels });

	const { sites } = windowSites;
	sites.wipeRest().catch(() => base.log.warn('what is left of an earlier sign-out could not be removed yet'));
	openFirstSite(sites, entry.sandboxScenario, base.log);
	return {
		...callable,
		inspection: { sites, privacy: gate.privacy, ...views, sandbox: base.sandbox, shared },
		async stop() {
			await Promise.all([data.drafts.flush(), sites.leave()]);
		},
	};
}
