import {Machine} from '../../machine/index.js';
import {resolveScenario} from '../../source/files/scenario.js';
import {Session} from '../../source/player/session.js';
import {cpuMs, median, printTable} from './measure.js';

/** What it takes to go anywhere within a minute of simulated time on a box with 384 CPUs and 100 000 threads, with the memory for checkpoints that the board has. */
const checkpointBytes = 64 * 1024 * 1024;
const seconds = 60;

const rows: string[][] = [['workload', 'running there', 'median seek', 'slowest seek', 'step back', 'history']];
for (const workload of ['idle', 'web']) {
	const session = new Session(new Machine(resolveScenario({workload, cpus: 384, threads: 100_000})), {checkpointBytes});
	const run = cpuMs(() => {
		session.advance(seconds * 1e9);
	});
	// Every 0.7 s, in an order that jumps to and fro
	const seeks = Array.from({length: 85}, (_, index) => cpuMs(() => {
		session.send({kind: 'seek', timeNs: (index * 37 % 85 + 0.99) * 0.7e9});
	}));
	const back = Array.from({length: 9}, () => cpuMs(() => {
		session.send({kind: 'step-back'});
	}));
	rows.push([
		workload,
		`${(run / 1000).toFixed(1)} s`,
		`${median(seeks).toFixed(0)} ms`,
		`${Math.max(...seeks).toFixed(0)} ms`,
		`${median(back).toFixed(0)} ms`,
		`${session.frame().history.timeNs.length} samples`,
	]);
}

printTable(rows);
