/*
The burst model of machine/ written by hand in C, for one class of user threads under fixed stacks and fred-pf: what core speed is held against.

It does what the engine does for such a box, count for count: wake-ups from a timing wheel, placement, draws, high-water marks, growth from the pool and refill,
user-memory faults, interrupts, ticks, NMIs, rare paths, migration, sleep, the log and the ring of events.
It starts from the state of a booted machine and works in the same layout, so that both states can be compared byte by byte afterwards.

It is written as one would first write it in C, with the wheel's lists taken apart side by side as the engine does; it does not ask ahead for the records of threads that are about to run, which the engine does for a word of CPUs at once.

Left out, because the box of the benchmark has none of it: forks and exits, kernel threads, other policies, pressure on memory, actions, CPUs that go and come.
Where it would come to something that it leaves out it ends with an error.

	twin IMAGE: reads the image, then lines from standard input: "advance TICKS" answers with the CPU time used, in ns; "save FILE" writes the state and answers "saved".
*/
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The order of image.ts. */
enum {CPUS, ROWS, SEED, TICK_PERIOD, ATOMIC, RESCHEDULE, TICK_KERNEL, TICK_USER, SWITCH_WINDOW, LOCKED, IRQS_OFF, DEEP_IN, MIGRATE_IN, OFFSET_MASK, COMMON_MAX, PATIENCE, LONG_WAIT, SLICE, RESTARTABLE, SIZE_PAGES, AT_FORK, POOL_SIZE, INTS};
enum {SLEEP_SCALE, VISIT_SCALE, VISIT_TICK_SCALE, FAULT_RATE, INTERRUPT_RATE, RARE_RATE, NESTED, NMI_PER_TICK, DOUBLES};
enum {LOG_TABLE, PATH_DEPTH, COMMON_DEPTH, FAULT_DEPTH, HANDLER_DEPTH, INTERRUPT_DEPTH, FROM_USER_DEPTH, NMI_DEPTH, RARE_PATH, MEMBERS, FIRST, SIZE, TABLES};
enum {
	V_SCALARS, V_HOT, V_MAPPED, V_FAULTS, V_NEAR, V_NEAR_CPUS, V_CLOCK, V_NEXT_TICK, V_LAST_THREAD, V_AHEAD, V_PICTURED, V_CLASS_BUSY, V_CLASS_BURSTS, V_DEEPEST, V_STREAMS, V_BUDGET,
	V_LOG, V_LOG_WRITTEN, V_EVENTS, V_EVENTS_WRITTEN,
	V_BURSTS, V_VISITS, V_BUSY_TICKS, V_SWITCHES, V_IDLE_INTERRUPTS, V_MARK_PAGES, V_USER_VISITS, V_RESTARTABLE, V_USER_FAULTS, V_ATOMIC_FAULTS, V_RESCHEDULE, V_DEVICE, V_DEVICE_NESTED,
	V_TICKS_TASK, V_TICKS_NESTED, V_TICKS_USER, V_NMIS_USER, V_NMIS_KERNEL, V_RARE_VISITS, V_DEEP_SLEEPS, V_WINDOW_HITS, V_STACKS, V_MIGRATIONS,
	V_FIXED_PAGES, V_PAGES, V_STACK_FAULTS, V_GROWN, V_LATER, V_REFILLED, V_ALLOCATED, V_POOL, V_POOL_LOWEST, V_PER_STACK, V_GROWTH_BY, V_STAYS,
	VIEWS
};

enum {CTX_TASK, CTX_RECLAIM, CTX_LOCKED, CTX_IRQS_OFF, CTX_SOFTIRQ, CTX_INTERRUPT, CTX_NMI, CTX_SWITCH};
enum {EV_FAULT, EV_ATOMIC_FAULT, EV_TICK_TASK, EV_TICK_NESTED, EV_TICK_USER, EV_RESCHEDULE, EV_DEVICE, EV_NMI_KERNEL, EV_NMI_USER};
enum {FAULT_STREAM, INTERRUPT_STREAM, NMI_STREAM, RARE_STREAM};

#define LN2 726817
#define SLOT_MASK 1023
#define CLASS_MASK 63
#define CPU_SHIFT 6
#define CPU_MASK 511
#define LIMIT_SHIFT 15
#define LIMIT_MASK 15
#define SILENT (1 << 20)
#define PLACED (1 << 23)
#define MARK_MASK 8191
#define PATH_SHIFT 13
#define OFFSET_MAX 126
#define DEEP_SLEEP 0xFFFF
#define LISTS 4

