import {Worker} from 'node:worker_threads';

/** The bytes of a PNG; undefined: there is nothing installed that draws it. */
export type PngDrawn = Uint8Array | undefined;

/** Draws an SVG as a PNG, as the pictures of the readme are, in a thread of its own: nobody has to wait for it. Rejects when the picture cannot be drawn. */
export const drawPng = async (svg: string): Promise<PngDrawn> => new Promise((resolve, reject) => {
	const worker = new Worker(new URL('png-worker.js', import.meta.url), {workerData: svg});
	worker.once('message', resolve);
	worker.once('error', reject);
	worker.once('exit', () => {
		reject(new Error('the thread that draws it ended'));
	});
});
