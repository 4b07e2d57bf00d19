/** Preloaded with `--import`: the program then runs as where the rasteriser is not installed, in its workers too. */
import {register} from 'node:module';
import {rasteriserName} from '../../source/picture/rasteriser.js';

const hooks = `export async function resolve(name, context, next) {
	if (name === ${JSON.stringify(rasteriserName)}) {
		throw Object.assign(new Error('not installed'), {code: 'ERR_MODULE_NOT_FOUND'});
	}

	return next(name, context);
}`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
