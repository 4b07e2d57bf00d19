import fs from 'node:fs';
import type {Environment} from '../environment-variables.js';
import type {KeyBinding} from '../board/keys/table.js';
import {readTextFile} from '../files/text-file.js';
import {parseYaml} from '../files/yaml.js';
import {boundBy} from './bindings.js';
import {settingsFile} from './place.js';
import {settingsSchema, type Settings} from './schema.js';

/** The settings of a user. */
export type UserSettings = {
	/** The file they are from; undefined: there is none. */
	readonly file: string | undefined;
	readonly values: Settings;
	/** The key table with the keys of the file. */
	readonly bindings: readonly KeyBinding[];
};

/** A file in which everything is a comment says nothing. */
const isEmpty = (text: string): boolean => text.split(/\r?\n/u).every(line => /^\s*(?:#.*|---)?$/u.test(line));

/** Settings from a text; `file` is its name in errors. Throws an `InputError` with the place of what is wrong. */
export const parseSettings = (text: string, file: string): UserSettings => {
	const yaml = parseYaml(isEmpty(text) ? '{}' : text, file, settingsSchema);
	return {file, values: yaml.value, bindings: boundBy(yaml)};
};

/** The settings of the user whose environment this is; without a file there are none. Throws an `InputError` for a file that is wrong or cannot be read. */
export const readSettings = (environment: Environment): UserSettings => {
	const file = settingsFile(environment);
	if (!fs.existsSync(file)) {
		return {...noSettings(), file: undefined};
	}

	return fs.statSync(file).size === 0 ? {...noSettings(), file} : parseSettings(readTextFile(file), file);
};

/** What is in force where no file is read. */
export const noSettings = (): UserSettings => parseSettings('', 'none');
