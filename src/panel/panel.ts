// The entry of the visitor panel's page.
import type { PanelBoot } from '../protocol/visitorPanel';
import { mountPage, type VsCodeApi } from './mount';

declare function acquireVsCodeApi(): VsCodeApi;

/** Exported to make this an ES module: in a package of type "commonjs" esbuild would else wrap each module that it imports. */
export function start(): void {
	const boot = document.getElementById('boot');
	if (boot?.textContent) {
		const parsed = JSON.parse(boot.textContent) as PanelBoot;
		// The first snapshot must not stay in the page, for instance after a sign-out.
		boot.remove();
		mountPage(parsed, acquireVsCodeApi());
	}
}

start();
