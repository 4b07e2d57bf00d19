import {bytesOf, keyNames} from '../board/input.js';
import {InputError, showValue} from '../files/input-error.js';

/** Keys as people write them, beside the names of the key table. */
const spellings: Readonly<Record<string, string>> = {
	' ': 'space', escape: 'esc', return: 'enter', pgup: 'pageup', pgdn: 'pagedown', pgdown: 'pagedown', del: 'delete', backtab: 'shift-tab',
};

/** Keys with a name of their own. */
const named = new Set(['space', 'tab', 'shift-tab', 'esc', 'enter', 'backspace', 'delete', 'up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end']);

const plain = (text: string): string => spellings[text] ?? text;

/** The name of a key in the key table, from how a person writes it (`Ctrl-D`, `PgDn`, `j`). */
const nameOf = (text: string): string => {
	const name = [...text].length === 1 ? text : text.toLowerCase();
	const [, held, key] = /^(ctrl|alt)-(.+)$/u.exec(name) ?? [];
	if (held === undefined) {
		return plain(name);
	}

	// Alt-B and Alt-b are two keys
	return `${held}-${plain(held === 'alt' && [...key!].length === 1 ? [...text].at(-1)! : key!)}`;
};

/** What a terminal sends for these is what it sends for the other key. */
const same: Readonly<Record<string, string>> = {'ctrl-i': 'tab', 'ctrl-m': 'enter', 'ctrl-h': 'backspace', 'ctrl-[': 'esc'};

/** A key by its name in the key table. Throws an `InputError` without a place where no terminal sends such a key. */
export const readKey = (text: string): string => {
	const name = nameOf(text);
	if (same[name] !== undefined) {
		throw new InputError(`${showValue(text)} cannot be told from ${same[name]}`, {}, `write ${same[name]}`);
	}

	const isKnown = named.has(name) || ([...name].length === 1 && name > ' ') || /^(?:ctrl-(?:[a-z]|left|right|up|down|home|end)|alt-(?:[!-~]|backspace|left|right|up|down))$/u.test(name);
	const [sent] = keyNames(bytesOf(name));
	if (!isKnown || (!name.startsWith('alt-') && !/-(?:left|right|up|down|home|end)$/u.test(name) && sent !== name)) {
		throw new InputError(`${showValue(text)} is no key`, {}, `a character, ${[...named].join(', ')}, ctrl-a to ctrl-z, alt-x`);
	}

	return name;
};
