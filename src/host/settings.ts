// The settings as plain typed values. A value that was edited by hand and is out of range is replaced by the nearest valid one.

import * as vscode from 'vscode';
import type { Intervals } from '../desk/polling/pace';
import { type ReadSegments, readSegments } from '../desk/segments/segments';
import type { WriteMode } from '../desk/variables/writeMode';
import type { WaitThresholds } from '../present/alerts/waitLevels';
import type { StatusBarOptions } from '../present/statusBar/statusBarOptions';
import { viewChoices } from './ids';

export interface Settings {
	readonly baseUrl: string;
	readonly statusBarClick: 'toggle' | 'pick';
	readonly statusBarFormat: 'full' | 'compact' | 'icon' | 'off';
	readonly customStatuses: readonly string[];
	/** Whether to ask before going away while chats are open or visitors wait. */
	readonly confirmsAway: boolean;
	/** Minutes without an active window after which the status is set to away; 0 is off. */
	readonly autoAway: number;
	/** Whether to ask on coming back. */
	readonly returnPrompt: boolean;
	/** Days and times of which Frontdesk reminds; empty is off. */
	readonly workingHours: string;
	readonly allowSettingOthers: boolean;
	readonly agentsSortBy: 'name' | 'chats' | 'status';
	readonly agentAliases: Readonly<Record<string, string>>;
	readonly departmentAliases: Readonly<Record<string, string>>;
	readonly groupBy: 'urgency' | 'country' | 'department' | 'segment';
	readonly sortBy: 'wait' | 'newest' | 'visits' | 'name';
	/** What is read of `visitors.segments`. */
	readonly segments: ReadSegments;
	/** Of more visitors than this, the view shows only those who wait, chat or are pinned. */
	readonly highLoad: number;
	/** In ms. */
	readonly intervals: Intervals;
	/** API calls that background polling may make in 5 minutes. */
	readonly pollingBudget: number;
	/** `badge`: the badge counts waiting visitors, also while no list is visible · `notify`: a notification tells of them too. */
	readonly alertsWaiting: 'badge' | 'notify' | 'off';
	readonly alertThresholds: WaitThresholds;
	/** Time (ms) after which the notification is repeated; 0 for never. */
	readonly alertRepeat: number;
	/** Whether a notification tells of a pinned visitor who is back. */
	readonly notifiesReturn: boolean;
	/** Whether every GUID in terminals, output and logs is a link, not only those of known visitors and agents. */
	readonly linksAllIds: boolean;
	readonly panelTitle: 'id' | 'name';
	/** Globs of the names of custom variables to show first. */
	readonly pinnedVariables: readonly string[];
	/** Globs of the names of custom variables that can't be edited. */
	readonly readOnlyVariables: readonly string[];
	readonly variableWriteMode: WriteMode;
	/** What privacy mode masks: names of fields, and globs of the names of custom variables. */
	readonly privacyMask: readonly string[];
	/** Whether assistants can call the tools of Frontdesk. */
	readonly assistantsEnabled: boolean;
	/** What they may see: names of fields, and globs of the names of custom variables. */
	readonly assistantFields: readonly string[];
}

/** How the status bar item is shown; the default for any other value. @param settings those of `frontdesk` */
export function statusBarFormat(settings: vscode.WorkspaceConfiguration): StatusBarOptions['format'] {
	return oneOf(settings.get('statusBar.format'), ['full', 'compact', 'icon', 'off']);
}

