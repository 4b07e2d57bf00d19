import type {CallPath, WorkloadDescription} from '../../machine/index.js';
import {InputError, showValue} from './input-error.js';

/** How much deeper every call path is taken to be: bytes on top, or a factor. */
export type Deeper = {readonly addBytes: number; readonly factor: number};

const addLimit = 16_384;
const factorLimits = {min: 0.25, max: 4} as const;
/** Depths are kept in units of 8 bytes, below 64 KiB. */
const unitBytes = 8;
const depthLimit = 65_528;

/** Reads `+512`, `-128` or `x1.25`. Throws an `InputError` for anything else, or beyond 16 KiB and a factor of 4. */
export const parseDeeper = (text: string, what: string): Deeper => {
	const {sign, bytes, factor} = /^(?:(?<sign>[+-])(?<bytes>\d+)|x(?<factor>\d+(?:\.\d+)?))$/u.exec(text.trim())?.groups ?? {};
	const addBytes = bytes === undefined ? 0 : Number(bytes) * (sign === '-' ? -1 : 1);
	const times = factor === undefined ? 1 : Number(factor);
	if ((bytes === undefined && factor === undefined) || Math.abs(addBytes) > addLimit || times < factorLimits.min || times > factorLimits.max) {
		throw new InputError(`${what} must be bytes such as +512 (at most ${addLimit}) or a factor such as x1.25 (${factorLimits.min} to ${factorLimits.max}), found ${showValue(text)}`);
	}

	return {addBytes, factor: times};
};

/** The path at another depth, in whole units: a frame on top where it is deeper; frames are left as they are where it is not. */
export const deepenTo = ({name, frames, depthBytes}: CallPath, wantedBytes: number, fn: string): CallPath => {
	const depth = Math.min(depthLimit, Math.max(unitBytes, Math.round(wantedBytes / unitBytes) * unitBytes));
	return {name, frames: depth > depthBytes ? [...frames, {fn, bytes: depth - depthBytes}] : frames, depthBytes: depth};
};

const deepen = (path: CallPath, {addBytes, factor}: Deeper): CallPath => deepenTo(path, path.depthBytes * factor + addBytes, '(taken to be deeper)');

/**
The workload with every call path that much deeper, sleeping ones too: how close to the end of its page a fleet sits.
What interrupts and fault handlers add is left as it is.
*/
export const withDeeperPaths = (workload: WorkloadDescription, deeper: Deeper): WorkloadDescription => ({
	...workload,
	paths: workload.paths.map(path => deepen(path, deeper)),
	provenance: [
		{
			about: `depth of every call path, ${deeper.factor === 1 ? `${deeper.addBytes >= 0 ? '+' : ''}${deeper.addBytes} bytes` : `x${deeper.factor}`}`,
			status: 'assumed',
			source: 'asked for (deeper)',
		},
		...workload.provenance,
	],
});

/** The workload without the random stack offset of system calls, or with it. */
export const withOffset = (workload: WorkloadDescription, randomStackOffset: boolean): WorkloadDescription => ({...workload, randomStackOffset});
