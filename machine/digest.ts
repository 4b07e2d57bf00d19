import type {Books} from './books.js';
import {hash32} from './random.js';
import {policyScalars, type World} from './world.js';
import {limitMask, limitShift, noticedBit, pageCountBits} from './layout.js';

/** A running 64-bit hash of int32 words, as two lanes. */
class Hash {
	#a = 0x6B_73_74_61;
	#b = 0x63_6B_74_6F;

	words(view: Int32Array): void {
		let a = this.#a;
		let b = this.#b;
		for (const word of view) {
			a = Math.imul(a ^ word, 0x01_00_01_93) ^ (a >>> 15);
			b = (Math.imul(b, 0x85_EB_CA_6B) + word) ^ (b >>> 13);
		}

		this.#a = hash32(a);
		this.#b = hash32(b ^ view.length);
	}

	doubles(view: Float64Array): void {
		this.words(new Int32Array(view.buffer, view.byteOffset, view.length * 2));
	}

	text(): string {
		return [this.#a, this.#b].map(lane => (lane >>> 0).toString(16).padStart(8, '0')).join('');
	}
}

/**
Hash of everything that does not depend on which policies run: threads, CPUs, streams, counts. 16 hex digits.
Links of the timing wheel are left out: the order of its unsorted lists means nothing. So are mapped pages, which are the policies'.
*/
export const streamDigest = (world: World): string => {
	const hash = new Hash();
	const {hot, life} = world.threads;
	const limitless = new Int32Array(world.rows * 3);
	for (let thread = 0; thread < world.rows; thread++) {
		limitless[thread * 3] = hot[thread * 4];
		limitless[thread * 3 + 1] = hot[thread * 4 + 2] & ~((limitMask << limitShift) | noticedBit);
		limitless[thread * 3 + 2] = hot[thread * 4 + 3];
	}

	hash.words(limitless);
	hash.words(life);
	hash.words(world.clock);
	hash.words(world.nextTick);
	hash.words(world.ahead);
	hash.words(world.pictured);
	hash.words(world.streams.state);
	hash.doubles(world.budget);
	hash.doubles(world.exitDepths);
	hash.doubles(world.events.entries);
	hash.words(world.events.written);
	hash.doubles(world.scalars.map((value, index) => policyScalars.includes(index) ? 0 : value));
	hash.words(world.online);
	if (world.scenario.engine === 'skip') {
		hash.words(world.skip.lead);
		hash.words(world.skip.ticksLeft);
		hash.doubles(world.skip.worked);
	}

	hash.words(world.deepest);
	for (const column of Object.values(world.counters)) {
		hash.doubles(column);
	}

	return hash.text();
};

/** Hash of one policy's books and of what it has mapped for every thread. */
export const booksDigest = (world: World, books: Books): string => {
	const hash = new Hash();
	const pages = new Int32Array(world.rows);
	for (let thread = 0; thread < world.rows; thread++) {
		pages[thread] = (world.threads.mapped[thread] >>> (books.index * pageCountBits)) & ((1 << pageCountBits) - 1);
	}

	hash.words(pages);
	hash.words(books.pool);
	hash.words(books.poolLowest);
	hash.words(books.cached);
	hash.words(books.reserve);
	hash.words(books.claims);
	hash.doubles(books.stays);
	hash.doubles(books.shortSince);
	hash.doubles(books.growthBy);
	hash.doubles(books.emptyBy);
	hash.doubles(books.pagesPerStack);
	hash.doubles(books.firstFailure);
	for (const column of Object.values(books.counts)) {
		hash.doubles(column);
	}

	return hash.text();
};
