// What the steps of a sign-in share: the answers so far, what a step is, and how an answer is taken. The steps are in signInSteps.ts and browserStep.ts.
import * as vscode from 'vscode';
import type { Site } from '../../desk/state';
import type { Credentials } from '../../service/credentials';
import type { TextStep } from '../input/inputSteps';
import type { Origins, Sites, Verified } from '../sites/sites';
import type { BrowserSignIn } from './browserSignIn';

/** The answers so far; the steps fill them in. */
export interface Form {
	/** The site whose sign-in is over, where it is that one. */
	readonly again: Site | undefined;
	method: Credentials['kind'];
	baseUrl: string;
	/** Undefined until it was asked for or found; `''` for unknown. */
	controlPanelUrl: string | undefined;
	/** `''` for VS Code's own address. */
	redirectUri: string;
	clientId: string;
	clientSecret: string;
	siteId: string;
	email: string;
	/** The proof: with it the sign-in is done. */
	verified: Verified | undefined;
}

export interface StepContext {
	readonly form: Form;
	readonly sites: Pick<Sites, 'verify'>;
	readonly browser: BrowserSignIn;
}

export type Numbered = Pick<TextStep, 'title' | 'step' | 'totalSteps'>;

export type Step = (context: StepContext, numbered: Numbered) => Promise<'next' | 'back' | 'cancelled'>;

export function copyButton(icon: string, tooltip: string, text: () => string) {
	return { icon, tooltip, run: () => vscode.env.clipboard.writeText(text()) };
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
