// Who an ID belongs to, among the visitors and agents that are known without a request.
import * as l10n from '@vscode/l10n';
import type { Segments } from '../../desk/segments/segments';
import { type DeskState, isStale } from '../../desk/state';
import type { Agent, Id, Visitor } from '../../service/model';
import { escapeMarkdown } from '../gates/markdown';
import { joinMarkdown, type Markdown } from '../gates/ownMarkdown';
import { type Aliases, agentLabel, departmentLabel, nameBehindAlias, visitorLabel } from '../labels';
import { statusSinceText } from '../status/statusTimeText';
import { formatExact } from '../time';
import { agentTooltip, visitorTooltip } from '../tree/tooltip';
import { shownWait } from '../tree/treeVisitorRow';

interface KnownIds {
	visitor(id: Id): Visitor | undefined;
	agent(id: Id): Agent | undefined;
}

/** Finds the people of a state by ID. Their lists are indexed once, when the first ID is looked for: most documents have none. */
export function createKnownIds(): (state: DeskState) => KnownIds {
	const visitors = indexed<Visitor>();
	const agents = indexed<Agent>();
	return (state) => ({
		visitor: (id) =>
			state.watched.get(id)?.visitor ?? visitors(state.visitors).get(id) ?? state.pinned.get(id)?.visitor,
		agent: (id) => (state.me.agent?.id === id ? state.me.agent : agents(state.agents).get(id)),
	});
}

function indexed<Row extends { readonly id: Id }>() {
	let of: readonly Row[] | undefined;
	let byId: ReadonlyMap<Id, Row> = new Map();
	return (rows: readonly Row[] | undefined): ReadonlyMap<Id, Row> => {
		if (rows !== of) {
			of = rows;
			byId = new Map((rows ?? []).map((row) => [row.id, row]));
		}
		return byId;
	};
}

interface WhoIsOptions {
	readonly agentAliases: Aliases;
	readonly departmentAliases: Aliases;
	readonly segments: Segments;
	/** Instant (ms). */
	readonly now: number;
}

/** Escaped Markdown without links; undefined for an ID that nobody known has. Stale and old data, and that of a pinned visitor who has left, says when it was read. */
export function whoIs(id: Id, known: KnownIds, state: DeskState, options: WhoIsOptions): Markdown | undefined {
	const visitor = known.visitor(id);
	const agent = visitor ? undefined : known.agent(id);
	const text = visitor ? aboutVisitor(visitor, state, options) : agent && aboutAgent(agent, state, options);
	const leftAsOf = visitor && asOfPinned(visitor, state);
	const asOf = leftAsOf ?? (visitor ? asOfVisitor(visitor, state) : state.agentsAsOf);
	const isOld = leftAsOf !== undefined || isStale(state) || Math.abs(options.now - (asOf ?? 0)) > longestWithoutAge;
	if (text === undefined || asOf === undefined || !isOld) {
		return text;
	}
	return joinMarkdown([text, escapeMarkdown(l10n.t('As of {0}', formatExact(asOf)))], '  \n');
}

/** Age (ms) up to which data has no age: a window that shows no visitors doesn't read them, and has the last ones that it showed. */
const longestWithoutAge = 120_000;

function asOfVisitor(visitor: Visitor, { watched, visitorsAsOf }: DeskState): number | undefined {
	const known = watched.get(visitor.id);
	return known?.visitor === visitor ? known.asOf : visitorsAsOf;
}

/** When (instant, ms) the row of a pinned visitor was read who is in no list any more. */
function asOfPinned(visitor: Visitor, { pins, pinned }: DeskState): number | undefined {
	const isUnlisted = pins.some(({ id, isListed }) => id === visitor.id && !isListed);
	const known = pinned.get(visitor.id);
	return isUnlisted && known?.visitor === visitor ? known.asOf : undefined;
}

function aboutVisitor(visitor: Visitor, { waits, names }: DeskState, options: WhoIsOptions): Markdown {
	const { departmentAliases, segments } = options;
	const { departmentId } = visitor;
	const department =
		departmentId === '' ? undefined : departmentLabel(departmentId, departmentAliases, names.departments);
	return visitorTooltip(
		visitorLabel(visitor),
		visitor,
		shownWait(visitor, waits),
		department,
		segments.of(visitor)?.name,
	);
}

function aboutAgent(agent: Agent, state: DeskState, { agentAliases, now }: WhoIsOptions): Markdown {
	const { names, me, statusTimes } = state;
	return agentTooltip(
		agentLabel(agent.id, agentAliases, names.agents),
		agent,
		me.id === agent.id,
		nameBehindAlias(agent.id, agentAliases, names.agents),
		statusSinceText(statusTimes.get(agent.id), agent.status, now),
	);
}
