// The content of the agents view.
import * as l10n from '@vscode/l10n';
import { type DeskState, isAwayStatus } from '../../desk/state';
import type { StatusTime } from '../../desk/status/statusTimes';
import { type Agent, sameStatus } from '../../service/model';
import { agentCountText, countText, pluralText, wholeCount } from '../countText';
import { agentIcon, pendingIcon } from '../icons';
import { type Aliases, agentLabel, nameBehindAlias } from '../labels';
import { agentStatusText, pendingStatusText } from '../status/statusTexts';
import { statusSinceText, statusTimePhrase, statusTimeText } from '../status/statusTimeText';
import { toSingleLine } from '../text';
import { waitingNumberText, waitingSummary } from '../waiting';
import { agentsGapsMessage } from './gapsMessage';
import { agentTooltip } from './tooltip';
import { groupNode, joinParts, type TreeNode, type ViewContent } from './tree';
import { errorContent, errorMessage, sentences, staleMessage } from './treeMessage';

export interface AgentsTreeOptions {
	readonly now: number;
	readonly aliases: Aliases;
	/** The order in a group: by name, most chats first, or longest in the status first. */
	readonly sortBy: 'name' | 'chats' | 'status';
}

export function agentsContent(state: DeskState, options: AgentsTreeOptions): ViewContent {
	const nothing = errorContent(state.pollError, state.agentsAsOf);
	if (nothing) {
		return nothing;
	}
	const nodes = agentsTree(state, options);
	const isReading = state.agents === undefined && !state.pollError;
	const message =
		sentences(
			state.pollError
				? errorMessage(state.pollError, state.agentsAsOf, options.now)
				: staleMessage(state.missed, state.agentsAsOf, options.now),
			state.agentsGaps && agentsGapsMessage(state.agents?.length ?? 0, state.agentsGaps),
		) ?? (isReading ? l10n.t('Loading agents…') : undefined);
	const welcome = nodes.length === 0 && message === undefined ? 'empty' : undefined;
	return { nodes, description: agentsDescription(state), message, welcome };
}

/** "2 online · 1 away · 3 waiting". */
function agentsDescription(state: DeskState): string {
	if (!state.agents) {
		return '';
	}
	const agents = agentsShown(state);
	const online = agents.filter(({ status }) => sameStatus(status, 'online')).length;
	const away = agents.filter(({ status }) => isAwayStatus(status.trim())).length;
	const waiting = waitingSummary(state).count;
	return joinParts(
		l10n.t({ message: '{0} online', comment: 'Number of agents who are online', args: [online] }),
		away > 0 ? l10n.t({ message: '{0} away', comment: 'Number of agents who are away', args: [away] }) : '',
		waiting > 0 ? waitingNumberText(waiting) : '',
	);
}

export function agentsTree(state: DeskState, options: AgentsTreeOptions): TreeNode[] {
	const groups = new Map<string, Agent[]>();
	for (const agent of agentsShown(state)) {
		const key = agent.status.trim().toLowerCase();
		groups.set(key, [...(groups.get(key) ?? []), agent]);
	}
	return [...groups]
		.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
		.map(([status, agents]) => group(state, options, status, agents));
}

/** Each agent of the list once. My own row replaces or completes the list, because it is never older. */
export function agentsShown({ agents, me }: DeskState): Agent[] {
	const shown = new Map((agents ?? []).map((agent) => [agent.id, agent]));
	if (me.agent) {
		shown.set(me.agent.id, me.agent);
	}
	return [...shown.values()];
}

/** The order of groups: Online, Away, custom statuses, Offline, no status. */
function rank(status: string): number {
	const known = { online: 0, away: 1, offline: 3, '': 4 };
	return Object.hasOwn(known, status) ? known[status as keyof typeof known] : 2;
}

