// Repeats what fails only for a moment: on Windows a file can't be changed while a virus scanner or another process reads it.

const mostTries = 7;

/** The first pause (ms); each further one is twice as long. All together they last 0.6 s: less than until a lock counts as left. */
const firstPause = 10;

/** Rejects with the last failure. */
export async function whileBusy<Answer>(act: () => Promise<Answer>): Promise<Answer> {
	for (let tries = 1; ; tries++) {
		try {
			return await act();
		} catch (error) {
			if (tries === mostTries || !isBusy(codeOf(error))) {
				throw error;
			}
			await new Promise((resolve) => setTimeout(resolve, firstPause * 2 ** (tries - 1)));
		}
	}
}

/** Whether the code says that access is denied, which may be over in a moment. */
export function isBusy(code: string): boolean {
	return code === 'EPERM' || code === 'EACCES' || code === 'EBUSY';
}

/** The system's code; `''` if there is none. */
export function codeOf(error: unknown): string {
	const code = (error as { code?: unknown } | undefined)?.code;
	return typeof code === 'string' ? code : '';
}
