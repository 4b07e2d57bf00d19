import {keyGroups} from '../keys/binding.js';
import type {Place} from '../keys/places.js';
import {keyLabel, keysOf} from '../keys/table.js';

/** Keys that are signs, by names that are read aloud. */
const names: Readonly<Record<string, string>> = {
	'.': 'period', ',': 'comma', ':': 'colon', ';': 'semicolon', '/': 'slash', '?': 'question mark', '<': 'less than', '>': 'greater than', '=': 'equals', '`': 'backquote',
	'[': 'left bracket', ']': 'right bracket', '{': 'left brace', '}': 'right brace', '*': 'star', '+': 'plus', '-': 'minus',
};

/** A capital letter cannot be told from a small one by ear. */
export const keyName = (key: string): string => names[key] ?? (/^[A-Z]$/u.test(key) ? `capital ${key}` : keyLabel(key));

/** The keys of a place, a line each, in their groups. */
export const helpLines = (place: Place): readonly string[] => keyGroups.flatMap(group => {
	const bindings = keysOf(place).filter(binding => binding.group === group);
	return bindings.length === 0 ? [] : [`Keys, ${group.toLowerCase()}.`, ...bindings.map(({keys, help}) => `${keys.map(key => keyName(key)).join(' or ')}: ${help}`)];
});
