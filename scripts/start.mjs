// @ts-check
// `npm start`: builds the extension and opens VS Code with Frontdesk live on sample data; start/options.mjs says what can be asked for.
import { stopAll } from '../test/vscode/processes.mjs';
import { runScript } from '../test/vscode/stop.mjs';
import { findDesktop } from './start/desktop.mjs';
import { startInBrowser } from './start/in-browser.mjs';
import { startInDesktop } from './start/in-desktop.mjs';
import { timeToStop } from './start/lifetime.mjs';
import { HELP, parseOptions } from './start/options.mjs';

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

await runScript(async () => {
	const options = parseOptions(process.argv.slice(2), process.env);
	if (options.help) {
		process.stdout.write(HELP);
		return 0;
	}
	const stopped = timeToStop().then(() => 0);
	const desktop = options.browser ? undefined : findDesktop();
	try {
		return await Promise.race([
			stopped,
			desktop ? startInDesktop(desktop, options, say) : startInBrowser(options, say),
		]);
	} finally {
		await stopAll();
	}
});
