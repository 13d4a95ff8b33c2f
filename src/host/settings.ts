// The settings as plain typed values. A value that was edited by hand and is out of range is replaced by the nearest valid one.
import * as vscode from 'vscode';
import type { Intervals } from '../desk/polling/pace';
import type { WriteMode } from '../desk/variables/writeMode';

export interface Settings {
	readonly baseUrl: string;
	readonly statusBarClick: 'toggle' | 'pick';
	readonly statusBarFormat: 'full' | 'compact' | 'icon' | 'off';
	readonly customStatuses: readonly string[];
	readonly agentAliases: Readonly<Record<string, string>>;
	readonly departmentAliases: Readonly<Record<string, string>>;
	readonly groupBy: 'urgency' | 'country' | 'department';
	readonly sortBy: 'wait' | 'newest' | 'visits' | 'name';
	/** Of more visitors than this, the view shows only those who wait or chat. */
	readonly highLoad: number;
	/** In ms. */
	readonly intervals: Intervals;
	/** API calls that background polling may make in 5 minutes. */
	readonly pollingBudget: number;
	/** `badge`: the badge counts waiting visitors, also while no list is visible. */
	readonly alertsWaiting: 'badge' | 'off';
	readonly panelTitle: 'id' | 'name';
	/** Globs of the names of custom variables to show first. */
	readonly pinnedVariables: readonly string[];
	/** Globs of the names of custom variables that can't be edited. */
	readonly readOnlyVariables: readonly string[];
	readonly variableWriteMode: WriteMode;
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
		statusBarFormat: oneOf(settings.get('statusBar.format'), ['full', 'compact', 'icon', 'off']),
		customStatuses: texts(settings.get('status.custom')),
		agentAliases: textsByKey(settings.get('agents.aliases')),
		departmentAliases: textsByKey(settings.get('departments.aliases')),
		groupBy: oneOf(settings.get('visitors.groupBy'), ['urgency', 'country', 'department']),
		sortBy: oneOf(settings.get('visitors.sortBy'), ['wait', 'newest', 'visits', 'name']),
		highLoad: Math.floor(between(0, 100_000, 'visitors.highLoad', 2000)),
		intervals: {
			focused: seconds('polling.focused', 10),
			unfocused: seconds('polling.unfocused', 30),
			inactive: seconds('polling.inactive', 60),
		},
		pollingBudget: Math.floor(between(10, 300, 'polling.budget', 120)),
		alertsWaiting: oneOf(settings.get('alerts.waiting'), ['badge', 'off']),
		panelTitle: oneOf(settings.get('panel.title'), ['id', 'name']),
		pinnedVariables: texts(settings.get('variables.pinned')),
		readOnlyVariables: texts(settings.get('variables.readOnly')),
		variableWriteMode: oneOf(settings.get('variables.write'), ['complete', 'changed']),
	};
}

/** The value if it is allowed, else the first allowed one: the default. */
function oneOf<const Value extends string>(value: unknown, allowed: readonly [Value, ...Value[]]): Value {
	return allowed.find((candidate) => candidate === value) ?? allowed[0];
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