static int32_t ints[INTS];
static double doubles[DOUBLES];
static int32_t *tables[TABLES];
static char *state;
static int64_t size;
static int32_t at_of[VIEWS];

static int32_t *hot, *mapped, *near, *near_cpus, *near_slots, *middle, *far, *clocks, *next_tick, *last_thread, *ahead, *pictured, *deepest_of, *events_written, *pool, *pool_lowest;
static uint32_t *streams;
static uint8_t *faults_of;
static double *scalars, *budget, *log_entries, *log_written, *event_entries, *per_stack, *growth_by, *stays;
static double *count[VIEWS];
static const int32_t *log_table, *path_depth, *common_depth;
static int32_t cpus, cpu_words, rows;
static uint32_t turn_salt;
static int32_t busy_until, picture_is_blank;
static double moment;
static int32_t grew, came_with;

static void refuse(const char *what) {
	fprintf(stderr, "twin: %s is not modelled here\n", what);
	exit(1);
}

static uint32_t hash32(uint32_t x) {
	x = (x ^ (x >> 16)) * 0x7FEB352Du;
	x = (x ^ (x >> 15)) * 0x846CA68Bu;
	return x ^ (x >> 16);
}

static uint32_t hash_key(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
	return hash32(hash32(hash32(hash32(a) ^ b) + c * 0x9E3779B9u) ^ (d * 0x85EBCA6Bu));
}

static inline int32_t exponential(uint32_t bits) {
	int zeros = bits ? __builtin_clz(bits) : 32;
	uint32_t fraction = zeros < 31 ? bits << (zeros + 1) : 0;
	uint32_t index = fraction >> 22;
	int32_t low = log_table[index];
	return (zeros + 1) * LN2 - low - (((log_table[index + 1] - low) * (int32_t)((fraction >> 6) & 0xFFFF)) >> 16);
}

/* xoroshiro64** */
static inline uint32_t next_bits(uint32_t *s0, uint32_t *s1) {
	uint32_t a = *s0, b = *s1, product = a * 0x9E3779BBu;
	b ^= a;
	*s0 = ((a << 26) | (a >> 6)) ^ b ^ (b << 9);
	*s1 = (b << 13) | (b >> 19);
	return ((product << 5) | (product >> 27)) * 5;
}

static uint32_t stream_bits(int32_t cpu, int purpose) {
	uint32_t *pair = streams + (cpu * 4 + purpose) * 2;
	return next_bits(pair, pair + 1);
}

/* ---- Wheel ---- */

static inline void insert(int32_t thread, int32_t cpu, int32_t now) {
	int32_t wake = hot[thread * 4];
	uint32_t quantum = (uint32_t)wake >> 7, apart = quantum ^ (uint32_t)now;
	if (apart >> 8 == 0) {
		int32_t slot = quantum & 255, key = wake & 127;
		near_cpus[slot * cpu_words + (cpu >> 5)] |= 1u << (cpu & 31);
		near_slots[slot >> 5] |= 1u << (slot & 31);
		int32_t *link = near + slot * cpus + cpu;
		while (*link >= 0) {
			int32_t other = hot[*link * 4] & 127;
			if (other > key || (other == key && *link > thread)) {
				break;
			}
			link = hot + *link * 4 + 1;
		}
		hot[thread * 4 + 1] = *link;
		*link = thread;
	} else {
		int32_t *head = (apart >> 16 == 0 ? middle + ((quantum >> 8) & 255) * LISTS : far + (quantum >> 16) * LISTS) + (thread & (LISTS - 1));
		hot[thread * 4 + 1] = *head;
		*head = thread;
	}
}

static inline int32_t refile(int32_t thread, int32_t now) {
	int32_t next = hot[thread * 4 + 1];
	insert(thread, (hot[thread * 4 + 2] >> CPU_SHIFT) & CPU_MASK, now);
	return next;
}

/* The lists of a slot side by side, so that the wait for one record overlaps with those for others. */
static void take_apart(int32_t *heads, int32_t now) {
	int32_t a = heads[0], b = heads[1], c = heads[2], d = heads[3];
	heads[0] = heads[1] = heads[2] = heads[3] = -1;
	while ((a | b | c | d) >= 0) {
		a = refile(a, now);
		b = refile(b, now);
		c = refile(c, now);
		d = refile(d, now);
	}
	int32_t rest[LISTS] = {a, b, c, d};
	for (int list = 0; list < LISTS; list++) {
		for (int32_t thread = rest[list]; thread >= 0;) {
			thread = refile(thread, now);
		}
	}
}

