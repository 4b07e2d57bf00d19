import type {Scenario} from '../../machine/index.js';
import {type OpenBoard, loadBoard} from '../board/opening.js';
import {openWorkerFeed, type WorkerFeed, type WorkerFeedOptions} from '../player/worker-feed.js';
import type {BoardSettings} from '../settings/in-force.js';
import type {BoardLook} from './board-look.js';

/** How a run is to be watched: the settings that are in force decide how often it is drawn, and how much memory going back in time may take. */
export type Watched = Pick<WorkerFeedOptions, 'endNs' | 'mode' | 'watch' | 'recording' | 'speed'> & {
	readonly inForce: BoardSettings;
	readonly look: BoardLook;
};

/** Loads the board while a worker boots the machine, which then waits at 0: what nobody can see yet is not run. */
export const openFeedAndBoard = async (scenario: Scenario, {inForce: {framesPerSecond, checkpointMiB}, look, ...options}: Watched): Promise<[WorkerFeed, OpenBoard]> => Promise.all([
	openWorkerFeed(scenario, {...options, stopNs: 0, framesPerSecond: framesPerSecond.value, checkpointBytes: checkpointMiB.value * 1024 * 1024}),
	loadBoard(look),
]);
