// Strings that are known to break programs: a public list, without those that are blank.
import strings from 'big-list-of-naughty-strings';

export const naughtyStrings: readonly string[] = strings.filter((text) => text.trim() !== '');