static int32_t next_busy_slot(int32_t slot) {
	int32_t word = slot >> 5;
	uint32_t bits = (uint32_t)near_slots[word] & (~0u << (slot & 31));
	while (bits == 0) {
		if (++word == 8) {
			return 256;
		}
		bits = near_slots[word];
	}
	return (word << 5) + __builtin_ctz(bits);
}

/* ---- Stacks ---- */

static inline int32_t held_by(int32_t thread) {
	return ((mapped[thread] >> 4) & 15) + 1;
}

static inline int fits(int32_t thread, int32_t depth_bytes) {
	return depth_bytes <= (((hot[thread * 4 + 2] >> LIMIT_SHIFT) & LIMIT_MASK) + 1) * 4096;
}

static void write_log(int32_t cpu, int32_t thread, int kind, int pages, int32_t depth_bytes) {
	double *entry = log_entries + (cpu * 8 + (int64_t)log_written[cpu] % 8) * 4;
	log_written[cpu]++;
	entry[0] = moment + 1;
	entry[1] = thread + 1;
	entry[2] = kind + 16 * 1 + 256 * pages;
	entry[3] = depth_bytes;
}

/* The stack of a thread goes down to depth_bytes: under fred-pf pages come from the pool, one fault each. */
static void reach(int32_t thread, int32_t cpu, int32_t depth_bytes, int context) {
	if (depth_bytes > ints[SIZE_PAGES] * 4096) {
		refuse("an overflow");
	}
	int32_t held = held_by(thread), need = (depth_bytes + 4095) / 4096;
	if (need <= held) {
		return;
	}
	if (context == CTX_NMI || pool[cpu] < need - held) {
		refuse("a stack that cannot grow");
	}
	int32_t pages = need - held;
	count[V_STACK_FAULTS][cpu] += pages;
	count[V_GROWN][cpu] += pages;
	pool[cpu] -= pages;
	if (pool[cpu] < pool_lowest[cpu]) {
		pool_lowest[cpu] = pool[cpu];
	}
	uint8_t *faults = faults_of + rows + thread;
	*faults = *faults + pages > 255 ? 255 : *faults + pages;
	growth_by[context]++;
	if (held > ints[AT_FORK]) {
		count[V_LATER][cpu]++;
	}
	count[V_PAGES][cpu] += pages;
	per_stack[held]--;
	per_stack[need]++;
	mapped[thread] = (mapped[thread] & ~0xF0) | ((need - 1) << 4);
	hot[thread * 4 + 2] = (hot[thread * 4 + 2] & ~(LIMIT_MASK << LIMIT_SHIFT)) | ((need - 1) << LIMIT_SHIFT);
	if (context != CTX_SWITCH) {
		if (!grew) {
			came_with = held;
		}
		grew = 1;
	}
	write_log(cpu, thread, context == CTX_SOFTIRQ || context == CTX_INTERRUPT || context == CTX_SWITCH ? 1 : 0, need, depth_bytes);
}

/* A thread that grew leaves: the pool is refilled. */
static void leave(int32_t thread, int32_t cpu) {
	int32_t missing = ints[POOL_SIZE] - pool[cpu];
	pool[cpu] += missing;
	count[V_REFILLED][cpu] += missing;
	count[V_ALLOCATED][cpu] += missing;
	stays[held_by(thread) - came_with]++;
	grew = 0;
}

static void move_pages(int32_t thread, int32_t from, int32_t to) {
	int32_t held = held_by(thread);
	count[V_FIXED_PAGES][from] -= ints[SIZE_PAGES];
	count[V_FIXED_PAGES][to] += ints[SIZE_PAGES];
	count[V_PAGES][from] -= held;
	count[V_PAGES][to] += held;
}

static int32_t move_to(int32_t thread, int32_t place, int32_t from, int32_t to) {
	if (to != from) {
		move_pages(thread, from, to);
		count[V_STACKS][from]--;
		count[V_STACKS][to]++;
		count[V_MIGRATIONS][from]++;
	}
	return (place & ~(CPU_MASK << CPU_SHIFT)) | (to << CPU_SHIFT);
}

