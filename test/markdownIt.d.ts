// The part of markdown-it that tests use: it comes without types.
declare module 'markdown-it' {
	// biome-ignore lint/style/noDefaultExport: the package has no other export.
	export default class MarkdownIt {
		constructor(options: { readonly html?: boolean; readonly linkify?: boolean });
		render(markdown: string): string;
	}
}
