import {applyAction} from './actions.js';
import {total} from './books.js';
import type {Action, DeliveryKind, Scenario} from './description.js';
import {boot, type Box} from './boot.js';
import {createEngine, type CpuOrder, type Engine} from './engine.js';
import {detailOfCore} from './core-detail.js';
import type {CoreDetail, ThreadDetail, ThreadPage, ThreadQuery} from './details.js';
import {Batches} from './skip/batches.js';
import {isWorthwhile, mostBurstsPerEvent} from './skip/law.js';
import {pacesOf, waitLawOf} from './skip/learn.js';
import {cursorAt, happeningsSince, type HappeningCursor, type Happenings} from './happenings.js';
import {deliveryNow, readFigures, type Figures} from './reading/figures.js';
import {readWorld} from './reading/read.js';
import type {Reading} from './reading/reading.js';
import {detailOfThread} from './thread-detail.js';
import {ThreadList} from './thread-list.js';
import {tickNs} from './time/ticks.js';
import {createBursts} from './workload/burst.js';
import {scalar, type World} from './world.js';

/**
The simulated box. Deterministic: the same scenario, actions at the same simulated times, and calls of `advance` in any portions give the same readings byte for byte.
Built booted: every thread is alive and has run to its mark, and simulated time is 0.
*/
export class Machine {
	readonly #box: Box;
	readonly #world: World;
	readonly #engine: Engine;
	readonly #threads: ThreadList;

	/** Throws a RangeError when the scenario is beyond what the model holds (64 classes, 8 policies with the baseline); a PolicyChoiceError for a policy that there is none of. */
	constructor(readonly scenario: Scenario, order: CpuOrder = 'ascending') {
		this.#box = boot(scenario);
		this.#world = this.#box.world;
		this.#threads = new ThreadList(this.#world);
		const skips = scenario.engine === 'skip' && isWorthwhile(mostBurstsPerEvent(pacesOf(this.#world)));
		this.#engine = createEngine(this.#world, skips ? new Batches(this.#box, waitLawOf(scenario)) : createBursts(this.#box), order);
	}

	/** Simulated time in nanoseconds since the end of boot, a multiple of 64. */
	get timeNs(): number {
		return this.#world.scalars[scalar.now] * tickNs;
	}

	/** Bursts so far, over all CPUs: what the machine's speed is measured in. */
	get bursts(): number {
		return total(this.#world.counters.bursts);
	}

	/** How the box delivers events now. */
	get delivery(): DeliveryKind {
		return deliveryNow(this.#world);
	}

	/** Bytes of changing state. */
	get stateBytes(): number {
		return this.#world.arena.bytes;
	}

	/** Runs to `timeNs` since boot (rounded down to 64 ns); a time that has passed already is left alone. */
	advance(timeNs: number): void {
		this.#engine.advance(Math.floor(timeNs / tickNs));
	}

	/** Runs just past the next burst on any CPU, but no further than to `untilNs` since boot (finite; rounded down to 64 ns). */
	step(untilNs: number): void {
		const {scalars} = this.#world;
		const untilTicks = Math.floor(untilNs / tickNs);
		const before = this.bursts;
		// A wake-up may be sent to another CPU, or only continue a sleep: nothing happened yet
		while (this.bursts === before && scalars[scalar.now] < untilTicks) {
			this.#engine.advance(this.#engine.nextBurst(untilTicks));
		}
	}

	/** Applies a change at the present moment: the only way in which a running machine is changed. Throws a RangeError for a CPU or thread that is not there, or a thread that cannot run. */
	apply(action: Action): void {
		applyAction(this.#box, action);
		this.#engine.resume();
	}

	/** The machine now. `digest: false` leaves the hashes empty, which saves a pass over all threads. */
	read({digest = true}: {readonly digest?: boolean} = {}): Reading {
		return readWorld(this.#world, digest);
	}

	/** A window into the list of live threads, filtered, grouped and sorted. Throws a RangeError for a policy that is not there. */
	threads(query: ThreadQuery): ThreadPage {
		return this.#threads.page(query);
	}

	/** One thread close up. Throws a RangeError for an id that no thread of this box can have. */
	thread(tid: number): ThreadDetail {
		return detailOfThread(this.#world, tid);
	}

	/** One CPU close up. Throws a RangeError when the box has no such CPU. */
	core(cpu: number): CoreDetail {
		if (!(cpu >= 0 && cpu < this.#world.cpus)) {
			throw new RangeError(`no CPU ${cpu} among ${this.#world.cpus}`);
		}

		return detailOfCore(this.#world, cpu);
	}

	/** Where the record of happenings stands now. */
	happeningCursor(): HappeningCursor {
		return cursorAt(this.#world);
	}

	/** What has happened since the cursor, which is moved on: far cheaper than a reading. */
	happenings(cursor: HappeningCursor): Happenings {
		return happeningsSince(this.#world, cursor);
	}

	/** The few figures that are followed over time, far cheaper than a reading. */
	figures(): Figures {
		return readFigures(this.#world);
	}

	/** The whole state, to be given to `restore` of a machine of the same scenario later; in `into`, an older checkpoint that is not needed any more, where that is given. */
	checkpoint(into?: ArrayBuffer): ArrayBuffer {
		return this.#world.arena.save(into);
	}

	/** Goes back (or forward) to a checkpoint. Throws a RangeError when it is of a machine of another size. */
	restore(state: ArrayBuffer): void {
		this.#world.arena.load(state);
		this.#box.stacks.forget();
		this.#engine.resume();
	}
}
