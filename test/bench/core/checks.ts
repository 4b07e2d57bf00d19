import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import type {ScratchFolder} from '../../helpers/scratch-folder.js';
import {buildBox, type BoxSize} from './box.js';
import type {Peer} from './peer.js';

/** Throws unless all peers are in the same state, byte for byte. */
export const checkState = async (peers: readonly Peer[], scratch: ScratchFolder): Promise<void> => {
	const states: Uint8Array[] = [];
	for (const [at, {save}] of peers.entries()) {
		await save!(scratch.at(`state-${at}`)); // eslint-disable-line no-await-in-loop -- one after the other
		states.push(fs.readFileSync(scratch.at(`state-${at}`)));
	}

	for (const [at, state] of states.entries()) {
		if (Buffer.compare(state, states[0]!) !== 0) {
			const byte = state.findIndex((value, index) => value !== states[0]![index]);
			throw new Error(`${peers[at]!.name} did not arrive at the state of ${peers[0]!.name}: byte ${byte} of ${state.length} differs`);
		}
	}
};

/** Throws unless the same happened in all peers. */
export const checkStream = async (peers: readonly Peer[]): Promise<void> => {
	const digests = await Promise.all(peers.map(async ({digest}) => digest!()));
	const odd = digests.findIndex(digest => digest !== digests[0]);
	if (odd !== -1) {
		throw new Error(`${peers[odd]!.name} did not see what ${peers[0]!.name} saw`);
	}
};

/** How far SimPy's counts may be from ours: five standard deviations of a Poisson count, and a twentieth for what is more bunched than that. */
const tolerance = (count: number): number => 5 * Math.sqrt(count) + count / 20;

/** Throws unless SimPy's counts agree with those of our own box after the same time. */
export const checkSimpy = async ({save}: Peer, size: BoxSize, untilTicks: number, scratch: ScratchFolder): Promise<void> => {
	await save!(scratch.at('counts'));
	const found = scratch.read('counts').split(' ').map(Number);
	const {world, engine} = buildBox(size, 'wheel without placement', ['fred-pf']);
	const grown = world.running[1]!.books.counts.pagesGrown;
	const total = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0);
	const grownAtBoot = total(grown);
	engine.advance(untilTicks);
	const {bursts, visits, userFaults, deviceTask, rescheduleTask, migrations} = world.counters;
	const ours = [total(bursts), total(visits), total(userFaults), total(deviceTask) + total(rescheduleTask), total(migrations), total(grown) - grownAtBoot];
	for (const [at, value] of ours.entries()) {
		if (Math.abs(found[at]! - value) > tolerance(value)) {
			throw new Error(`SimPy counts ${found.join(', ')} where the engine counts ${ours.join(', ')}`);
		}
	}
};
