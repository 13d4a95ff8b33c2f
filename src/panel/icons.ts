// The page's icons as inline SVG in the colour of the text: the content security policy loads no pictures and no fonts.

const paths = {
	copy: ['M5.5 5.5V2.5h8v8h-3', 'M2.5 5.5h8v8h-8z'],
	done: ['M3 8.5l3.2 3.2L13 4.8'],
	info: ['M8 7v4.5', 'M8 4.5v1', 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z'],
	warning: ['M8 1.8l6.7 12.2H1.3z', 'M8 6v4', 'M8 11.5v1'],
} as const;

export type IconName = keyof typeof paths;

const svg = 'http://www.w3.org/2000/svg';

/** A picture beside words that say the same: hidden from assistive technology. */
export function icon(name: IconName): SVGSVGElement {
	const picture = document.createElementNS(svg, 'svg');
	picture.setAttribute('viewBox', '0 0 16 16');
	picture.setAttribute('aria-hidden', 'true');
	picture.setAttribute('class', `icon ${name}`);
	for (const d of paths[name]) {
		const path = document.createElementNS(svg, 'path');
		path.setAttribute('d', d);
		picture.append(path);
	}
	return picture;
}
