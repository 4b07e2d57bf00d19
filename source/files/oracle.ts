import {type OracleFile, oracleSchema} from '../oracle/case-schema.js';
import {foreignMsr} from '../oracle/check-file.js';
import {InputError} from './input-error.js';
import {readJson} from './json.js';

/** A file of recorded event deliveries. Throws an `InputError` when it is not one, or holds no case. */
export const readOracle = (file: string): OracleFile => {
	const oracle = readJson(file, oracleSchema);
	const kinds = ['deliveries', 'returns', 'idtDeliveries', 'msrWrites', 'shutdowns'] as const;
	if (kinds.every(kind => oracle[kind].length === 0)) {
		throw new InputError('holds no cases', {file}, `cases stand in ${kinds.join(', ')}`);
	}

	const foreign = foreignMsr(oracle);
	if (foreign !== -1) {
		throw new InputError(`msrWrites[${foreign}].msr is 0x${oracle.msrWrites[foreign]!.msr.toString(16)}, which is no FRED register`, {file}, '0x1cc to 0x1d4, or 0x6a4');
	}

	return oracle;
};
