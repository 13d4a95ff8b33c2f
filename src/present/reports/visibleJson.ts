// Shows in JSON what isn't seen: where a text is pasted, it could hide or reorder what stands beside it.

/** Controls, separators of lines, bidi and invisible characters; joiners and variation selectors stay, which names and emoji need. */
const unseen =
	/(?![\t\n\r])\p{Cc}|(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb]/gu;

/** JSON that means the same, with an escape in place of each character that isn't seen. */
export function visibleJson(json: string): string {
	return json.replace(unseen, (character) =>
		character
			.split('')
			.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
			.join(''),
	);
}
