// The other parts that store data of a site: it is removed when the user signs out.
import type * as vscode from 'vscode';
import { createDrafts, type DraftOwner } from '../desk/variables/drafts';
import { createActivityDocuments } from '../host/changes/activityDocuments';
import { clock } from '../host/clock';
import type { Registered } from '../host/registered';
import { createBrowserSignIn } from '../host/signIn/browserSignIn';
import { fromStore } from '../host/sites/siteStore';
import { deleteNames } from '../host/sites/storedNames';
import { departmentNames } from '../host/visitors/departmentName';
import { createVisitorDocuments } from '../host/visitors/visitorDocuments';
import { createVisitorFilter } from '../host/visitors/visitorFilter';
import type { Base } from './base';
import type { WindowSites } from './windowSites';

export function createSiteData(
	{ secrets, extension }: vscode.ExtensionContext,
	{ visitorDocumentChanged }: Registered,
	base: Base,
	{ sites, wiping }: WindowSites,
) {
	const { env, log, memento, clients, settings } = base;
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
	const documents = createVisitorDocuments(sites, clock.now, visitorDocumentChanged);
	const activity = createActivityDocuments({
		currentDesk: sites,
		now: clock.now,
		agentAliases: () => settings.current().agentAliases,
		changed: visitorDocumentChanged,
	});
	const browser = createBrowserSignIn({ secrets, clients, sites, clock, log, extensionId: extension.id });
	wiping.onSignOut((siteId) => fromStore(drafts.wipe(siteId)));
	wiping.onSignOut((siteId) => fromStore(deleteNames(secrets, siteId)));
	wiping.onSignOut(browser.forget);
	wiping.onSignOut(documents.forget);
	const departmentName = departmentNames(sites, settings.current);
	const filter = createVisitorFilter(departmentName, () => sites.desk?.state.visitors ?? [], clock);
	return { drafts, documents, activity, browser, departmentName, filter };
}

export type SiteData = ReturnType<typeof createSiteData>;
