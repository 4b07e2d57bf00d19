import fs from 'node:fs';
import {jsonSchemaText, kinds, schemasFolder} from './json-schemas.js';

/** `npm run schemas`: writes the JSON schemas of the YAML files that users write. */
fs.mkdirSync(schemasFolder, {recursive: true});
for (const {name, schema} of kinds) {
	fs.writeFileSync(new URL(`${name}.schema.json`, schemasFolder), jsonSchemaText(schema));
}
