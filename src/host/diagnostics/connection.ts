// What explains a connection: Test Connection, Copy Diagnostics, Open Agent Console.
import type * as vscode from 'vscode';
import type { Desk } from '../../desk/desk';
import type { Id } from '../../service/model';
import type { Ports } from '../../service/ports';
import type { RequestLog } from '../../service/requestLog';
import type { Sites } from '../sites/sites';
import { copyDiagnostics } from './copyDiagnostics';
import { openConsole } from './openConsole';
import type { Reports } from './readOnlyDocuments';
import { testConnection } from './testConnection';

export interface ConnectionOptions {
	readonly sites: Sites;
	readonly ports: Ports;
	readonly requests: RequestLog;
	readonly reports: Reports;
	/** Of this extension itself. */
	readonly extension: vscode.Extension<unknown>;
	/** What the platform is, in a few harmless words. */
	readonly platform: readonly string[];
}

export interface Connection {
	testConnection(): Promise<void>;
	copyDiagnostics(): Promise<void>;
	/** @param visitor whom to show, where the console's address takes one */
	openConsole(desk: Desk, visitor: Id | undefined): Promise<void>;
}

export function createConnection(options: ConnectionOptions): Connection {
	return {
		testConnection: () => testConnection(options),
		copyDiagnostics: () => copyDiagnostics(options),
		openConsole,
	};
}
