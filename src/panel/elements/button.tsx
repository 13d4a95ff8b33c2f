// The buttons of the page: those with a text, and those with an icon and a name for screen readers.
import type { ButtonHTMLAttributes, Ref } from 'preact';
import { Icon, type IconName } from './icon';

/** Quiet, if it has no class of its own. */
export function Button(props: Omit<ButtonHTMLAttributes, 'type'>) {
	return <button type="button" class="quiet" {...props} />;
}

interface ToolProps {
	readonly kind: IconName;
	/** The action, and on what. */
	readonly name: string;
	/** The tooltip, if it isn't the name. */
	readonly title?: string;
	readonly onClick: () => void;
	readonly button?: Ref<HTMLButtonElement>;
}

/** A button with an icon, in a row. */
export function Tool({ kind, name, title = name, onClick, button }: ToolProps) {
	return (
		<button type="button" class={`tool ${kind}`} title={title} aria-label={name} onClick={onClick} ref={button ?? null}>
			<Icon name={kind} />
		</button>
	);
}
