// The type of the public list of naughty strings: it comes without one.
declare module 'big-list-of-naughty-strings' {
	const strings: readonly string[];
	export = strings;
}
