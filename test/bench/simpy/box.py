"""
The burst model in SimPy the way its manual would write it: a process a thread, a Resource a CPU.
Starts from the same booted box as the C twin (the image that test/bench/twin/image.ts writes), with random numbers of its own, so counts agree on average only.
Left out: placement on better CPUs, the log, the ring of events, and counts that nothing else needs.

    box.py IMAGE: reads the image, then lines from standard input: "advance TICKS" answers with CPU time used (ns) and bursts so far;
    "save FILE" writes a line of counts (bursts, visits, user faults, interrupts, migrations, pages grown).
"""
import math
import random
import struct
import sys
import time

import simpy


def sections(name):
    with open(name, 'rb') as file:
        data = file.read()
    at = 0
    while at < len(data):
        size = int(struct.unpack_from('<d', data, at)[0])
        yield data[at + 8:at + 8 + size]
        at += 8 + size


parts = list(sections(sys.argv[1]))
(cpus, rows, seed, tick_period, atomic_in, _, tick_kernel, tick_user, window, _, _, deep_in, migrate_in, offset_mask, common_max,
 _, _, _, _, size_pages, _, pool_size) = struct.unpack('<22i', parts[0])
sleep_scale, visit_scale, visit_tick_scale, fault_rate, interrupt_rate, rare_rate, _, nmi_per_tick = struct.unpack('<8d', parts[1])
offsets = struct.unpack('<%di' % (len(parts[2]) // 4), parts[2])
(_, path_depth, common_depth, fault_depth, handler_depth, interrupt_depth, user_depth, nmi_depth, rare_path, _, _, _) = [
    struct.unpack('<%di' % (len(part) // 4), part) for part in parts[3:15]]
state = parts[15]
one = 1 << 20  # Rates are for an exponential of this mean
generator = random.Random(seed)
draw = generator.random
bits = generator.getrandbits

hot = struct.unpack_from('<%di' % (rows * 4), state, offsets[1])
mapped = struct.unpack_from('<%dI' % rows, state, offsets[2])
wake = hot[0::4]
home = [(place >> 6) & 511 for place in hot[2::4]]
mark = [depth & 8191 for depth in hot[3::4]]
own = [path_depth[depth >> 13] for depth in hot[3::4]]
held = [((pages >> 4) & 15) + 1 for pages in mapped]
pool = [pool_size] * cpus
next_tick = [tick_period * (cpu + 1) // cpus for cpu in range(cpus)]


def exponential():
    return -math.log(1.0 - draw())


left = [[exponential() * one for _ in range(4)] for _ in range(cpus)]
count = {'bursts': 0, 'visits': 0, 'userFaults': 0, 'interrupts': 0, 'migrations': 0, 'pagesGrown': 0}


def brought(depth):
    return ((depth + 127) & ~63) + 184


def reach(thread, cpu, depth):
    """Bytes used: grows the stack from the pool; true if it did."""
    need = (depth + 4095) // 4096
    if depth > mark[thread] * 8:
        mark[thread] = (depth + 7) // 8
    if need <= held[thread]:
        return False
    pool[cpu] -= need - held[thread]
    count['pagesGrown'] += need - held[thread]
    held[thread] = need
    return True


def within(thread, units):
    return min(units, max(own[thread], common_max) + (126 if offset_mask else 0))


def befall(thread, cpu, visits, duration, start, end):
    grew = False
    budget = left[cpu]
    budget[0] -= visits * fault_rate
    while budget[0] < 0:
        count['userFaults'] += 1
        depth = fault_depth[bits(10)] * 8
        atomic = bits(16) < atomic_in
        grew |= reach(thread, cpu, depth if atomic else brought(depth) + handler_depth[bits(10)] * 8)
        budget[0] += exponential() * one
    budget[1] -= visits * interrupt_rate
    while budget[1] < 0:
        count['interrupts'] += 1
        grew |= reach(thread, cpu, brought(within(thread, interrupt_depth[bits(10)]) * 8)) and bits(16) >= window
        budget[1] += exponential() * one
    budget[2] -= visits * rare_rate
    while budget[2] < 0:
        path = rare_path[bits(10)]
        depth = own[thread] if path == 0xFFFF else path_depth[path]
        grew |= reach(thread, cpu, (depth + (bits(6) & offset_mask) * 2) * 8)
        budget[2] += exponential() * one
    budget[3] -= duration * nmi_per_tick
    while budget[3] < 0:
        if bits(16) < tick_user:
            grew |= reach(thread, cpu, 184 + nmi_depth[bits(10)] * 8)
        budget[3] += exponential() * one
    if start > next_tick[cpu]:
        next_tick[cpu] += math.ceil((start - next_tick[cpu]) / tick_period) * tick_period
    while end > next_tick[cpu]:
        next_tick[cpu] += tick_period
        where = bits(16)
        if where < tick_kernel:
            grew |= reach(thread, cpu, brought(within(thread, interrupt_depth[bits(10)]) * 8))
        elif where < tick_kernel + tick_user:
            grew |= reach(thread, cpu, 184 + user_depth[bits(10)] * 8)
    return grew


def burst(thread, cpu, visits, duration, start):
    grew = False
    bound = max(own[thread], common_max) + (126 if offset_mask else 0)
    if bound > mark[thread] or mark[thread] > held[thread] * 512:
        deepest = 0
        for _ in range(visits):
            depth = own[thread] if bits(16) < deep_in else common_depth[bits(10)]
            deepest = max(deepest, depth + (bits(6) & offset_mask) * 2)
        grew = reach(thread, cpu, deepest * 8)
    grew |= befall(thread, cpu, visits, duration, start, start + duration)
    if grew:
        pool[cpu] = pool_size


def live(env, resources, thread):
    cpu = home[thread]
    yield env.timeout(wake[thread])
    while True:
        with resources[cpu].request() as turn:
            yield turn
            visits = 1 + int(exponential() * one * visit_scale)
            duration = 1 + int(exponential() * one * visit_tick_scale * visits)
            count['bursts'] += 1
            count['visits'] += visits
            burst(thread, cpu, visits, duration, env.now)
            yield env.timeout(duration)
        if bits(16) < migrate_in:
            to = generator.randrange(cpus)
            count['migrations'] += to != cpu
            cpu = to
        yield env.timeout(1 + int(exponential() * one * sleep_scale))


environment = simpy.Environment()
processors = [simpy.Resource(environment) for _ in range(cpus)]
for number in range(rows):
    environment.process(live(environment, processors, number))

for line in sys.stdin:
    word, rest = line.split(maxsplit=1)
    if word == 'advance':
        before = time.process_time_ns()
        environment.run(until=int(rest))
        print(time.process_time_ns() - before, count['bursts'], flush=True)
    else:
        with open(rest.strip(), 'w') as out:
            out.write(' '.join(str(value) for value in count.values()))
        print('saved', flush=True)
