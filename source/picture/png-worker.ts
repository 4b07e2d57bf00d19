/** Draws one picture and ends. */
import {parentPort, workerData} from 'node:worker_threads';
import type {PngDrawn} from './png.js';
import {loadRasteriser} from './rasteriser.js';

const rasterise = await loadRasteriser();
const answer: PngDrawn = rasterise?.(workerData as string);
parentPort!.postMessage(answer);
