// Registers commands and is the one place where what they throw is caught, logged and said (DESIGN.md, decision 8).
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { errorText } from '../present/errorTexts';
import { escapeLinks } from '../present/text';
import { type ApiErrorKind, isApiError } from '../service/errors';
import type { Log } from '../service/ports';
import { type CommandId, commandIds } from './ids';

/** A failure whose message was written for the user: it is shown as it is. */
export class UserFacingError extends Error {
	override readonly name = 'SaidError';
}

export type Commands = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

/** Registers every command; what they do is loaded with the first one that is run. */
export function registerCommands(load: () => Promise<Commands>, log: Log): vscode.Disposable {
	return vscode.Disposable.from(
		...commandIds.map((id) =>
			vscode.commands.registerCommand(id, async (...args: unknown[]) => {
				try {
					const commands = await load();
					return await commands[id](...args);
				} catch (error) {
					reportFailure(id, error, log);
					return undefined;
				}
			}),
		),
	);
}

/** Says what failed, and offers the next step as a button where there is one. @param commandId the command, or what else was done */
export function reportFailure(commandId: string, error: unknown, log: Log): void {
	if (error instanceof vscode.CancellationError || (isApiError(error) && error.kind === 'aborted')) {
		return; // Escape, or a sign-out that ended the request: the user knows
	}
	if (error instanceof UserFacingError) {
		show(error.message, l10n.t('Show Log'), 'frontdesk.showLog');
	} else if (isApiError(error)) {
		log.warn(`${commandId}: ${error.message}`);
		const { what, next } = errorText(error);
		show(`${what} ${next}`, ...helpWith(error.kind));
	} else {
		// A fault of ours. Its message may hold what it stumbled over, so the log gets the name and the place alone.
		log.error(`${commandId}: ${error instanceof Error ? `${error.name} ${framesOf(error)}` : 'unknown failure'}`);
		show(l10n.t('Frontdesk failed at this. The log says where.'), l10n.t('Show Log'), 'frontdesk.showLog');
	}
}

/** The button that leads on from a failure, and its command. */
function helpWith(kind: ApiErrorKind): readonly [string, CommandId] {
	switch (kind) {
		case 'unauthorized':
			return [l10n.t('Sign In…'), 'frontdesk.signIn'];
		case 'network':
		case 'timeout':
		case 'redirected':
		case 'notChatServer':
			return [l10n.t('Test Connection'), 'frontdesk.testConnection'];
		default:
			return [l10n.t('Show Log'), 'frontdesk.showLog'];
	}
}

function framesOf(error: Error): string {
	return (error.stack ?? '')
		.split('\n')
		.filter((line) => line.trim().startsWith('at '))
		.slice(0, 5)
		.map((line) => line.trim().replace(/\(?(?:file:\/\/)?[^\s()]*[/\\]([^/\\\s()]+)\)?$/, '$1'))
		.join(' < ');
}

function show(message: string, button: string, commandId: CommandId): void {
	vscode.window.showErrorMessage(escapeLinks(message), button).then(async (picked) => {
		if (picked !== undefined) {
			await vscode.commands.executeCommand(commandId);
		}
	});
}
