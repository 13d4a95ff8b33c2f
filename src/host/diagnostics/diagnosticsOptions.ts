// What Test Connection and Copy Diagnostics need.
import type * as vscode from 'vscode';
import type { Ports } from '../../service/ports';
import type { RequestLog } from '../../service/requestLog';
import type { Sites } from '../sites/sites';
import type { ReadOnlyDocuments } from './readOnlyDocuments';

export interface DiagnosticsOptions {
	readonly sites: Sites;
	readonly ports: Ports;
	readonly requests: RequestLog;
	readonly reports: ReadOnlyDocuments;
	/** This extension. */
	readonly extension: vscode.Extension<unknown>;
	/** Runtime and operating system, without personal data. */
	readonly platform: readonly string[];
}
