// The page's icons as inline SVG in the colour of the text: the content security policy loads no pictures and no fonts.

const paths = {
	add: 'M8 3v10M3 8h10',
	clear: 'M6 3.5h8v9H6L2 8zM8.2 6.2l3.6 3.6M11.8 6.2L8.2 9.8',
	copy: 'M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8z',
	discard: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.5 3.5l-3 3l3 3',
	done: 'M3 8.5l3.2 3.2L13 4.8',
	edit: 'M3 13l.7-3L11 2.7l2.3 2.3L6 12.3zM9.4 4.3l2.3 2.3',
	info: 'M8 7v4.5M8 4.5v1M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z',
	lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
	pin: 'M5.5 2.5h5M6.3 2.5l-.3 5l-2 2.2h8l-2-2.2l-.3-5M8 9.7v4',
	warning: 'M8 1.8l6.7 12.2H1.3zM8 6v4M8 11.5v1',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside words that say the same: hidden from assistive technology. */
export function Icon({ name }: { readonly name: IconName }) {
	return (
		<svg viewBox="0 0 16 16" aria-hidden="true" class={`icon ${name}`}>
			<path d={paths[name]} />
		</svg>
	);
}
