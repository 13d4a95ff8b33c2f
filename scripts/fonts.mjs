// @ts-check
// Fonts for pictures: the browser out of the package has none for Chinese, Japanese, Korean, Arabic and emoji.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FONTS } from '../test/vscode/places.mjs';
import { run } from '../test/vscode/processes.mjs';

/** Debian's packages: Chinese, Japanese and Korean; Arabic and Hebrew; emoji. */
const PACKAGES = ['fonts-wqy-microhei', 'fonts-dejavu-core', 'fonts-noto-color-emoji'];

/**
 * Unpacks the fonts once, without changing the system.
 *
 * @param {(line: string) => void} say
 */
export async function installFonts(say) {
	if (existsSync(FONTS)) {
		return;
	}
	const folder = mkdtempSync(path.join(tmpdir(), 'frontdesk-fonts-'));
	try {
		const unpacked = path.join(folder, 'fonts');
		mkdirSync(unpacked);
		const loaded = await run('apt-get', ['download', ...PACKAGES], { cwd: folder });
		for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
			await run('dpkg-deb', ['-x', file, unpacked], { cwd: folder });
		}
		if (loaded.code === 0) {
			mkdirSync(path.dirname(FONTS), { recursive: true });
			renameSync(unpacked, FONTS);
		}
	} catch {
		// Told below: a system without Debian's packages.
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	if (!existsSync(FONTS)) {
		say(`Texts in some scripts show as boxes: unpack fonts for them into ${path.relative('.', FONTS)}.`);
	}
}