function group(state: DeskState, options: AgentsTreeOptions, status: string, agents: readonly Agent[]): TreeNode {
	const rows = agents
		.map((agent) => ({
			agent,
			label: agentLabel(agent.id, options.aliases, state.names.agents),
			name: nameBehindAlias(agent.id, options.aliases, state.names.agents),
			isMe: agent.id === state.me.id,
			time: state.statusTimes.get(agent.id),
		}))
		.sort(
			(a, b) =>
				Number(b.isMe) - Number(a.isMe) ||
				order(a, b, options.sortBy) ||
				compareText(a.label, b.label) ||
				(a.agent.id < b.agent.id ? -1 : 1),
		);
	// Agents may spell a status differently. The title must not depend on their order.
	const [spelling = ''] = agents.map((agent) => agent.status).sort();
	return groupNode({
		key: `${state.site.id}/agents/${status}`,
		id: status,
		title:
			status === ''
				? l10n.t({ message: 'Other', comment: 'Group of agents without a status' })
				: agentStatusText(spelling),
		count: agents.length,
		ariaCount: agentCountText(agents.length),
		children: rows.map((each) => row(state, each, options.now)),
		open: true,
	});
}

interface AgentRow {
	readonly agent: Agent;
	readonly label: string;
	/** The service's name if an alias is shown instead. */
	readonly name: string;
	readonly isMe: boolean;
	readonly time: StatusTime | undefined;
}

function order(a: AgentRow, b: AgentRow, sortBy: AgentsTreeOptions['sortBy']): number {
	switch (sortBy) {
		case 'name':
			return 0;
		case 'chats':
			return b.agent.ongoingChats - a.agent.ongoingChats;
		case 'status':
			return (a.time?.since ?? Number.MAX_SAFE_INTEGER) - (b.time?.since ?? Number.MAX_SAFE_INTEGER);
	}
}

function row(state: DeskState, { agent, label, name, isMe, time }: AgentRow, now: number): TreeNode {
	const pending = isMe && state.me.pending !== undefined ? agentStatusText(toSingleLine(state.me.pending)) : '';
	const chats = chatsText(agent.ongoingChats);
	const span = pending ? '' : statusTimeText(time, agent.status, now);
	return {
		key: `${state.site.id}/agent/${agent.id}`,
		kind: 'agent',
		id: agent.id,
		label,
		description: joinParts(
			isMe ? l10n.t({ message: 'you', comment: 'Marks the agent that is the user' }) : '',
			pending && pendingStatusText(pending),
			span,
			agent.ongoingChats > 0 ? chats : '',
		),
		ariaLabel: [
			isMe ? l10n.t({ message: '{0}, you', comment: '{0} is the agent that is the user', args: [label] }) : label,
			agentStatusText(agent.status),
			statusTimePhrase(time, agent.status, now),
			pending && l10n.t('changing to {0}', pending),
			chats,
		]
			.filter((part) => part !== '')
			.join(', '),
		icon: pending ? pendingIcon : agentIcon(agent.status),
		contextValue: isMe
			? 'agent canCopyId canRename canSetMyStatus isMe'
			: 'agent canCopyId canBeMe canRename canSetStatus',
		click: isMe ? 'frontdesk.setMyStatus' : undefined,
		tooltip: () => agentTooltip(label, agent, isMe, name, statusSinceText(time, agent.status, now)),
		inputs: [agent, label, name, isMe, pending, span, time],
		children: [],
		open: false,
	};
}

/** "no chats", "1 chat", "3 chats". */
export function chatsText(chats: number): string {
	const count = wholeCount(chats);
	const args = [countText(count)];
	return count === 0
		? l10n.t('no chats')
		: pluralText(count, {
				one: l10n.t({ message: '{0} chat', comment: 'Number of chats that an agent has', args }),
				other: l10n.t({ message: '{0} chats', comment: 'Number of chats that an agent has', args }),
			});
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compareText(a: string, b: string): number {
	return collator.compare(a, b);
}
