// The extension hosts of a VS Code as processes of this machine, to kill one as the system would. Works on Linux only, like the browser-hosted VS Code.
import { readdirSync, readFileSync } from 'node:fs';

/** Their process ids. `temporaryFolder` is what only the processes of that VS Code have in their environment. */
export function extensionHosts({ temporaryFolder }: { readonly temporaryFolder: string }): readonly number[] {
	const ids = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.filter((id) => read(id, 'cmdline').includes('--type=extensionHost'))
		.filter((id) => read(id, 'environ').split('\0').includes(`TMPDIR=${temporaryFolder}`));
	// A process that a host starts has the host's command line for a moment.
	return ids.filter((id) => !ids.includes(/^PPid:\s*(\d+)$/m.exec(read(id, 'status'))?.[1] ?? '')).map(Number);
}

function read(id: string, file: string): string {
	try {
		return readFileSync(`/proc/${id}/${file}`, 'utf8');
	} catch {
		return ''; // it has ended, or is another's
	}
}
