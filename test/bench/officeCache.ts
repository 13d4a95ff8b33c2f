// nginx as docs/office sets it up, in simulated time: the lists are shared, and each credential is checked once in a span for each list.
import { readFileSync } from 'node:fs';
import type { List } from '../../src/service/chatClient';
import type { Clock } from '../../src/service/ports';
import type { FakeServer } from '../fixtures/fakeServer';

interface Entry {
	readonly at: number;
	readonly rows: readonly unknown[];
}

type ListName = 'listAgents' | 'listVisitors';

/** The times of the configuration, in s. */
function timesIn(conf: string): { readonly valid: number; readonly accepted: number } {
	const lists = /proxy_cache office_lists;[^}]*?proxy_cache_valid 200 (\d+)s;/.exec(conf)?.[1];
	const checks = /proxy_cache office_checks;[^}]*?proxy_cache_valid 200 (\d+)m;/.exec(conf)?.[1];
	if (!lists || !checks) {
		throw new Error('docs/office/nginx.conf says nothing of how long answers are valid');
	}
	return { valid: Number(lists), accepted: Number(checks) * 60 };
}

/** Whether nginx still answers with what it stored `at` (ms): it counts whole seconds, and the last valid one in full. */
function isValid(at: number, span: number, now: number): boolean {
	return Math.floor(now / 1000) <= Math.floor(at / 1000) + span;
}

/** @param call a call of the service; rejects if it is refused. The returned function puts a client behind the cache */
export function officeCache(clock: Pick<Clock, 'now'>, call: () => Promise<void>): (server: FakeServer) => void {
	const { valid, accepted } = timesIn(readFileSync('docs/office/nginx.conf', 'utf8'));
	const entries = new Map<ListName, Entry>();
	const updating = new Map<ListName, Promise<Entry>>();

	async function fetched(name: ListName, rows: () => readonly unknown[]): Promise<Entry> {
		await call();
		const entry = { at: clock.now(), rows: rows() };
		entries.set(name, entry);
		return entry;
	}

	return (server) => {
		const checkedAt = new Map<ListName, number>();

		async function list<Row>(name: ListName, rows: () => readonly Row[]): Promise<List<Row>> {
			server.calls[name]++;
			if (!isValid(checkedAt.get(name) ?? Number.NEGATIVE_INFINITY, accepted, clock.now())) {
				await call();
				checkedAt.set(name, clock.now());
			}
			let entry = entries.get(name);
			let isCached = true;
			if (!entry || !isValid(entry.at, valid, clock.now())) {
				const isFirst = !updating.has(name);
				if (isFirst) {
					updating.set(
						name,
						fetched(name, rows).finally(() => updating.delete(name)),
					);
				}
				isCached = !isFirst;
				entry = isFirst || !entry ? await updating.get(name) : entry;
			}
			const { at, rows: shown } = entry as Entry;
			const age = isCached ? { age: Math.ceil((clock.now() - at) / 1000) * 1000 } : {};
			return { rows: shown as readonly Row[], skipped: 0, ...age };
		}

		server.listAgents = () => list('listAgents', () => server.agents);
		server.listVisitors = () => list('listVisitors', () => server.visitors);
	};
}
