// @ts-check
// The README as it ships.

const PICTURE = /<picture>\s*(?:<source [^>]*>\s*)*(<img [^>]*>)\s*<\/picture>/g;

/**
 * The pictures don't ship. With a public address they are shown from there: `vsce` gives the address to `<img>` alone, so of a picture
 * in light and dark the light one stays. Without an address there is nothing to show them from, and they are left out.
 *
 * @param {string} readme
 * @param {boolean} hasAddress
 */
export function shippedReadme(readme, hasAddress) {
	return hasAddress ? readme.replace(PICTURE, '$1') : readme.replace(new RegExp(`${PICTURE.source}\\n\\n`, 'g'), '');
}
