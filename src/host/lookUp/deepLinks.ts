// Opens the visitor or agent of a deep link, now or after a sign-in.
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Site } from '../../desk/state';
import { shortId } from '../../present/labels';
import { type DeepLink, parseDeepLink } from '../../present/lookUp/deepLink';
import type { Clock } from '../../service/ports';
import { pickOne } from '../gates/quickPicks';
import { untilEvent } from '../input/untilEvent';
import { siteChoice } from '../sites/siteChoice';
import type { Sites } from '../sites/sites';

interface DeepLinksOptions {
	readonly sites: Pick<Sites, 'desk' | 'list' | 'onDidChange' | 'onDidChangeList' | 'switchTo'>;
	readonly clock: Clock;
	/** Opens what the link names on the current site. */
	readonly open: (link: DeepLink) => Promise<void>;
	/** Called if there is no site to open the link in. */
	readonly offerSignIn: () => Promise<unknown>;
	readonly report: (error: unknown) => void;
}

interface DeepLinks extends vscode.Disposable {
	/** Returns false if it is no link to a visitor or an agent. */
	handle(uri: vscode.Uri): boolean;
}

/** How long (ms) after it was opened a link waits for a sign-in. */
const linkLife = 600_000;

/** How long (ms) a site that is stored may take to open, before a sign-in is offered. */
const openingTime = 10_000;

export function createDeepLinks({ sites, clock, open, offerSignIn, report }: DeepLinksOptions): DeepLinks {
	/** The newest link, while there is no site to open it in. */
	let waiting: { readonly link: DeepLink; readonly since: number } | undefined;
	let cancelOffer: (() => void) | undefined;

	async function openNow(link: DeepLink): Promise<void> {
		if (sites.list().length > 1) {
			const site = await askSite(link);
			if (!site || (site.id !== sites.desk?.state.site.id && !(await sites.switchTo(site)))) {
				return;
			}
		}
		if (sites.desk) {
			await open(link);
		}
	}

	/** The ID doesn't say which site it belongs to. */
	async function askSite({ kind, id }: DeepLink): Promise<Site | undefined> {
		const current = sites.desk?.state.site.id;
		const all = sites.list();
		const isCurrent = ({ id }: Site) => id === current;
		const items = [...all.filter(isCurrent), ...all.filter((site) => !isCurrent(site))].map((site) =>
			siteChoice(site, current),
		);
		const options = {
			title:
				kind === 'visitor'
					? l10n.t({ message: 'Open Visitor {0}', comment: '{0} is the start of an ID', args: [shortId(id)] })
					: l10n.t({ message: 'Show Agent {0}', comment: '{0} is the start of an ID', args: [shortId(id)] }),
			placeHolder: l10n.t('Select the site that the link belongs to'),
			ignoreFocusOut: true, // the browser, where the link was clicked, may still have the focus
		};
		const picked = await untilEvent(sites.onDidChangeList, async (ended) => pickOne(items, options, ended));
		return picked?.site;
	}

	function start(link: DeepLink): void {
		openNow(link).catch(report);
	}

	function waitForSite(link: DeepLink): void {
		waiting = { link, since: clock.now() };
		cancelOffer?.();
		const offer = () => {
			if (waiting?.link === link) {
				offerSignIn().catch(report);
			}
		};
		if (sites.list().length === 0) {
			cancelOffer = undefined;
			offer();
		} else {
			cancelOffer = clock.setTimer(offer, openingTime);
		}
	}

	const listener = sites.onDidChange((desk) => {
		if (!desk || !waiting) {
			return;
		}
		const { link, since } = waiting;
		waiting = undefined;
		cancelOffer?.();
		if (clock.now() - since <= linkLife) {
			start(link);
		}
	});

	return {
		handle(uri) {
			const link = parseDeepLink(uri);
			if (!link) {
				return false;
			}
			if (sites.desk) {
				start(link);
			} else {
				waitForSite(link);
			}
			return true;
		},
		dispose() {
			cancelOffer?.();
			listener.dispose();
		},
	};
}
