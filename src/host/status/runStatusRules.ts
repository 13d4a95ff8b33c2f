// Runs the rules of my status for the current desk of this window: use of the window, questions as notifications.
import * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import type { Env } from '../../desk/env';
import { answersOf, type Question } from '../../desk/status/actions';
import type { StatusSettings } from '../../desk/status/facts';
import { createStatusRules, type StatusRules } from '../../desk/status/statusRules';
import { parseWorkingHours } from '../../desk/status/workingHours';
import { answerText, nothingSetText, questionText, undoneText } from '../../present/status/questionTexts';
import type { CurrentDesk } from '../currentDesk';
import { showInformation } from '../gates/notifications';
import type { Settings } from '../settings';

interface StatusRulesOptions {
	readonly currentDesk: CurrentDesk;
	readonly env: Env;
	readonly settings: () => Settings;
	readonly onDidChangeSettings: vscode.Event<void>;
}

export function runStatusRules({
	currentDesk,
	env,
	settings,
	onDidChangeSettings,
}: StatusRulesOptions): vscode.Disposable {
	const workingHours = readHours(env);
	let rules: StatusRules | undefined;
	let siteId: string | undefined;

	function statusSettings(): StatusSettings {
		const { autoAway, returnPrompt, workingHours: text } = settings();
		return { autoAway, returnPrompt, workingHours: workingHours(text) };
	}

	function start(desk: Desk | undefined): void {
		rules?.dispose();
		siteId = desk?.state.site.id;
		const ownSite = siteId;
		rules =
			desk &&
			createStatusRules({
				desk,
				env,
				use: windowUse,
				settings: statusSettings,
				ask,
				// The command asks and reports as for any other way to set a status.
				setStatus: async (status) => void (await vscode.commands.executeCommand('frontdesk.setMyStatus', { status })),
				tellUndone: (status) => void showInformation(undoneText(status)),
				successor: () => (siteId === ownSite ? rules : undefined),
				tellNothingSet: () => void showInformation(nothingSetText()),
			});
	}

	const check = () => rules?.check();
	start(currentDesk.desk);
	return vscode.Disposable.from(
		currentDesk.onDidChange(start),
		onDidChangeSettings(check),
		vscode.window.onDidChangeWindowState(check),
		vscode.debug.onDidChangeActiveDebugSession(check),
		vscode.tasks.onDidStartTask(check),
		vscode.tasks.onDidEndTask(check),
		{ dispose: () => start(undefined) },
	);
}

function windowUse() {
	const { active, focused } = vscode.window.state;
	return {
		isActive: active,
		isFocused: focused,
		isBusy: vscode.debug.activeDebugSession !== undefined || vscode.tasks.taskExecutions.length > 0,
	};
}

/** Information, because VS Code's do-not-disturb mode filters by severity (docs/rules.md#rule-8). */
async function ask(question: Question) {
	const buttons = answersOf(question).map((answer) => ({ answer, title: answerText(question, answer) }));
	return (await showInformation(questionText(question), ...buttons))?.answer;
}

/** Reads the setting again only after it changed, and logs once why it has no effect. */
function readHours({ log }: Env) {
	let known: { readonly text: string; readonly hours: StatusSettings['workingHours'] } = { text: '', hours: [] };
	return (text: string): StatusSettings['workingHours'] => {
		if (text !== known.text) {
			const hours = parseWorkingHours(text);
			if (!hours) {
				log.warn(
					'frontdesk.status.workingHours: write days and times, like "Mon-Fri 09:00-17:00". Nothing reminds you until then.',
				);
			}
			known = { text, hours: hours ?? [] };
		}
		return known.hours;
	};
}