function readSettings(): Settings {
	const settings = vscode.workspace.getConfiguration('frontdesk');
	const between = (least: number, most: number, key: string, fallback: number): number => {
		const value = settings.get<unknown>(key);
		return Math.min(most, Math.max(least, typeof value === 'number' && Number.isFinite(value) ? value : fallback));
	};
	const seconds = (key: string, fallback: number) => between(5, 3600, key, fallback) * 1000;
	return {
		baseUrl: text(settings.get('baseUrl')),
		statusBarClick: oneOf(settings.get('statusBar.click'), ['toggle', 'pick']),
		statusBarFormat: statusBarFormat(settings),
		customStatuses: texts(settings.get('status.custom')),
		confirmsAway: settings.get('status.confirmAwayWhileChatting') !== false,
		autoAway: Math.floor(between(0, 240, 'status.autoAway', 0)),
		returnPrompt: settings.get('status.returnPrompt') === true,
		workingHours: text(settings.get('status.workingHours')),
		allowSettingOthers: settings.get('status.allowSettingOthers') === true,
		agentsSortBy: oneOf(settings.get('agents.sortBy'), ['name', 'chats', 'status']),
		agentAliases: textsByKey(settings.get('agents.aliases')),
		departmentAliases: textsByKey(settings.get('departments.aliases')),
		groupBy: oneOf(settings.get('visitors.groupBy'), viewChoices.groupBy),
		sortBy: oneOf(settings.get('visitors.sortBy'), viewChoices.sortBy),
		segments: readSegments(settings.get('visitors.segments')),
		highLoad: Math.floor(between(0, 100_000, 'visitors.highLoad', 2000)),
		intervals: {
			focused: seconds('polling.focused', 10),
			unfocused: seconds('polling.unfocused', 30),
			inactive: seconds('polling.inactive', 60),
		},
		pollingBudget: Math.floor(between(10, 300, 'polling.budget', 120)),
		alertsWaiting: oneOf(settings.get('alerts.waiting'), ['badge', 'notify', 'off']),
		alertThresholds: thresholds(settings.get('alerts.thresholds')),
		alertRepeat: between(0, 3600, 'alerts.repeat', 0) * 1000,
		notifiesReturn: settings.get('pins.notifyReturn') === true,
		linksAllIds: settings.get('links.allIds') === true,
		panelTitle: oneOf(settings.get('panel.title'), ['id', 'name']),
		pinnedVariables: texts(settings.get('variables.pinned')),
		readOnlyVariables: texts(settings.get('variables.readOnly')),
		variableWriteMode: oneOf(settings.get('variables.write'), ['complete', 'changed']),
		privacyMask: maskEntriesOf(settings.get('privacy.mask')),
		assistantsEnabled: settings.get('assistants.enabled') === true,
		assistantFields: texts(settings.get('assistants.fields')),
	};
}

/** The default for anything but a list, because nobody is to be shown by mistake. */
function maskEntriesOf(value: unknown): readonly string[] {
	return Array.isArray(value) ? texts(value) : ['name', 'email', 'phone', 'ip'];
}

/** The value if it is allowed, else the first allowed one: the default. */
function oneOf<const Value extends string>(value: unknown, allowed: readonly [Value, ...Value[]]): Value {
	return allowed.find((candidate) => candidate === value) ?? allowed[0];
}

/** Two times in seconds, in any order; the default for anything else. */
function thresholds(value: unknown): WaitThresholds {
	const [one, other] = Array.isArray(value) ? (value as readonly unknown[]) : [];
	const isTime = (time: unknown): time is number => typeof time === 'number' && time >= 0 && time <= 86_400;
	return isTime(one) && isTime(other) ? [Math.min(one, other) * 1000, Math.max(one, other) * 1000] : [60_000, 120_000];
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function texts(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function textsByKey(value: unknown): Record<string, string> {
	const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
	return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Whether VS Code shows what is only looked at in one tab, which the next one replaces. */
export function usesPreview(): boolean {
	return vscode.workspace.getConfiguration('workbench.editor').get('enablePreview') !== false;
}

/** Whether VS Code opens rows with a double click alone. */
export function opensOnDoubleClick(): boolean {
	return vscode.workspace.getConfiguration('workbench.list').get('openMode') === 'doubleClick';
}

/** Reads the settings now and again after each change. */
export function watchSettings() {
	const changed = new vscode.EventEmitter<void>();
	let current = readSettings();
	const listener = vscode.workspace.onDidChangeConfiguration((event) => {
		if (event.affectsConfiguration('frontdesk')) {
			current = readSettings();
			changed.fire();
		}
	});
	return {
		current: () => current,
		onDidChange: changed.event,
		dispose() {
			listener.dispose();
			changed.dispose();
		},
	};
}
