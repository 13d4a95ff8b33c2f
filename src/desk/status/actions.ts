// What a window has to do after a step of the rules: ask the user, or set a status.
import type { Id } from '../../service/model';
import type { AutoAway, AwayTimer } from './duty';

export type Action =
	/** An away timer has ended. */
	| { readonly kind: 'askTimer'; readonly timer: AwayTimer }
	/** The status will be set in 30 seconds. */
	| { readonly kind: 'warn'; readonly auto: AutoAway; readonly minutes: number }
	| { readonly kind: 'setAway'; readonly auto: AutoAway }
	/** The user is back: Online again. */
	| { readonly kind: 'undo'; readonly auto: AutoAway }
	/** The user is back and still has that away status. */
	| { readonly kind: 'askReturned'; readonly id: Id; readonly status: string }
	/** The working hours have begun and I am not online. */
	| { readonly kind: 'askStart'; readonly id: Id }
	/** They are over and I am online. `status` is the away status on offer. */
	| { readonly kind: 'askEnd'; readonly id: Id; readonly status: string };

/** The actions that only ask. */
export type Question = Exclude<Action, { readonly kind: 'setAway' | 'undo' }>;

/** A button of a question. */
export type Answer = 'goOnline' | 'goAway' | 'moreMinutes' | 'stay';

export function answersOf(question: Question): readonly Answer[] {
	switch (question.kind) {
		case 'askTimer':
			return ['goOnline', 'moreMinutes', 'stay'];
		case 'warn':
			return ['stay'];
		case 'askReturned':
		case 'askStart':
			return ['goOnline', 'stay'];
		case 'askEnd':
			return ['goAway', 'stay'];
	}
}

/** The agent that a question is about. */
export function agentOf(question: Question): Id {
	switch (question.kind) {
		case 'askTimer':
			return question.timer.id;
		case 'warn':
			return question.auto.id;
		default:
			return question.id;
	}
}
