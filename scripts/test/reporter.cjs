// Mocha's spec reporter, with one line more at the end that a program can read. It works wherever mocha does: on Node, in an extension host, in a page's console.
const { Spec } = require('mocha').reporters;

const COUNTS = 'frontdesk-test-counts';

class CountingReporter extends Spec {
	constructor(runner, options) {
		super(runner, options);
		runner.once('end', () => {
			const { passes, failures, pending } = this.stats;
			console.log(`${COUNTS} ${JSON.stringify({ passed: passes, failed: failures, skipped: pending })}`);
		});
	}
}

module.exports = CountingReporter;
