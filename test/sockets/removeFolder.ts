// Removes a temporary folder of a test, in which a closed window may still end a write.
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export async function removeFolder(folder: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			rmSync(folder, { recursive: true, force: true });
			return;
		} catch (error) {
			if (attempt === 20) {
				throw error;
			}
			await wait(100); // a file came into the folder while it was being removed
		}
	}
}
