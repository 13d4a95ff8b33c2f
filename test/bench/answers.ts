// Sends arbitrary answers to the client for a minute of CPU time, and checks each (test/fixtures/fuzzAnswers.ts).
import { fuzzAnswers } from '../fixtures/fuzzAnswers';

/** `FUZZ_SECONDS` sets the CPU time, `FUZZ_SEED` the first answer; the error of a failure contains the seed that repeats it. */
export async function answers(): Promise<boolean> {
	const seconds = Number(process.env.FUZZ_SECONDS ?? 60);
	const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);
	try {
		const count = await fuzzAnswers(seconds * 1_000, seed);
		console.log(
			`${count.toLocaleString('en-US')} answers from ${seed} on, in ${seconds} s of CPU time: all as they must be`,
		);
		return true;
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		return false;
	}
}
