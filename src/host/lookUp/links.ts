// Links from the IDs in terminals, output and logs to visitors and agents, and hovers that say who has an ID. Nothing is requested before a click.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Segments } from '../../desk/segments/segments';
import type { ServiceNames } from '../../present/labels';
import { guidsIn, maxLine } from '../../present/lookUp/guids';
import { createKnownIds, whoIs } from '../../present/lookUp/whoIs';
import type { ShownDesk } from '../../present/privacy/shown';
import type { Id } from '../../service/model';
import { clock } from '../clock';
import type { ShownDesks } from '../currentDesk';
import { lookUpLink, registerDocumentLinks } from '../gates/links';
import { registerHovers } from '../gates/markdown';
import type { CommandId } from '../ids';
import type { Settings } from '../settings';

interface LinksOptions {
	readonly currentDesk: ShownDesks;
	readonly settings: () => Pick<Settings, 'linksAllIds' | 'agentAliases' | 'departmentAliases'>;
	readonly segments: (departmentNames: ServiceNames) => Segments;
}

/** Output channels and logs. Other documents have hovers only: a link would cover what a click does there. */
const logDocuments: vscode.DocumentSelector = [
	{ scheme: 'output' },
	{ language: 'log' },
	{ language: 'Log' },
	{ pattern: '**/*.log' },
];

/** How many lines at the end of a document are read, and the maximum number of links. */
const maxLines = 5000;
const maxLinks = 1000;

const lookUp: CommandId = 'frontdesk.lookUpSelection';

interface IdLink extends vscode.TerminalLink {
	readonly id: Id;
}

/** Registers the providers while a site is signed in. */
export function registerLinks({ currentDesk, settings, segments }: LinksOptions): vscode.Disposable {
	const knownIds = createKnownIds();
	let registered: vscode.Disposable | undefined;

	function isLinked(desk: ShownDesk): (id: Id) => boolean {
		return (id) => {
			const known = knownIds(desk.state);
			return (
				settings().linksAllIds ||
				(known.visitor(id) ?? known.agent(id)) !== undefined ||
				desk.state.names.agents.has(id) ||
				desk.state.pins.some((pin) => pin.id === id)
			);
		};
	}

	function register(desk: ShownDesk): vscode.Disposable {
		return vscode.Disposable.from(
			vscode.window.registerTerminalLinkProvider(terminalLinks(isLinked(desk))),
			registerDocumentLinks(logDocuments, (document, token) => documentLinks(document, isLinked(desk), token)),
			registerHovers('*', (document, at) => hoverOf(desk, document, at)),
		);
	}

	function hoverOf(desk: ShownDesk, document: vscode.TextDocument, { line, character }: vscode.Position) {
		const text = document.lineAt(line).text;
		const from = Math.max(0, character - maxLine / 2);
		const guid = guidsIn(text.slice(from)).find(
			({ start, end }) => from + start <= character && character <= from + end,
		);
		if (!guid) {
			return undefined;
		}
		const { state } = desk;
		const options = { ...settings(), segments: segments(state.names.departments), now: clock.now() };
		const who = whoIs(guid.id, knownIds(state), state, options);
		const range = new vscode.Range(line, from + guid.start, line, from + guid.end);
		return who === undefined ? undefined : { text: who, range };
	}

	function update(desk: ShownDesk | undefined): void {
		registered?.dispose();
		registered = desk && register(desk);
	}

	update(currentDesk.desk);
	const listener = currentDesk.onDidChange(update);
	return vscode.Disposable.from(listener, { dispose: () => registered?.dispose() });
}

function terminalLinks(isLinked: (id: Id) => boolean): vscode.TerminalLinkProvider<IdLink> {
	return {
		provideTerminalLinks: ({ line }) =>
			guidsIn(line)
				.filter(({ id }) => isLinked(id))
				.map(({ id, start, end }) => ({ startIndex: start, length: end - start, tooltip: tooltip(), id })),
		handleTerminalLink: async ({ id }) => {
			await vscode.commands.executeCommand(lookUp, id);
		},
	};
}

function documentLinks(
	document: vscode.TextDocument,
	isLinked: (id: Id) => boolean,
	token: vscode.CancellationToken,
): vscode.DocumentLink[] {
	const links: vscode.DocumentLink[] = [];
	const first = Math.max(0, document.lineCount - maxLines);
	for (let line = document.lineCount - 1; line >= first; line--) {
		if (token.isCancellationRequested || links.length >= maxLinks) {
			break;
		}
		for (const { id, start, end } of guidsIn(document.lineAt(line).text)) {
			if (isLinked(id)) {
				links.push(lookUpLink(new vscode.Range(line, start, line, end), id, tooltip()));
			}
		}
	}
	return links;
}

function tooltip(): string {
	return l10n.t('Look up in Frontdesk');
}
