// The commands Look Up Selection and Look Up Terminal Selection, and what links open.
import type * as vscode from 'vscode';
import type { DeepLink } from '../../present/lookUp/deepLink';
import type { ShownDesk } from '../../present/privacy/shown';
import type { Id } from '../../service/model';
import type { DepartmentName } from '../visitors/departmentName';
import { lookUp } from './lookUpSelection';
import { type OpenByIdOptions, openById } from './openById';
import { selectedText, terminalSelection } from './selectedText';

interface LookUpCommandsOptions extends OpenByIdOptions {
	readonly departmentName: DepartmentName;
	readonly withDesk: (act: (desk: ShownDesk, ended: vscode.CancellationToken) => Promise<void>) => Promise<unknown>;
	/** Asks which visitor is meant; `query` is searched for at first. */
	readonly choose: (desk: ShownDesk, query: string, ended: vscode.CancellationToken) => Promise<Id | undefined>;
}

export function createLookUpCommands(options: LookUpCommandsOptions) {
	function lookUpText(read: () => Promise<string>): Promise<unknown> {
		return options.withDesk(async (desk, ended) =>
			lookUp(desk, await read(), { ...options, choose: (query) => options.choose(desk, query, ended) }),
		);
	}

	return {
		commands: {
			/** @param text from a link; a menu passes something else */
			'frontdesk.lookUpSelection': (text: unknown) =>
				lookUpText(async () => (typeof text === 'string' ? text : await selectedText())),
			'frontdesk.lookUpTerminalSelection': () => lookUpText(terminalSelection),
		},
		openLink: (desk: ShownDesk, { kind, id }: DeepLink) => openById(desk, id, kind, options),
	};
}
