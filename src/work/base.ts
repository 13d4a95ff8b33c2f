// What everything at work in a window is built on: log, settings, storage, and the way to the service.
import * as vscode from 'vscode';
import { createClients } from '../connect';
import type { Env } from '../desk/env';
import { clock } from '../host/clock';
import { visitorSegments } from '../host/segments/visitorSegments';
import { watchSettings } from '../host/settings';
import { serializedMemento } from '../host/sites/serializedMemento';
import type { Sandbox } from '../sandbox/chatServer';
import { fastClock } from '../sandbox/scenarios/fastClock';
import type { Ports } from '../service/ports';
import { createRequestLog } from '../service/requestLog';
import type { Entry } from './entry';

/** Set by esbuild.js: false in the released bundle. */
declare const HAS_SCENARIOS: boolean;

export function createBase(context: vscode.ExtensionContext, { fetch, clockPace }: Entry) {
	const { setTimer } = clock; // a request takes the time of the system
	if (HAS_SCENARIOS && clockPace !== undefined) {
		Object.assign(clock, fastClock({ ...clock }, clockPace)); // before any part takes the time
	}
	const log = vscode.window.createOutputChannel('Frontdesk', { log: true });
	const env: Env = { clock, random: Math.random, log, windowId: crypto.randomUUID() };
	const requests = createRequestLog();
	const settings = watchSettings();
	const ports: Ports = { ...clock, setTimer, fetch, random: env.random, log, recordRequest: requests.record };
	let sandbox: Sandbox | undefined;
	return {
		log,
		env,
		ports,
		requests,
		settings,
		segments: visitorSegments(settings.current),
		// One memento for all writers: concurrent writes can undo each other.
		memento: serializedMemento(context.globalState),
		clients: createClients(ports, (opened) => {
			sandbox = opened;
		}),
		sandbox: () => sandbox,
	};
}

export type Base = ReturnType<typeof createBase>;
