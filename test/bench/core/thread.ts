import fs from 'node:fs';
import {parentPort, workerData} from 'node:worker_threads';
import {streamDigest} from '../../../machine/digest.js';
import {cpuMs} from '../measure.js';
import {writeImage} from '../twin/image.js';
import {buildBox, burstsOf, type Driver} from './box.js';
import {EventLoop} from './event-loop.js';
import type {ThreadAnswer, ThreadOrder, ThreadTask} from './peer.js';

/** A box of its own thread: boots, says so, then does as it is told. */
const {size, kind, policies, image} = workerData as ThreadTask;
const box = buildBox(size, kind, policies);
if (image !== undefined) {
	writeImage(image, box);
}

/** Event loops have queues of their own, so what waits in them is run first, and the scheduler's picture is no part of the comparison. */
const digestOf = ({world, engine}: Driver): string => {
	if (engine instanceof EventLoop) {
		engine.drain();
	}

	world.ahead.fill(0);
	world.pictured.fill(0);
	return streamDigest(world);
};

const serve = (order: ThreadOrder): ThreadAnswer => {
	const ms = 'until' in order
		? cpuMs(() => {
			box.engine.advance(order.until);
		})
		: 0;
	if ('save' in order) {
		fs.writeFileSync(order.save, new Uint8Array(box.world.arena.save()));
	}

	return {cpuNs: ms * 1e6, bursts: burstsOf(box.world), digest: 'digest' in order ? digestOf(box) : ''};
};

parentPort!.on('message', (order: ThreadOrder) => {
	parentPort!.postMessage(serve(order));
});
parentPort!.postMessage('booted');
