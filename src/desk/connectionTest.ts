// Tries the connection of a site: makes every read call once, one after the other, and measures the time of each.
import type { List } from '../service/chatClient';
import { ApiError, isApiError } from '../service/errors';
import { send } from '../service/http';
import { parsePage } from '../service/lists/listPage';
import type { Id } from '../service/model';
import type { Clock, Ports } from '../service/ports';
import type { Desk, Reading } from './desk';

/** `address` is a request without a secret: the only check while nobody is signed in. */
export type Check = 'agents' | 'visitors' | 'agent' | 'visitor' | 'address';

export interface CheckResult {
	readonly check: Check;
	/** How long (ms) the answer took. */
	readonly ms: number;
	/** The agent or visitor asked for. */
	readonly id?: Id;
	/** Of a list: how many rows the answer had, how many could not be read, and how many are missing at the end. */
	readonly rows?: number;
	readonly dropped?: number;
	readonly missing?: number | 'unknown';
	/** How old (ms) a list is that a cache on the way has given. */
	readonly age?: number;
	readonly error?: ApiError;
	/** Why it was skipped: there is no agent or visitor to ask for, or the call would fail like the one before. */
	readonly skipped?: 'nobody' | 'sameFailure';
}

interface ConnectionTest {
	readonly ask: Desk['ask'];
	readonly now: Clock['now'];
	/** My agent id, where known: the one to ask for by id. */
	readonly me: Id | undefined;
	/** Called before each check that is tried. */
	readonly onCheck: (check: Check) => void;
	readonly cancelled: AbortSignal;
}

/** Rejects only if it was cancelled, with an `ApiError` of kind `aborted`. */
export async function testConnection({ ask, now, me, onCheck, cancelled }: ConnectionTest): Promise<CheckResult[]> {
	const results: CheckResult[] = [];

	async function run<Answer>(
		check: Check,
		read: ((client: Reading, signal: AbortSignal) => Promise<Answer>) | undefined,
		about: (answer: Answer) => Partial<CheckResult>,
	): Promise<Answer | undefined> {
		const isMoot = results.some(({ error }) => error && meetsEvery(error));
		if (!read || isMoot) {
			results.push({ check, ms: 0, skipped: isMoot ? 'sameFailure' : 'nobody' });
			return undefined;
		}
		onCheck(check);
		return await timed(results, { now, cancelled, check, about }, () => ask(read, cancelled));
	}

	const count = ({ rows, skipped, missing, age }: List<unknown>) => ({
		rows: rows.length,
		...(skipped > 0 && { dropped: skipped }),
		...(missing !== undefined && { missing }),
		...(age !== undefined && { age }),
	});
	const agents = await run('agents', (client, signal) => client.listAgents(signal), count);
	const visitors = await run('visitors', (client, signal) => client.listVisitors(signal), count);
	const agent = me ?? agents?.rows[0]?.id;
	const visitor = visitors?.rows[0]?.id;
	await run('agent', agent === undefined ? undefined : (client, signal) => client.getAgent(agent, signal), idOf);
	await run(
		'visitor',
		visitor === undefined ? undefined : (client, signal) => client.getVisitor(visitor, signal),
		idOf,
	);
	return results;
}

/** Sends a request without a secret: a Chat Server answers 401. Rejects only if it was cancelled. */
export async function testAddress(
	ports: Ports,
	baseUrl: string,
	cancelled: AbortSignal,
): Promise<readonly CheckResult[]> {
	const results: CheckResult[] = [];
	const about = () => ({});
	await timed(results, { now: ports.now, cancelled, check: 'address', about }, async () => {
		const url = `${baseUrl}/livechat/agents`;
		const request = { method: 'GET', url, headers: {}, signal: cancelled } as const;
		const { text } = await send(ports, request).catch((error: unknown) => {
			if (isApiError(error) && error.kind === 'unauthorized') {
				return { text: '[]' };
			}
			throw error;
		});
		parsePage(text, 'agents'); // a page of a guest network answers 200 to everything
	});
	return results;
}

interface Timed<Answer> {
	readonly now: Clock['now'];
	readonly cancelled: AbortSignal;
	readonly check: Check;
	readonly about: (answer: Answer) => Partial<CheckResult>;
}

async function timed<Answer>(
	results: CheckResult[],
	{ now, cancelled, check, about }: Timed<Answer>,
	read: () => Promise<Answer>,
): Promise<Answer | undefined> {
	const from = now();
	try {
		const answer = await read();
		results.push({ check, ms: now() - from, ...about(answer) });
		return answer;
	} catch (error) {
		if (cancelled.aborted || !isApiError(error) || error.kind === 'aborted') {
			throw isApiError(error) ? new ApiError('aborted') : error;
		}
		results.push({ check, ms: now() - from, error });
		return undefined;
	}
}

function idOf({ id }: { readonly id: Id }): Partial<CheckResult> {
	return { id };
}

/** Whether every further call would fail the same way. Those calls are skipped: they cost time, or the service asked not to send them. */
function meetsEvery({ kind, code }: ApiError): boolean {
	switch (kind) {
		case 'network':
			return code !== 'ECONNRESET' && code !== 'ERR_STREAM_PREMATURE_CLOSE';
		case 'timeout':
		case 'unauthorized':
		case 'throttled':
			return true;
		default:
			return false;
	}
}
