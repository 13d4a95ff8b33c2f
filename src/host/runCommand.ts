// Runs the commands, and reports the failures of everything that the user asked for: the only place that shows error messages.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { errorText } from '../present/errorTexts';
import { type ApiErrorKind, isApiError } from '../service/errors';
import type { Log } from '../service/ports';
import { showError } from './gates/notifications';
import type { CommandId } from './ids';

/** A button of an error message. */
interface NextStep {
	readonly title: string;
	/** What it rejects with is reported too. */
	readonly act: () => unknown;
}

/** A failure whose message was written for the user: it is shown as it is. */
export class UserFacingError extends Error {
	override readonly name = 'UserFacingError';
	/** The log is offered if there is none. */
	readonly nextStep: NextStep | undefined;

	constructor(message: string, nextStep?: NextStep) {
		super(message);
		this.nextStep = nextStep;
	}
}

export type Commands = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

/** Loads the commands and runs one; a failure is reported, and the result is then undefined. */
export async function runCommand(
	load: () => Promise<Commands>,
	id: CommandId,
	args: readonly unknown[],
	log: Log,
): Promise<unknown> {
	try {
		const commands = await load();
		return await commands[id](...args);
	} catch (error) {
		reportFailure(id, error, log);
		return undefined;
	}
}

/** Logs a failure, and shows it with a button for the next step. @param action the id of the command, or a name for the log */
export function reportFailure(action: string, error: unknown, log: Log): void {
	if (error instanceof vscode.CancellationError || (isApiError(error) && error.kind === 'aborted')) {
		return; // the user pressed Escape, or signed out during the request
	}
	const [message, step] = describe(action, error, log);
	showError(message, step.title)
		.then(async (picked) => {
			if (picked === step.title) {
				await step.act();
			}
		})
		.then(undefined, (reason: unknown) => reportFailure(action, reason, log));
}

function describe(action: string, error: unknown, log: Log): readonly [string, NextStep] {
	const showLog = commandStep(l10n.t('Show Log'), 'frontdesk.showLog');
	if (error instanceof UserFacingError) {
		return [error.message, error.nextStep ?? showLog];
	}
	if (isApiError(error)) {
		log.warn(`${action}: ${error.message}`);
		const { what, next } = errorText(error);
		return [`${what} ${next}`, stepAfter(error.kind) ?? showLog];
	}
	// An internal error. Its message may contain user data, so the log gets the name and the place alone.
	log.error(`${action}: ${error instanceof Error ? `${error.name} ${framesOf(error)}` : 'unknown failure'}`);
	return [l10n.t('Something went wrong. See the log for details.'), showLog];
}

function stepAfter(kind: ApiErrorKind): NextStep | undefined {
	switch (kind) {
		case 'unauthorized':
			return commandStep(l10n.t('Sign In…'), 'frontdesk.signIn');
		case 'network':
		case 'timeout':
		case 'redirected':
		case 'notChatServer':
			return commandStep(l10n.t('Test Connection'), 'frontdesk.testConnection');
		default:
			return undefined;
	}
}

/** For what is done in the agent console. */
export function consoleStep(): NextStep {
	return commandStep(l10n.t('Open Agent Console'), 'frontdesk.openConsole');
}

function commandStep(title: string, id: CommandId): NextStep {
	return { title, act: () => vscode.commands.executeCommand(id) };
}

/** The innermost five functions of the stack, with file names but without folders. */
function framesOf(error: Error): string {
	return (error.stack ?? '')
		.split('\n')
		.filter((line) => line.trim().startsWith('at '))
		.slice(0, 5)
		.map((line) => line.trim().replace(/\(?(?:file:\/\/)?[^\s()]*[/\\]([^/\\\s()]+)\)?$/, '$1'))
		.join(' < ');
}
