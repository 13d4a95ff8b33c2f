// The other parts that store data of a site: it is removed when the user signs out.
import type * as vscode from 'vscode';
import { createDrafts, type DraftOwner } from '../desk/variables/drafts';
import { createActivityDocuments } from '../host/changes/activityDocuments';
import { clock } from '../host/clock';
import { deleteNames } from '../host/names/storedNames';
import type { Registered } from '../host/registered';
import { createBrowserSignIn } from '../host/signIn/browserSignIn';
import { fromStore } from '../host/sites/siteStore';
import { departmentNames } from '../host/visitors/departmentName';
import { createVisitorDocuments } from '../host/visitors/visitorDocuments';
import { createVisitorFilter } from '../host/visitors/visitorFilter';
import type { Base } from './base';
import type { Gate } from './gate';
import type { WindowSites } from './windowSites';

export function createSiteData(
	{ secrets, extension }: vscode.ExtensionContext,
	{ visitorDocumentChanged }: Registered,
	base: Base,
	{ sites, wiping }: WindowSites,
	gate: Gate,
) {
	const { env, log, memento, clients } = base;
	const draftIndexKey = 'frontdesk.drafts';
	const drafts = createDrafts({
		secrets,
		index: {
			list: () => memento.get<readonly DraftOwner[]>(draftIndexKey, []),
			write: (owners) => memento.update(draftIndexKey, owners),
		},
		windowId: env.windowId,
		clock,
		log,
	});
	const documents = createVisitorDocuments(sites, gate.privacy, clock.now, visitorDocumentChanged);
	const activity = createActivityDocuments({
		currentDesk: gate.desks,
		now: clock.now,
		agentAliases: () => gate.settings().agentAliases,
		changed: visitorDocumentChanged,
	});
	const browser = createBrowserSignIn({ secrets, clients, sites, clock, log, extensionId: extension.id });
	wiping.onSignOut((siteId) => fromStore(drafts.wipe(siteId)));
	wiping.onSignOut((siteId) => fromStore(deleteNames(secrets, siteId)));
	wiping.onSignOut(browser.forget);
	wiping.onSignOut(documents.forget);
	const departmentName = departmentNames(gate.desks, gate.settings);
	const filter = createVisitorFilter(departmentName, () => gate.desks.desk?.state.visitors ?? [], clock);
	return { drafts, documents, activity, browser, departmentName, filter };
}

export type SiteData = ReturnType<typeof createSiteData>;
