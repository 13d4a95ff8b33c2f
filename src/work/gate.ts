// The gate of privacy mode: everything that surfaces show passes through it.
import { createPrivacy, type Privacy } from '../host/privacy/privacyMode';
import { createShownDesks, shownSegments, shownSettings } from '../host/privacy/shownDesks';
import type { Store } from '../service/ports';
import type { Base } from './base';
import type { WindowSites } from './windowSites';

/** Resolves when it is known whether privacy mode is on. */
export async function createGate({ env, memento, settings, segments }: Base, { sites }: WindowSites, shared: Store) {
	const privacy: Privacy = await createPrivacy({
		env,
		memento,
		shared,
		entries: () => settings.current().privacyMask,
		onDidChangeSettings: settings.onDidChange,
	});
	return {
		privacy,
		desks: createShownDesks(sites, privacy),
		settings: shownSettings(settings.current, privacy),
		segments: shownSegments(segments, sites, privacy),
	};
}

export type Gate = Awaited<ReturnType<typeof createGate>>;