/* ---- What befalls a burst ---- */

static void mark(int32_t thread, int32_t cpu, int32_t depth_bytes) {
	int32_t units = (depth_bytes + 7) / 8;
	if (units > MARK_MASK) {
		units = MARK_MASK;
	}
	if (units > deepest_of[cpu]) {
		deepest_of[cpu] = units;
	}
	int32_t *word = hot + thread * 4 + 3;
	if (units > (*word & MARK_MASK)) {
		*word = (*word & ~MARK_MASK) | units;
	}
}

static void write_event(int32_t cpu, int32_t thread, int kind, int32_t depth_bytes) {
	int32_t written = events_written[cpu];
	double *entry = event_entries + (cpu * 16 + (written & 15)) * 4;
	events_written[cpu] = written + 1 < 32 ? written + 1 : 16;
	entry[0] = moment;
	entry[1] = thread + 1;
	entry[2] = kind;
	entry[3] = depth_bytes;
}

/* FRED: red zone, rounding to 64 bytes, the saved registers. */
static inline int32_t brought(int32_t depth_bytes) {
	return ((depth_bytes + 64 + 63) & ~63) + 184;
}

static inline int32_t brought_by_idt(int32_t depth_bytes) {
	return ((depth_bytes + 15) & ~15) + 168;
}

static inline int32_t deepest_brought(int32_t depth_bytes) {
	int32_t fred = brought(depth_bytes), idt = brought_by_idt(depth_bytes);
	return fred > idt ? fred : idt;
}

static int context_of_path(uint32_t bits) {
	int32_t share = hash32(bits) >> 16;
	return share < ints[IRQS_OFF] ? CTX_IRQS_OFF : share < ints[IRQS_OFF] + ints[LOCKED] ? CTX_LOCKED : CTX_TASK;
}

static int32_t within(int32_t thread, int32_t units) {
	int32_t own = path_depth[(uint32_t)hot[thread * 4 + 3] >> PATH_SHIFT];
	int32_t most = (own > ints[COMMON_MAX] ? own : ints[COMMON_MAX]) + (ints[OFFSET_MASK] ? OFFSET_MAX : 0);
	return units < most ? units : most;
}

static void user_faults(int32_t thread, int32_t cpu, double *left) {
	while (*left < 0) {
		uint32_t bits = stream_bits(cpu, FAULT_STREAM), more = stream_bits(cpu, FAULT_STREAM);
		int atomic = (int32_t)(bits >> 16) < ints[ATOMIC];
		count[V_USER_FAULTS][cpu]++;
		if (atomic) {
			count[V_ATOMIC_FAULTS][cpu]++;
		}
		int32_t depth = tables[FAULT_DEPTH][bits & SLOT_MASK] * 8, handler = tables[HANDLER_DEPTH][more & SLOT_MASK] * 8;
		write_event(cpu, thread, atomic ? EV_ATOMIC_FAULT : EV_FAULT, depth);
		if (!fits(thread, deepest_brought(depth) + handler)) {
			reach(thread, cpu, atomic ? depth : brought(depth) + handler, atomic ? CTX_LOCKED : CTX_TASK);
		}
		mark(thread, cpu, brought(depth) + handler);
		*left += exponential(stream_bits(cpu, FAULT_STREAM));
	}
}

static void interrupt_task(int32_t thread, int32_t cpu, int kind, int32_t units, uint32_t more) {
	int leaving = (int32_t)(more & 0xFFFF) < ints[SWITCH_WINDOW];
	if (leaving) {
		count[V_WINDOW_HITS][cpu]++;
	}
	int32_t depth = within(thread, units) * 8;
	write_event(cpu, thread, kind, depth);
	if (!fits(thread, deepest_brought(depth))) {
		reach(thread, cpu, brought(depth), leaving ? CTX_SWITCH : CTX_INTERRUPT);
	}
	mark(thread, cpu, brought(depth));
}

static void from_user(int32_t thread, int32_t cpu, int32_t units, int context) {
	int32_t depth = 184 + units * 8;
	if (!fits(thread, depth)) {
		reach(thread, cpu, depth, context);
	}
	mark(thread, cpu, depth);
}

