// Real desks with the real client over real sockets, in time that runs four times as fast.
import { createDesk } from '../../src/desk/createDesk';
import type { Desk } from '../../src/desk/desk';
import { createUndoStack } from '../../src/desk/variables/undoStack';
import { nodeFetch } from '../../src/node/nodeFetch';
import { createClient } from '../../src/service/client';
import type { Clock, Fetch, Ports } from '../../src/service/ports';
import { requestLine } from '../../src/service/requestLog';
import { fixedSession } from '../../src/service/session';
import { deskParts, testActivity, testEnv } from '../fixtures/deskParts';
import { recordingLog } from '../fixtures/recordingLog';

/** An age in whole seconds is at least one, so the time of nginx can't run faster than this: a list is valid for two seconds, not nine. */
export const pace = 4;

const started = Date.now();

export const fastClock: Clock = {
	now: () => started + (Date.now() - started) * pace,
	setTimer(callback, delay) {
		const timer = setTimeout(callback, delay / pace);
		return () => clearTimeout(timer);
	},
};

/** Ages are of nginx's time. */
const fastFetch: Fetch = async (url, request) => {
	const { status, headers, text } = await nodeFetch(url, request, false).then((response) => ({
		status: response.status,
		headers: response.headers,
		text: () => response.text(),
	}));
	return {
		status,
		headers: {
			get(name) {
				const value = headers.get(name);
				return name === 'age' && value !== null ? String(Number(value) * pace) : value;
			},
		},
		text,
	};
};

interface OfficeDesk {
	readonly desk: Desk;
	/** How long (ms, of the desk's time) its slowest request took. */
	slowest: number;
	/** How its requests failed. */
	readonly failures: string[];
}

/** A desk of its own machine, whose user looks at the visitors. */
export function openDesk(baseUrl: string, accessToken: string, random: () => number): OfficeDesk {
	const log = recordingLog();
	const failures: string[] = [];
	const ports: Ports = {
		...{ ...fastClock, fetch: fastFetch, random, log },
		recordRequest(request) {
			opened.slowest = Math.max(opened.slowest, request.ms);
			if (request.kind !== 'ok') {
				failures.push(requestLine(request));
			}
		},
	};
	const site = { id: 's', name: 'Site', baseUrl, sandbox: false };
	const env = { ...testEnv(fastClock, log), random };
	const desk = createDesk({
		site,
		client: createClient(ports, baseUrl, fixedSession({ kind: 'accessToken', accessToken })),
		myAgentId: undefined,
		lastAway: 'Away',
		undoStack: createUndoStack(),
		activity: testActivity({ visibility: () => ({ agents: true, visitors: true, panel: false }) }),
		...deskParts(env),
	});
	const opened: OfficeDesk = { desk, slowest: 0, failures };
	return opened;
}
