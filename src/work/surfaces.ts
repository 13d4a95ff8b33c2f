// What shows the site of this window: the views, the status bar item and the panels.
import type * as vscode from 'vscode';
import { clock } from '../host/clock';
import type { Registered } from '../host/registered';
import { usesPreview } from '../host/settings';
import { createAgentsView } from '../host/views/agentsView';
import { createStatusBarItem } from '../host/views/statusBarItem';
import { createVisitorsView } from '../host/views/visitorsView';
import { createVisitorPanels, type VisitorPanels } from '../host/visitorPanel/visitorPanel';
import type { Base } from './base';
import type { SiteData } from './siteData';
import type { WindowSites } from './windowSites';

export function createViews(
	registered: Registered,
	{ settings, segments }: Base,
	{ sites, visibility }: WindowSites,
	{ filter }: SiteData,
) {
	const common = { currentDesk: sites, clock, onDidChangeSettings: settings.onDidChange };
	const agents = createAgentsView(registered.agents, {
		...common,
		settings: () => ({ aliases: settings.current().agentAliases, sortBy: settings.current().agentsSortBy }),
	});
	const visitors = createVisitorsView(registered.visitors, {
		...common,
		filter,
		segments,
		hasBadge: () => settings.current().alertsWaiting !== 'off',
		settings() {
			const { groupBy, sortBy, highLoad, departmentAliases, alertThresholds, segments } = settings.current();
			const [departments, thresholds, segmentErrors] = [departmentAliases, alertThresholds, segments.errors];
			return { groupBy, sortBy, highLoad, departments, thresholds, segmentErrors };
		},
	});
	const statusBar = createStatusBarItem(registered.statusBarItem, {
		...common,
		settings() {
			const { statusBarFormat, statusBarClick, customStatuses, agentAliases, alertThresholds, alertsWaiting } =
				settings.current();
			return {
				format: statusBarFormat,
				click: statusBarClick,
				customStatuses,
				aliases: agentAliases,
				thresholds: alertThresholds,
				hasAlerts: alertsWaiting !== 'off',
			};
		},
	});
	const { view: agentsTree } = agents.tree;
	const { view: visitorsTree } = visitors.tree;
	visibility.track('agents', () => agentsTree.visible, agentsTree.onDidChangeVisibility);
	visibility.track('visitors', () => visitorsTree.visible, visitorsTree.onDidChangeVisibility);
	return { agents, visitors, statusBar };
}

export function createPanels(
	{ extensionUri }: vscode.ExtensionContext,
	{ log, settings }: Base,
	{ sites, visibility }: WindowSites,
	{ drafts, documents }: SiteData,
): VisitorPanels {
	const panels = createVisitorPanels({
		loadController: async () => (await import('../host/visitorPanel/panelController')).createPanelController,
		usesPreview,
		extensionUri,
		currentDesk: sites,
		now: clock.now,
		title: () => settings.current().panelTitle,
		siteName: (siteId) => sites.list().find(({ id }) => id === siteId)?.name,
		departmentAliases: () => settings.current().departmentAliases,
		drafts,
		variableGlobs() {
			const { readOnlyVariables, pinnedVariables } = settings.current();
			return { readOnly: readOnlyVariables, pinned: pinnedVariables };
		},
		onKnown: documents.remember,
		log,
	});
	visibility.track('panel', () => panels.isVisible, panels.onDidChangeVisibility);
	return panels;
}
