// Loads what reads the names of a site (names.ts) with its first look: nothing at activation needs it.
import type { Names, NamesOptions } from './names';

export function createLateNames(options: NamesOptions): Names {
	let names: Promise<Names> | undefined;

	function late(act: (names: Names) => void): void {
		names ??= import('./names').then(({ createNames }) => createNames(options));
		names.then(act, () => options.env.log.error('what reads names could not be loaded'));
	}

	return {
		polled: () => late((loaded) => loaded.polled()),
		refresh: () => late((loaded) => loaded.refresh()),
		follow: () => late((loaded) => loaded.follow()),
	};
}
