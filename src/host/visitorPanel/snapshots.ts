// What a visitor panel's page is sent: always complete, and numbered.
import type { PanelSnapshot } from '../../protocol/visitorPanel';

interface Snapshots {
	/** The last content, with the time of this moment. */
	readonly current: PanelSnapshot;
	/** Makes the next one. False if it says nothing new: then there is none. */
	refresh(): boolean;
}

export function createSnapshots(project: () => Omit<PanelSnapshot, 'revision' | 'now'>, now: () => number): Snapshots {
	let content = project();
	let text = JSON.stringify(content);
	let revision = 0;
	return {
		get current() {
			return { ...content, revision, now: now() };
		},
		refresh() {
			const next = project();
			const nextText = JSON.stringify(next);
			if (nextText === text) {
				return false;
			}
			content = next;
			text = nextText;
			revision += 1;
			return true;
		},
	};
}
