// @ts-check
// When a script that started something has to end it: Ctrl+C, a signal, or the death of the npm that started the script.
import { readFileSync } from 'node:fs';

/**
 * Resolves when it is time to stop.
 *
 * @returns {Promise<void>}
 */
export function timeToStop() {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
			process.on(signal, () => resolve()); // a second Ctrl+C changes nothing: the stop takes seconds at most
		}
		// A killed npm passes nothing on. Without npm between, losing the parent may be what the user wants (nohup).
		if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
			const before = ancestors();
			const look = () => (ancestors() === before ? setTimeout(look, 200) : resolve());
			look();
		}
	});
}

/** The parent and, where the system tells it, its parent: npm puts a shell between itself and a script. Whoever loses a parent gets another one. */
function ancestors() {
	const parent = process.ppid;
	try {
		const stat = readFileSync(`/proc/${parent}/stat`, 'utf8');
		return `${parent} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`;
	} catch {
		return String(parent);
	}
}
