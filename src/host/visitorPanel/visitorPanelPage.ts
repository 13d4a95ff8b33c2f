// The HTML of the visitor panel's page: content security policy, styles, script and the first data.
import type { PanelBoot } from '../../protocol/visitorPanel';

interface PageParts {
	/** As VS Code names the origin of the extension's files in a page. */
	readonly cspSource: string;
	readonly nonce: string;
	/** The sheets, in the order in which they build on each other. */
	readonly styleUris: readonly string[];
	readonly scriptUri: string;
	readonly language: string;
	readonly title: string;
	readonly boot: PanelBoot;
}

export function visitorPanelPage(parts: PageParts): string {
	const policy = [
		"default-src 'none'",
		`style-src ${parts.cspSource}`,
		`script-src 'nonce-${parts.nonce}'`,
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');
	return `<!DOCTYPE html>
<html lang="${escapeHtml(parts.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>${escapeHtml(parts.title)}</title>
${parts.styleUris.map((uri) => `<link rel="stylesheet" href="${escapeHtml(uri)}">`).join('\n')}
</head>
<body>
<script type="application/json" id="boot">${scriptJson(parts.boot)}</script>
<script nonce="${escapeHtml(parts.nonce)}" src="${escapeHtml(parts.scriptUri)}"></script>
</body>
</html>`;
}

/** JSON that can't end its script element: it contains no `<`, and lone surrogates are escaped. */
function scriptJson(value: unknown): string {
	return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
