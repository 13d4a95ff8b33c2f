// The command Open Source of Page…: from the page of a visitor to the files of the workspace that may serve it.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type PageRoute, pageRoute } from '../../present/pageSource/pageRoute';
import { rankSources } from '../../present/pageSource/rankSources';
import { readSourceRules, type SourceRuleError } from '../../present/pageSource/sourceRules';
import { patternErrorText } from '../../present/patterns/patternTexts';
import type { ShownDesk } from '../../present/privacy/shown';
import { toSingleLine } from '../../present/text';
import type { Id } from '../../service/model';
import { clock } from '../clock';
import { openFile } from '../gates/links';
import { showInformation } from '../gates/notifications';
import { createPicker, type ShownItem, showInStatusBar, shownItem } from '../gates/quickPicks';
import { ask } from '../input/ask';
import { knownVisitor } from '../visitors/knownVisitor';

const setting = 'frontdesk.pageSource.rules';

const sourceFiles =
	'**/*.{ts,tsx,mts,js,jsx,mjs,vue,svelte,astro,html,htm,php,rb,erb,py,ejs,hbs,pug,twig,jinja,jinja2,cshtml,razor,aspx,jsp,go,java,kt,cs,ex,exs,heex,md,mdx}';
const built =
	'**/{node_modules,bower_components,vendor,dist,build,out,target,coverage,.git,.next,.nuxt,.output,.svelte-kit,.astro}/**';
const maxFiles = 20_000;
const maxOfRule = 20;
const maxChoices = 50;

/** In ms. */
const longestVirtualSearch = 8_000;

interface Choice extends vscode.QuickPickItem {
	/** Undefined for a row that leads to the settings. */
	readonly uri?: vscode.Uri;
}

/** Reads the visitor if it isn't known, and asks nothing of the page. Rejects with an `ApiError`. */
export async function openPageSource(desk: ShownDesk, id: Id, ended: vscode.CancellationToken): Promise<void> {
	const route = pageRoute((await knownVisitor(desk, id)).currentBrowsing);
	const folders = vscode.workspace.workspaceFolders ?? [];
	if (!route || folders.length === 0) {
		void showInformation(
			route ? l10n.t('Open the folder with the source first.') : l10n.t("The visitor's page has no address."),
		);
		return;
	}
	const choices = await showInStatusBar(l10n.t('Finding the source of the page'), () =>
		inTime(findChoices(route, folders, ended), folders),
	);
	if (ended.isCancellationRequested) {
		return;
	}
	if (!choices) {
		void showInformation(
			l10n.t("VS Code can't search the files of this workspace, because its file system offers no search."),
		);
		return;
	}
	if (choices.length === 0) {
		void showInformation(l10n.t('No file in the workspace matches the page.'));
		return;
	}
	const picked = await askChoice(route, choices, ended);
	if (picked?.choice.uri) {
		const column = picked.isBeside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
		await openFile(picked.choice.uri, column);
	} else if (picked) {
		await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${setting}`);
	}
}

/**
 * Undefined if a search in a virtual workspace takes too long: for a file system that offers no search, VS Code waits for one without end.
 */
async function inTime<Found>(
	search: Promise<Found>,
	folders: readonly vscode.WorkspaceFolder[],
): Promise<Found | undefined> {
	if (folders.every(({ uri }) => ['file', 'vscode-remote'].includes(uri.scheme))) {
		return await search;
	}
	let stop: (() => void) | undefined;
	const limit = new Promise<undefined>((resolve) => {
		stop = clock.setTimer(() => resolve(undefined), longestVirtualSearch);
	});
	try {
		return await Promise.race([search, limit]);
	} finally {
		stop?.();
	}
}

/** Files of the user's rules first, then by how well they fit, then what is wrong with the rules. */
async function findChoices(
	route: PageRoute,
	folders: readonly vscode.WorkspaceFolder[],
	ended: vscode.CancellationToken,
): Promise<readonly ShownItem<Choice>[]> {
	const byFile = new Map<string, ShownItem<Choice>>();
	const errors: ShownItem<Choice>[] = [];
	for (const folder of folders) {
		const rules = readSourceRules(vscode.workspace.getConfiguration(undefined, folder).get(setting));
		errors.push(...rules.errors.map((error) => errorRow(error, folder, folders.length > 1)));
		for (const { files } of rules.rules.filter(({ matches }) => matches(route.path))) {
			const pattern = new vscode.RelativePattern(folder, files);
			for (const uri of await vscode.workspace.findFiles(pattern, undefined, maxOfRule, ended)) {
				byFile.set(uri.toString(), fileRow(uri, l10n.t('by your rule')));
			}
		}
	}
	const uris = await vscode.workspace.findFiles(sourceFiles, built, maxFiles, ended);
	const byPath = new Map(uris.map((uri) => [vscode.workspace.asRelativePath(uri, false), uri]));
	for (const { path } of rankSources(route, [...byPath.keys()], maxChoices)) {
		const uri = byPath.get(path);
		if (uri && !byFile.has(uri.toString())) {
			byFile.set(uri.toString(), fileRow(uri, ''));
		}
	}
	return [...[...byFile.values()].slice(0, maxChoices), ...errors];
}

function fileRow(uri: vscode.Uri, reason: string): ShownItem<Choice> {
	const path = vscode.workspace.asRelativePath(uri);
	const name = path.slice(path.lastIndexOf('/') + 1);
	return shownItem<Choice>({
		label: name,
		description: [path.slice(0, -name.length - 1), reason].filter(Boolean).join(' · '),
		iconPath: vscode.ThemeIcon.File,
		buttons: [{ iconPath: new vscode.ThemeIcon('split-horizontal'), tooltip: l10n.t('Open to the Side') }],
		uri,
	});
}

function errorReason(error: SourceRuleError): string {
	switch (error.code) {
		case 'form':
			return l10n.t('It needs either "page" or "pattern", and "files".');
		case 'pattern':
			return patternErrorText({ ...error.error, text: error.text });
		case 'files':
			return l10n.t('"files" must be a pattern of files inside the folder.');
	}
}

function errorRow(error: SourceRuleError, folder: vscode.WorkspaceFolder, isNamed: boolean): ShownItem<Choice> {
	return shownItem<Choice>({
		label: l10n.t('Rule {0} of frontdesk.pageSource.rules is ignored', error.number),
		description: isNamed ? folder.name : '',
		detail: errorReason(error),
		iconPath: new vscode.ThemeIcon('warning'),
		alwaysShow: true,
	});
}

async function askChoice(route: PageRoute, choices: readonly ShownItem<Choice>[], ended: vscode.CancellationToken) {
	const picker = createPicker<Choice>();
	picker.title = l10n.t({
		message: 'Source of {0}',
		comment: '{0} is the path of a web page',
		args: [toSingleLine(route.path, 80)],
	});
	picker.placeholder = l10n.t('Select a file. The best match is first.');
	picker.matchOnDescription = true;
	Object.assign(picker, { sortByLabel: false }); // vscode#73904
	picker.items = choices;
	return await ask<{ readonly choice: Choice; readonly isBeside: boolean } | undefined>(picker, ended, (answer) => {
		picker.onDidAccept(() => {
			const [choice] = picker.selectedItems;
			if (choice) {
				answer({ choice, isBeside: false });
			}
		});
		picker.onDidTriggerItemButton(({ item }) => answer({ choice: item, isBeside: true }));
	});
}
