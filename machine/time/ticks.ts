/**
Simulated time.

One tick is 64 ns. Inside the machine a moment is an int32 that counts ticks modulo 2^32 (274.9 s); the full count is kept once, as a double.
A quantum of 128 ticks (8.192 us) is the model's smallest latency between CPUs: whatever one CPU does to another lands on the next quantum edge at the earliest, so CPUs can be advanced in any order inside a quantum.
*/
export const tickNs = 64;

/**
Longest sleep of a thread in ticks (104 to 122 s), well below half the int32 range; what is left of a longer one is drawn anew when this much of it is over.
A time of each thread's own, so that a million sleepers do not come to it in one moment.
*/
export const longestSleepOf = (thread: number): number => 1_900_000_000 - (Math.imul(thread, 0x9E_37_79_B9) >>> 4);

/** The low 32 bits of a full tick count. */
export const lowTicks = (ticks: number): number => (ticks % 4_294_967_296) | 0; // `|` takes the value modulo 2^32 by itself; `%` keeps it exact beyond 2^53

export const microsecondsToTicks = (us: number): number => us * 1000 / tickNs;
export const millisecondsToTicks = (ms: number): number => ms * 1_000_000 / tickNs;
