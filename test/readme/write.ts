import fs from 'node:fs';
import {root, withParts} from './parts.js';

/** `npm run readme`: writes the help, the keys and the fields into the readme. */
const file = new URL('readme.md', root);
fs.writeFileSync(file, withParts(fs.readFileSync(file, 'utf8')));