static void interrupts(int32_t thread, int32_t cpu, double *left) {
	while (*left < 0) {
		uint32_t bits = stream_bits(cpu, INTERRUPT_STREAM), more = stream_bits(cpu, INTERRUPT_STREAM);
		int reschedule = (int32_t)(bits >> 16) < ints[RESCHEDULE];
		count[reschedule ? V_RESCHEDULE : V_DEVICE][cpu]++;
		int32_t nested = (int32_t)doubles[NESTED];
		count[V_DEVICE_NESTED][cpu] += nested + ((more >> 16) < (doubles[NESTED] - nested) * 65536 ? 1 : 0);
		interrupt_task(thread, cpu, reschedule ? EV_RESCHEDULE : EV_DEVICE, tables[INTERRUPT_DEPTH][bits & SLOT_MASK], more);
		*left += exponential(stream_bits(cpu, INTERRUPT_STREAM));
	}
}

static void tick(int32_t thread, int32_t cpu) {
	uint32_t bits = stream_bits(cpu, INTERRUPT_STREAM);
	int32_t where = bits >> 16;
	if (where < ints[TICK_KERNEL]) {
		count[V_TICKS_TASK][cpu]++;
		interrupt_task(thread, cpu, EV_TICK_TASK, tables[INTERRUPT_DEPTH][bits & SLOT_MASK], hash32(bits));
	} else if (where < ints[TICK_KERNEL] + ints[TICK_USER]) {
		count[V_TICKS_USER][cpu]++;
		write_event(cpu, thread, EV_TICK_USER, 0);
		from_user(thread, cpu, tables[FROM_USER_DEPTH][bits & SLOT_MASK], CTX_SOFTIRQ);
	} else {
		count[V_TICKS_NESTED][cpu]++;
		write_event(cpu, thread, EV_TICK_NESTED, 0);
	}
}

static void nmis(int32_t thread, int32_t cpu, double *left) {
	while (*left < 0) {
		uint32_t bits = stream_bits(cpu, NMI_STREAM);
		if ((int32_t)(bits >> 16) < ints[TICK_USER]) {
			count[V_NMIS_USER][cpu]++;
			write_event(cpu, thread, EV_NMI_USER, 0);
			from_user(thread, cpu, tables[NMI_DEPTH][bits & SLOT_MASK], CTX_NMI);
		} else {
			count[V_NMIS_KERNEL][cpu]++;
			write_event(cpu, thread, EV_NMI_KERNEL, within(thread, tables[INTERRUPT_DEPTH][(bits >> 6) & SLOT_MASK]) * 8);
		}
		*left += exponential(stream_bits(cpu, NMI_STREAM));
	}
}

static void rare_paths(int32_t thread, int32_t cpu, double *left) {
	while (*left < 0) {
		uint32_t bits = stream_bits(cpu, RARE_STREAM);
		count[V_RARE_VISITS][cpu]++;
		int32_t offset = ((bits >> 16) & ints[OFFSET_MASK]) * 2, drawn = tables[RARE_PATH][bits & SLOT_MASK];
		int leaves = drawn == DEEP_SLEEP;
		int32_t path = leaves ? (int32_t)((uint32_t)hot[thread * 4 + 3] >> PATH_SHIFT) : drawn;
		int32_t depth = (path_depth[path] + offset) * 8;
		if (!fits(thread, depth)) {
			reach(thread, cpu, depth, leaves ? CTX_TASK : context_of_path(bits));
		}
		mark(thread, cpu, depth);
		if (leaves && depth > 4096) {
			count[V_DEEP_SLEEPS][cpu]++;
		}
		*left += exponential(stream_bits(cpu, RARE_STREAM));
	}
}

static inline void befall(int32_t thread, int32_t cpu, int32_t visits, int32_t duration, int32_t start) {
	double *left = budget + cpu * 4;
	if ((left[FAULT_STREAM] -= visits * doubles[FAULT_RATE]) < 0) {
		user_faults(thread, cpu, left + FAULT_STREAM);
	}
	if ((left[INTERRUPT_STREAM] -= visits * doubles[INTERRUPT_RATE]) < 0) {
		interrupts(thread, cpu, left + INTERRUPT_STREAM);
	}
	count[V_USER_VISITS][cpu] += visits;
	count[V_RESTARTABLE][cpu] += ints[RESTARTABLE];
	if ((left[RARE_STREAM] -= visits * doubles[RARE_RATE]) < 0) {
		rare_paths(thread, cpu, left + RARE_STREAM);
	}
	if ((left[NMI_STREAM] -= duration * doubles[NMI_PER_TICK]) < 0) {
		nmis(thread, cpu, left + NMI_STREAM);
	}
	int32_t end = clocks[cpu];
	if ((int32_t)((uint32_t)end - (uint32_t)next_tick[cpu]) > 0) {
		int32_t behind = start - next_tick[cpu], period = ints[TICK_PERIOD];
		if (behind > 0) {
			next_tick[cpu] += (behind + period - 1) / period * period;
		}
		while (end - next_tick[cpu] > 0) {
			next_tick[cpu] += period;
			tick(thread, cpu);
		}
	}
}

