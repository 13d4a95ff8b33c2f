// Opens what an ID names: the panel of a visitor, or the row of an agent.
import * as l10n from '@vscode/l10n';
import { agentById } from '../../present/labels';
import type { ShownDesk } from '../../present/privacy/shown';
import { agentStatusText } from '../../present/status/statusTexts';
import { isApiError } from '../../service/errors';
import type { Agent, Id, Visitor } from '../../service/model';
import { showInformation } from '../gates/notifications';
import type { Opening } from '../visitorPanel/visitorPanel';

export interface OpenByIdOptions {
	readonly openVisitor: (id: Id, opening: Opening) => Promise<void>;
	/** Selects the row of an agent in the view. Resolves to false if there is none. */
	readonly revealAgent: (id: Id) => Promise<boolean>;
}

/** An ID that is in no list is read from the service, as the kind that it may be. Rejects with an `ApiError`. */
export async function openById(
	desk: ShownDesk,
	id: Id,
	kind: 'visitor' | 'agent' | undefined,
	options: OpenByIdOptions,
): Promise<void> {
	const { visitors, agents, watched, pins, me } = desk.state;
	const isVisitor = [...pins, ...(visitors ?? [])].some((each) => each.id === id) || watched.has(id);
	if (kind !== 'agent' && (isVisitor || (await found<Visitor>(() => desk.readVisitor(id), isAgent())))) {
		await options.openVisitor(id, 'keep');
	} else if (kind !== 'visitor') {
		await showAgent();
	} else {
		await showNotFound();
	}

	/** Then no visitor is asked for. */
	function isAgent(): boolean {
		return kind === undefined && (me.id === id || agents?.some((agent) => agent.id === id) === true);
	}

	async function showAgent(): Promise<void> {
		if (isListed() && (await options.revealAgent(id))) {
			return;
		}
		const agent = await found<Agent>(() => desk.readAgent(id));
		if (!agent) {
			await showNotFound();
			return;
		}
		const message = l10n.t({
			message: "{0} isn't in the list of agents. Status: {1}",
			comment: '{0} is an agent, like "Agent c97a2afe"',
			args: [agentById(id), agentStatusText(agent.status)],
		});
		void showInformation(message);
	}

	function isListed(): boolean {
		return desk.state.agents?.some((agent) => agent.id === id) === true;
	}

	async function showNotFound(): Promise<void> {
		const { name } = desk.state.site;
		const message =
			kind === 'visitor'
				? l10n.t('{0} has no visitor with the ID {1}.', name, id)
				: kind === 'agent'
					? l10n.t('{0} has no agent with the ID {1}.', name, id)
					: l10n.t('{0} has no visitor or agent with the ID {1}.', name, id);
		void showInformation(message);
	}
}

/** Undefined if the service doesn't have it. */
async function found<Row>(read: () => Promise<Row>, isSkipped = false): Promise<Row | undefined> {
	try {
		return isSkipped ? undefined : await read();
	} catch (error) {
		if (isApiError(error) && error.kind === 'notFound' && error.isServiceAnswer) {
			return undefined;
		}
		throw error;
	}
}
