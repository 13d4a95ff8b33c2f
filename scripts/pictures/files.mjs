// @ts-check
// Writes pictures as small as they can be: PNG with a palette, and an animation as GIF, which every page that shows a README can play and GitHub lets a reader stop.
import { statSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { PROJECT } from '../../test/vscode/places.mjs';

/**
 * @param {Buffer} png
 * @param {string} file from the project's root
 * @param {number} colours
 */
export async function writePicture(png, file, colours) {
	await sharp(png)
		.png({ palette: true, colours, dither: 0, effort: 10, compressionLevel: 9 })
		.toFile(path.join(PROJECT, file));
	return sizeOf(file);
}

/**
 * @param {readonly { png: Buffer, delay: number }[]} frames
 * @param {string} file from the project's root
 */
export async function writeAnimation(frames, file) {
	await sharp(
		frames.map(({ png }) => png),
		{ join: { animated: true } },
	)
		.gif({ delay: frames.map(({ delay }) => delay), loop: 0, colours: 128, dither: 0, effort: 10 })
		.toFile(path.join(PROJECT, file));
	return sizeOf(file);
}

/** @param {string} file */
function sizeOf(file) {
	return { file, size: statSync(path.join(PROJECT, file)).size };
}
