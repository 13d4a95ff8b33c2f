// @ts-check
// When a script that started something has to end it: Ctrl+C, a signal, or the death of the npm that started the script.

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
		if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
			// A killed npm passes nothing on; its children get another parent. Without npm between, that may be what the user wants (nohup).
			const parent = process.ppid;
			const look = () => (process.ppid === parent ? setTimeout(look, 500).unref() : resolve());
			look();
		}
	});
}