/* ---- Bursts ---- */

static int32_t better_cpu(int32_t thread, int32_t cpu, int32_t wake, int32_t wait) {
	uint32_t draw = hash_key(thread, wake, 0x5CED, 0);
	const int32_t *complex = tables[MEMBERS] + tables[FIRST][cpu];
	uint32_t members = tables[SIZE][cpu];
	int32_t a = complex[(draw >> 16) % members], b = complex[(draw & 0xFFFF) % members];
	int32_t to = ahead[b] < ahead[a] ? b : a;
	if (to != cpu && ahead[to] + ints[PATIENCE] < wait) {
		return to;
	}
	if (wait <= ints[LONG_WAIT]) {
		return cpu;
	}
	to = (int32_t)((uint64_t)hash_key(draw, 1, 0, 0) * (uint64_t)cpus >> 32);
	return to != cpu && ahead[to] + ints[PATIENCE] < wait ? to : cpu;
}

static inline int32_t run(int32_t thread, int32_t cpu, int32_t edge, double now) {
	int32_t *record = hot + thread * 4, wake = record[0], place = record[2];
	int32_t wait = clocks[cpu] - wake;
	if (wait > ints[PATIENCE] && (place & (SILENT | PLACED)) == 0) {
		int32_t to = better_cpu(thread, cpu, wake, wait);
		if (to != cpu) {
			record[0] = edge;
			record[2] = move_to(thread, place, cpu, to) | PLACED;
			return to;
		}
	}
	uint32_t s1 = hash32((uint32_t)thread * 0x9E3779B9u ^ turn_salt) | 1, s0 = hash32((uint32_t)wake ^ s1);
	uint32_t sleep_bits = next_bits(&s0, &s1);
	int32_t end = wake;
	if ((place & SILENT) == 0) {
		uint32_t visit_bits = next_bits(&s0, &s1), time_bits = next_bits(&s0, &s1);
		int32_t visits = 1 + (int32_t)(exponential(visit_bits) * doubles[VISIT_SCALE]);
		int32_t duration = 1 + (int32_t)(exponential(time_bits) * doubles[VISIT_TICK_SCALE] * visits);
		int32_t taken = clocks[cpu], idle = taken - wake <= 0, start = idle ? wake : taken;
		if (start - wake > 1 << 29) {
			refuse("an overloaded CPU");
		}
		end = start + duration;
		clocks[cpu] = end;
		if (end - busy_until > 0) {
			busy_until = end;
		}
		last_thread[cpu] = thread;
		count[V_BURSTS][cpu]++;
		count[V_VISITS][cpu] += visits;
		count[V_BUSY_TICKS][cpu] += duration;
		count[V_CLASS_BUSY][0] += duration;
		count[V_CLASS_BURSTS][0]++;
		if (idle) {
			count[V_SWITCHES][cpu] += 2;
			count[V_IDLE_INTERRUPTS][cpu]++;
		} else {
			count[V_SWITCHES][cpu] += 1 + duration / ints[SLICE];
		}
		int32_t word = record[3], own = path_depth[(uint32_t)word >> PATH_SHIFT], was = word & MARK_MASK, offsets = ints[OFFSET_MASK];
		int32_t bound = (own > ints[COMMON_MAX] ? own : ints[COMMON_MAX]) + (offsets ? OFFSET_MAX : 0);
		int32_t limit = (((place >> LIMIT_SHIFT) & LIMIT_MASK) + 1) * 512;
		moment = now;
		if (bound > was || was > limit) {
			int32_t deepest = 0;
			for (int32_t visit = 0; visit < visits; visit++) {
				uint32_t bits = next_bits(&s0, &s1);
				int32_t depth = ((int32_t)(bits >> 16) < ints[DEEP_IN] ? own : common_depth[(bits >> 6) & SLOT_MASK]) + (int32_t)(bits & offsets) * 2;
				if (depth > deepest) {
					deepest = depth;
				}
			}
			if (deepest > was) {
				record[3] = (word & ~MARK_MASK) | (deepest < MARK_MASK ? deepest : MARK_MASK);
				if (deepest > deepest_of[cpu]) {
					deepest_of[cpu] = deepest;
				}
			}
			if (deepest > limit) {
				reach(thread, cpu, deepest * 8, context_of_path(hash_key(ints[SEED], thread, 0xC7, (uint32_t)(int64_t)now)));
			}
		}
		befall(thread, cpu, visits, duration, start);
		if (grew) {
			leave(thread, cpu);
		}
		place = record[2];
		count[V_MARK_PAGES][cpu] += ((record[3] & MARK_MASK) + 511) >> 9;
		if ((int32_t)(visit_bits & 0xFFFF) < ints[MIGRATE_IN]) {
			place = move_to(thread, place, cpu, (int32_t)((uint64_t)hash32(time_bits) * (uint64_t)cpus >> 32));
		}
	}
	double sleep = exponential(sleep_bits) * doubles[SLEEP_SCALE];
	int32_t longest = 1900000000 - (int32_t)(((uint32_t)thread * 0x9E3779B9u) >> 4);
	int is_long = sleep > longest;
	int32_t next = end + 1 + (is_long ? longest : (int32_t)sleep);
	place &= ~PLACED;
	int32_t goes_to = (place >> CPU_SHIFT) & CPU_MASK;
	record[0] = goes_to != cpu && next - edge < 0 ? edge : next;
	record[2] = is_long ? place | SILENT : place & ~SILENT;
	return goes_to;
}

