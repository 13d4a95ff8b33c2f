// The command Select My Agent…: from the list, by a status change, or by a pasted ID.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { typedId } from '../../desk/typedId';
import { errorText } from '../../present/errorTexts';
import { type Aliases, agentLabel, nameBehindAlias, nameOf } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import { agentStatusText } from '../../present/status/statusTexts';
import { toSingleLine } from '../../present/text';
import { isApiError } from '../../service/errors';
import type { Id } from '../../service/model';
import { createPicker, pickOne, type ShownItem, shownItem } from '../gates/quickPicks';
import { ask } from '../input/ask';
import { askText } from '../input/inputSteps';
import { findMe } from './findMe';

/** Asks and sets my agent. Returns false if the user cancels or the desk has `ended`. */
export async function selectMyAgent(
	desk: ShownDesk,
	aliases: Aliases,
	ended: vscode.CancellationToken,
): Promise<boolean> {
	const paste = shownItem<AgentItem>({
		label: l10n.t('Paste an Agent ID…'),
		iconPath: new vscode.ThemeIcon('clippy'),
		detail: l10n.t("If you aren't in the list. The administrator of your site can tell you your ID."),
	});
	const find = shownItem<AgentItem>({
		label: l10n.t('Find Me by My Status…'),
		iconPath: new vscode.ThemeIcon('eye'),
		detail: l10n.t('Change your status in the agent console, and Frontdesk finds the agent that changed'),
	});
	const picker = createPicker<AgentItem>();
	picker.title = l10n.t('Which agent are you?');
	picker.placeholder = l10n.t('Type to search by name, status or ID');
	picker.matchOnDescription = true;
	picker.matchOnDetail = true;
	picker.ignoreFocusOut = true;
	function show(): void {
		const [active] = picker.activeItems;
		const hasMoved = active !== undefined && active !== picker.items[0];
		const agents = agentItems(desk, aliases);
		const between = shownItem<AgentItem>({ label: '', kind: vscode.QuickPickItemKind.Separator });
		// Without names, the list shows only IDs, so the other ways come first.
		picker.items = isAnyNamed(desk, aliases) ? [...agents, between, find, paste] : [find, paste, between, ...agents];
		const again = picker.items.find(({ agentId }) => agentId !== undefined && agentId === active?.agentId);
		const next = picker.value === '' ? (hasMoved ? again : undefined) : (again ?? matching(picker)[0]);
		if (next) {
			picker.activeItems = [next];
		}
	}
	show();
	// After a sign-in, the names may not have been read yet.
	const unlisten = desk.onChange(({ names }, before) => names.agents !== before.names.agents && show());
	const picked = await ask<ShownItem<AgentItem>>(picker, ended, (answer) =>
		picker.onDidAccept(() => {
			// Enter may mean a row of the list before, which has just been replaced.
			const [only, another] = matching(picker);
			const item = picker.selectedItems[0] ?? (another ? undefined : only);
			if (item) {
				answer(item);
			}
		}),
	).finally(unlisten);
	if (!picked) {
		return false;
	}
	const label = (id: Id) => toSingleLine(agentLabel(id, aliases, desk.state.names.agents), 40);
	const id = picked.agentId ?? (await (picked === find ? findMe(desk, label, ended) : askId(desk, ended)));
	if (id !== undefined) {
		desk.setMyAgent(id);
	}
	return id !== undefined;
}

/** Lets the user select an agent. Undefined if the user cancels or the desk has `ended`. */
export async function pickAgent(
	desk: ShownDesk,
	aliases: Aliases,
	ended: vscode.CancellationToken,
): Promise<Id | undefined> {
	const picked = await pickOne(
		agentItems(desk, aliases),
		{
			title: l10n.t({ message: 'Agents', comment: 'Title of a list to pick from' }),
			placeHolder: l10n.t('Select an agent'),
			matchOnDescription: true,
			matchOnDetail: true,
		},
		ended,
	);
	return picked?.agentId;
}

interface AgentItem extends vscode.QuickPickItem {
	readonly agentId?: Id;
}

/** The agents that hold the typed text; none without one. */
function matching({ items, value }: vscode.QuickPick<ShownItem<AgentItem>>): readonly ShownItem<AgentItem>[] {
	const typed = value.trim().toLowerCase();
	return items.filter(
		({ agentId, label, description = '', detail = '' }) =>
			agentId !== undefined && typed !== '' && `${label}\n${description}\n${detail}`.toLowerCase().includes(typed),
	);
}

function isAnyNamed({ state: { agents = [], names } }: ShownDesk, aliases: Aliases): boolean {
	return agents.some(({ id }) => nameOf(id, aliases, names.agents) !== undefined);
}

function agentItems(desk: ShownDesk, aliases: Aliases): ShownItem<AgentItem>[] {
	const { agents = [], me, names } = desk.state;
	return agents
		.map((agent) =>
			shownItem<AgentItem>({
				label: agentLabel(agent.id, aliases, names.agents),
				description: [
					nameBehindAlias(agent.id, aliases, names.agents),
					toSingleLine(agentStatusText(agent.status), 40),
					agent.id === me.id ? l10n.t({ message: 'you', comment: 'Marks the agent that is the user' }) : '',
				]
					.filter(Boolean)
					.join(' · '),
				detail: agent.id,
				agentId: agent.id,
			}),
		)
		.sort((a, b) => a.label.localeCompare(b.label));
}

async function askId(desk: ShownDesk, ended: vscode.CancellationToken): Promise<Id | undefined> {
	const answer = await askText({
		ended,
		title: l10n.t('Which agent are you?'),
		step: 1,
		totalSteps: 1,
		prompt: l10n.t('The ID of your agent'),
		placeholder: 'c97a2afe-a38f-46f8-a55b-8ac9f873cd09',
		value: '',
		check: async (text) => {
			const id = typedId(text);
			if (id === undefined) {
				return l10n.t('Agent ID: paste the whole ID, like c97a2afe-a38f-46f8-a55b-8ac9f873cd09.');
			}
			try {
				await desk.readAgent(id);
				return undefined;
			} catch (error) {
				if (!isApiError(error)) {
					throw error;
				}
				const { what, next } = errorText(error);
				return error.kind === 'notFound' && error.isServiceAnswer
					? l10n.t('Agent ID: no agent of this site has it.')
					: `${what} ${next}`;
			}
		},
	});
	return typeof answer === 'object' ? typedId(answer.text) : undefined;
}
