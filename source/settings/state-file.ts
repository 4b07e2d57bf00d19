import fs from 'node:fs';
import path from 'node:path';
import {z} from 'zod';
import type {Environment} from '../environment-variables.js';
import {stateFile} from './place.js';

const stateSchema = z.object({hintSeen: z.boolean().optional()});

/** Whether the hint about the keys has been seen by this user before; a state that cannot be read counts as none. */
export const isHintSeen = (environment: Environment): boolean => {
	try {
		return stateSchema.parse(JSON.parse(fs.readFileSync(stateFile(environment), 'utf8'))).hintSeen === true;
	} catch {
		return false;
	}
};

/** Remembers that the hint was seen; where nothing can be written, it comes again the next time, and that is all. */
export const rememberHint = (environment: Environment): void => {
	try {
		const file = stateFile(environment);
		fs.mkdirSync(path.dirname(file), {recursive: true});
		fs.writeFileSync(file, '{"hintSeen": true}\n');
	} catch {}
};