/* ---- Time ---- */

static void look_around(int32_t now) {
	int blank = busy_until - now <= 0;
	if (!blank || !picture_is_blank) {
		for (int32_t cpu = 0; cpu < cpus; cpu++) {
			int32_t more = clocks[cpu] - now;
			ahead[cpu] = more > 0 ? more : 0;
		}
	}
	picture_is_blank = blank;
}

static void resume(double ticks) {
	turn_salt = hash_key(ints[SEED], (uint32_t)(int64_t)(ticks / 4294967296.0), 0x70, 0);
	busy_until = (int32_t)(int64_t)ticks;
	for (int32_t cpu = 0; cpu < cpus; cpu++) {
		if (clocks[cpu] - busy_until > 0) {
			busy_until = clocks[cpu];
		}
	}
	picture_is_blank = 0;
}

static void refresh_clocks(int32_t now) {
	for (int32_t cpu = 0; cpu < cpus; cpu++) {
		if (clocks[cpu] - now < 0) {
			clocks[cpu] = now;
		}
		int32_t behind = now - next_tick[cpu], period = ints[TICK_PERIOD];
		if (behind > 0) {
			next_tick[cpu] += (behind + period - 1) / period * period;
		}
	}
}

static void move_clock(int64_t ticks) {
	int64_t left = (int64_t)scalars[0] >> 7, quantum = ticks >> 7;
	scalars[0] = ticks;
	if (quantum == left || (quantum & 255) != 0) {
		return;
	}
	int32_t now = quantum & 0x1FFFFFF;
	if ((now & 0xFFFF) == 0) {
		resume(ticks);
		refresh_clocks((int32_t)ticks);
		take_apart(far + (now >> 16) * LISTS, now);
	}
	take_apart(middle + ((now >> 8) & 255) * LISTS, now);
}

static void run_quantum(int64_t full, int32_t slot, int32_t limit) {
	int32_t quantum = full & 0x1FFFFFF, edge = (int32_t)((uint32_t)(quantum + 1) << 7);
	double start = full * 128.0;
	int32_t period = (int32_t)((full / 16) % 0x40000000) + 1;
	if (pictured[0] != period) {
		pictured[0] = period;
		look_around((int32_t)(full * 128));
	}
	int32_t left = 0;
	for (int32_t word = 0; word < cpu_words; word++) {
		uint32_t bits = near_cpus[slot * cpu_words + word];
		while (bits != 0) {
			int32_t bit = __builtin_ctz(bits), cpu = (word << 5) + bit;
			bits &= bits - 1;
			int32_t *head = near + slot * cpus + cpu, thread;
			while ((thread = *head) >= 0) {
				int32_t at = hot[thread * 4] & 127;
				if (at >= limit) {
					break;
				}
				*head = hot[thread * 4 + 1];
				insert(thread, run(thread, cpu, edge, start + at), quantum);
			}
			if (thread < 0) {
				near_cpus[slot * cpu_words + word] &= ~(1u << bit);
			}
		}
		left |= near_cpus[slot * cpu_words + word];
	}
	if (left == 0) {
		near_slots[slot >> 5] &= ~(1u << (slot & 31));
	}
}

