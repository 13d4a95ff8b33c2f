// Opens a site when the window starts: the one of the last time, or the sandbox where the environment asks for it.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isApiError } from '../../service/errors';
import type { Log } from '../../service/ports';
import { visitorsView } from '../ids';
import { reportFailure, UserFacingError } from '../runCommand';
import type { Sites } from './sites';

/** Secret storage may be locked or not running yet: then it offers to try again. @param scenario the sandbox to open instead */
export function openFirstSite(sites: Sites, scenario: string | undefined, log: Log): void {
	const opening = scenario === undefined ? sites.restore() : showSandbox(sites, scenario);
	opening.catch((error: unknown) => {
		const message = l10n.t("Frontdesk couldn't read its credentials from secret storage. Nothing is lost.");
		const again = { title: l10n.t('Try Again'), act: () => openFirstSite(sites, scenario, log) };
		reportFailure('start', isApiError(error) ? new UserFacingError(message, again) : error, log);
	});
}

/** Someone who starts VS Code for the sample data wants to see it. */
async function showSandbox(sites: Sites, scenario: string): Promise<void> {
	await sites.openSandbox(scenario);
	await vscode.commands.executeCommand(`${visitorsView}.focus`);
}
