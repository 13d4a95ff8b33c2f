// The agents view: who is online, away and offline, me first; a pure function of the state.
import * as l10n from '@vscode/l10n';
import { type DeskState, isAwayStatus } from '../../desk/state';
import { type Agent, sameStatus } from '../../service/model';
import { agentIcon, pendingIcon } from '../icons';
import { type Aliases, agentLabel, nameBehindAlias } from '../labels';
import { agentStatusText } from '../statusTexts';
import { toSingleLine } from '../text';
import { waitingSummary } from '../waiting';
import { agentTooltip } from './tooltip';
import { groupNode, joinParts, type TreeNode, type ViewContent } from './tree';
import { errorMessage, staleMessage } from './treeMessage';

export interface AgentsTreeOptions {
	readonly now: number;
	/** Names that the settings give agents, by id in any case. */
	readonly aliases: Aliases;
}

export function agentsContent(state: DeskState, options: AgentsTreeOptions): ViewContent {
	const nodes = agentsTree(state, options);
	const isReading = state.agents === undefined && !state.pollError;
	return {
		nodes,
		description: agentsDescription(state),
		message:
			errorMessage(state.pollError, state.agentsAsOf, options.now) ??
			(state.pollError ? undefined : staleMessage(state.missed, state.agentsAsOf, options.now)) ??
			(isReading ? l10n.t('Reading the agents…') : nodes.length === 0 ? l10n.t('No agents.') : undefined),
	};
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
		l10n.t('{0} online', online),
		away > 0 ? l10n.t('{0} away', away) : '',
		waiting > 0 ? l10n.t('{0} waiting', waiting) : '',
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

/** Everybody in the list once, and me with my own row, which is never older than the list's; I may be missing in the list. */
function agentsShown({ agents, me }: DeskState): Agent[] {
	const shown = new Map((agents ?? []).map((agent) => [agent.id, agent]));
	if (me.agent) {
		shown.set(me.agent.id, me.agent);
	}
	return [...shown.values()];
}

/** Online, Away, the custom ones, Offline, and at the end who has none at all. */
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
		}))
		.sort(
			(a, b) => Number(b.isMe) - Number(a.isMe) || compareText(a.label, b.label) || (a.agent.id < b.agent.id ? -1 : 1),
		);
	// The spellings of one status may differ; the one shown must not depend on who comes first.
	const [spelling = ''] = agents.map((agent) => agent.status).sort();
	return groupNode({
		key: `${state.site.id}/agents/${status}`,
		id: status,
		title: status === '' ? l10n.t('Other') : agentStatusText(spelling),
		ariaCount: agents.length === 1 ? l10n.t('1 agent') : l10n.t('{0} agents', agents.length),
		children: rows.map((each) => row(state, each)),
		open: true,
	});
}

interface AgentRow {
	readonly agent: Agent;
	readonly label: string;
	/** The service's name where an alias hides it. */
	readonly name: string;
	readonly isMe: boolean;
}

function row(state: DeskState, { agent, label, name, isMe }: AgentRow): TreeNode {
	const pending = isMe && state.me.pending !== undefined ? agentStatusText(toSingleLine(state.me.pending)) : '';
	const chats = chatsText(agent.ongoingChats);
	return {
		key: `${state.site.id}/agent/${agent.id}`,
		kind: 'agent',
		id: agent.id,
		label,
		description: joinParts(
			isMe ? l10n.t('you') : '',
			pending && l10n.t('{0}…', pending),
			agent.ongoingChats > 0 ? chats : '',
		),
		ariaLabel: [
			isMe ? l10n.t('{0}, you', label) : label,
			agentStatusText(agent.status),
			pending && l10n.t('changing to {0}', pending),
			chats,
		]
			.filter((part) => part !== '')
			.join(', '),
		icon: pending ? pendingIcon : agentIcon(agent.status),
		contextValue: isMe ? 'agent canCopyId canRename isMe' : 'agent canCopyId canBeMe canRename',
		click: undefined,
		tooltip: () => agentTooltip(label, agent, isMe, name),
		inputs: [agent, label, name, isMe, pending],
		children: [],
		open: false,
	};
}

/** "no chats", "1 chat", "3 chats". */
export function chatsText(chats: number): string {
	switch (chats) {
		case 0:
			return l10n.t('no chats');
		case 1:
			return l10n.t('1 chat');
		default:
			return l10n.t('{0} chats', chats);
	}
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compareText(a: string, b: string): number {
	return collator.compare(a, b);
}
