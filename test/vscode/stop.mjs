// @ts-check
// A reason to stop that a person can act on: one sentence that says what is wrong, one that names the next step. It is printed without a stack trace.

export class Stop extends Error {
	/**
	 * @param {string} what
	 * @param {string} next
	 */
	constructor(what, next) {
		super(`${what}\n  Next: ${next}`);
		this.name = 'Stop';
	}
}

/**
 * Runs a script's main function: a Stop ends it with its two sentences, any other error is a defect and keeps its stack.
 *
 * @param {() => Promise<number | void>} main gives the exit code; none is 0
 */
export async function runScript(main) {
	try {
		process.exitCode = (await main()) ?? 0;
	} catch (error) {
		process.stderr.write(`${error instanceof Stop ? error.message : error instanceof Error ? error.stack : error}\n`);
		process.exitCode = 1;
	}
	process.exit();
}