static void advance(int64_t until) {
	int64_t now;
	while ((now = (int64_t)scalars[0]) < until) {
		int64_t quantum = now >> 7;
		int32_t slot = quantum & 255, busy = next_busy_slot(slot);
		if (busy > slot) {
			int64_t to = (quantum - slot + busy) * 128;
			move_clock(to < until ? to : until);
			continue;
		}
		int64_t limit = (quantum + 1) * 128 < until ? (quantum + 1) * 128 : until;
		run_quantum(quantum, slot, (int32_t)(limit - quantum * 128));
		move_clock(limit);
	}
}

/* ---- The image ---- */

static void *section(FILE *file, double *bytes) {
	if (fread(bytes, 8, 1, file) != 1) {
		refuse("an image that ends early");
	}
	void *data = aligned_alloc(64, ((size_t)*bytes + 63) & ~(size_t)63);
	if (!data || (*bytes > 0 && fread(data, (size_t)*bytes, 1, file) != 1)) {
		refuse("an image that ends early");
	}
	return data;
}

static void load(const char *name) {
	FILE *file = fopen(name, "rb");
	if (!file) {
		refuse("an image that cannot be read");
	}
	double bytes;
	memcpy(ints, section(file, &bytes), sizeof ints);
	memcpy(doubles, section(file, &bytes), sizeof doubles);
	memcpy(at_of, section(file, &bytes), sizeof at_of);
	for (int i = 0; i < TABLES; i++) {
		tables[i] = section(file, &bytes);
	}
	state = section(file, &bytes);
	size = (int64_t)bytes;
	fclose(file);
	cpus = ints[CPUS];
	rows = ints[ROWS];
	cpu_words = (cpus + 31) >> 5;
	log_table = tables[LOG_TABLE];
	path_depth = tables[PATH_DEPTH];
	common_depth = tables[COMMON_DEPTH];
	void *view[VIEWS];
	for (int i = 0; i < VIEWS; i++) {
		view[i] = state + at_of[i];
		count[i] = view[i];
	}
	scalars = view[V_SCALARS];
	hot = view[V_HOT];
	mapped = view[V_MAPPED];
	faults_of = view[V_FAULTS];
	near = view[V_NEAR];
	near_cpus = view[V_NEAR_CPUS];
	/* The three private lists of the wheel follow, each on an 8-byte border */
	near_slots = near_cpus + ((256 * cpu_words + 1) & ~1);
	middle = near_slots + 8;
	far = middle + 256 * LISTS;
	clocks = view[V_CLOCK];
	next_tick = view[V_NEXT_TICK];
	last_thread = view[V_LAST_THREAD];
	ahead = view[V_AHEAD];
	pictured = view[V_PICTURED];
	deepest_of = view[V_DEEPEST];
	streams = view[V_STREAMS];
	budget = view[V_BUDGET];
	log_entries = view[V_LOG];
	log_written = view[V_LOG_WRITTEN];
	event_entries = view[V_EVENTS];
	events_written = view[V_EVENTS_WRITTEN];
	pool = view[V_POOL];
	pool_lowest = view[V_POOL_LOWEST];
	per_stack = view[V_PER_STACK];
	growth_by = view[V_GROWTH_BY];
	stays = view[V_STAYS];
	resume(scalars[0]);
}

static int64_t cpu_ns(void) {
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(int argc, char **argv) {
	if (argc != 2) {
		refuse("a call without an image");
	}
	load(argv[1]);
	char line[4200];
	while (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\n")] = 0;
		if (strncmp(line, "advance ", 8) == 0) {
			int64_t before = cpu_ns();
			advance(atoll(line + 8));
			printf("%lld\n", (long long)(cpu_ns() - before));
		} else if (strncmp(line, "save ", 5) == 0) {
			FILE *file = fopen(line + 5, "wb");
			if (!file || fwrite(state, (size_t)size, 1, file) != 1 || fclose(file) != 0) {
				refuse("a state that cannot be written");
			}
			printf("saved\n");
		}
		fflush(stdout);
	}
	return 0;
}
