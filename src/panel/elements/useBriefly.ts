// A state that ends by itself, such as a mark that something worked.
import { useEffect, useState } from 'preact/hooks';

/** Returns what was set during the last `lasts` ms, and the function that sets it. Setting it again starts the time again. */
export function useBriefly<T>(lasts: number): readonly [shown: T | undefined, show: (value: T) => void] {
	const [held, hold] = useState<{ readonly value: T }>();
	useEffect(() => {
		if (!held) {
			return undefined;
		}
		const timer = setTimeout(() => hold(undefined), lasts);
		return () => clearTimeout(timer);
	}, [held, lasts]);
	return [held?.value, (value) => hold({ value })];
}
