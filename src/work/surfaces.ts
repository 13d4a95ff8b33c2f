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
import type { Gate } from './gate';
import type { SiteData } from './siteData';
import type { WindowSites } from './windowSites';

export function createViews(
	registered: Registered,
	{ settings }: Base,
	{ visibility }: WindowSites,
	gate: Gate,
	{ filter }: SiteData,
) {
	const common = { currentDesk: gate.desks, clock, onDidChangeSettings: settings.onDidChange };
	const agents = createAgentsView(registered.agents, {
		...common,
		settings: () => ({ aliases: gate.settings().agentAliases, sortBy: gate.settings().agentsSortBy }),
	});
	const visitors = createVisitorsView(registered.visitors, {
		...common,
		filter,
		segments: gate.segments,
		hasBadge: () => gate.settings().alertsWaiting !== 'off',
		settings() {
			const { groupBy, sortBy, highLoad, departmentAliases, alertThresholds, segments } = gate.settings();
			const [departments, thresholds, segmentErrors] = [departmentAliases, alertThresholds, segments.errors];
			return { groupBy, sortBy, highLoad, departments, thresholds, segmentErrors };
		},
	});
	const statusBar = createStatusBarItem(registered.statusBarItem, {
		...common,
		settings() {
			const { statusBarFormat, statusBarClick, customStatuses, agentAliases, alertThresholds, alertsWaiting } =
				gate.settings();
			return {
				format: statusBarFormat,
				click: statusBarClick,
				customStatuses,
				aliases: agentAliases,
				thresholds: alertThresholds,
				hasAlerts: alertsWaiting !== 'off',
				isPrivate: gate.privacy.mask !== undefined,
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
	{ log }: Base,
	{ sites, visibility }: WindowSites,
	{ privacy, desks, settings }: Gate,
	{ drafts, documents }: SiteData,
): VisitorPanels {
	const panels = createVisitorPanels({
		loadController: async () => (await import('../host/visitorPanel/panelController')).createPanelController,
		usesPreview,
		extensionUri,
		currentDesk: desks,
		realDesk: sites,
		privacy,
		now: clock.now,
		title: () => settings().panelTitle,
		siteName: (siteId) => sites.list().find(({ id }) => id === siteId)?.name,
		departmentAliases: () => settings().departmentAliases,
		drafts,
		variableGlobs() {
			const { readOnlyVariables, pinnedVariables } = settings();
			return { readOnly: readOnlyVariables, pinned: pinnedVariables };
		},
		onKnown: documents.remember,
		log,
	});
	visibility.track('panel', () => panels.isVisible, panels.onDidChangeVisibility);
	return panels;
}
