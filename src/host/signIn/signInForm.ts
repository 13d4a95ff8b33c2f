// The form that the steps of a sign-in fill in, and what the steps share.
import * as vscode from 'vscode';
import type { Site } from '../../desk/state';
import type { Credentials } from '../../service/credentials';
import type { StepButton, TextStep } from '../input/inputSteps';
import type { Sites } from '../sites/sites';
import type { Origins, Verified } from '../sites/verifySignIn';
import type { BrowserSignIn } from './browserSignIn';

/** The answers so far; the steps fill them in. */
export interface Form {
	/** The site to sign in to again; undefined for any other sign-in. */
	readonly again: Site | undefined;
	method: Credentials['kind'];
	baseUrl: string;
	/** Undefined until it was asked for; `''` if the user doesn't know it. */
	controlPanelUrl: string | undefined;
	/** `''` for VS Code's own. */
	customRedirectUri: string;
	clientId: string;
	clientSecret: string;
	siteId: string;
	email: string;
	/** Set by the last step. */
	verified: Verified | undefined;
}

export interface StepContext {
	readonly form: Form;
	readonly sites: Pick<Sites, 'verify'>;
	readonly browser: BrowserSignIn;
}

export type Numbered = Pick<TextStep, 'title' | 'step' | 'totalSteps'>;

export type Step = (context: StepContext, numbered: Numbered) => Promise<'next' | 'back' | 'cancelled'>;

export function copyButton(icon: string, tooltip: string, text: () => string): StepButton {
	return {
		icon,
		tooltip,
		run: async () => {
			await vscode.env.clipboard.writeText(text());
			return undefined;
		},
	};
}

export function taken(answer: { readonly text: string } | 'back' | undefined, take: (text: string) => void) {
	if (answer === undefined) {
		return 'cancelled' as const;
	}
	if (answer === 'back') {
		return 'back' as const;
	}
	take(answer.text);
	return 'next' as const;
}

export function originsOf({ baseUrl, controlPanelUrl }: Form): Origins {
	return { baseUrl, controlPanelUrl: controlPanelUrl || undefined };
}
