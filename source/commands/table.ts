/** A flag as the parser, the help and the readme know it. */
export type Flag = {
	readonly name: string;
	/** What stands after the flag; undefined: nothing, the flag is a switch. */
	readonly value?: string;
	readonly about: string;
	/** It may be given more than once. */
	readonly repeatable?: true;
};

/** A command as the parser, the help and the readme know it. */
export type Command = {
	readonly name: string;
	readonly about: string;
	readonly usage: string;
	/** What may stand beside the flags; undefined: nothing. */
	readonly operand?: string;
	/** How many operands there may be: 1 if not given. */
	readonly operandsAtMost?: number;
	readonly flags: readonly Flag[];
	/** Command lines with what they do. */
	readonly examples: ReadonlyArray<readonly [line: string, about: string]>;
	/** Paragraphs below the flags. */
	readonly notes?: readonly string[];
	/** More paragraphs, loaded only when they are shown. */
	readonly moreNotes?: () => Promise<readonly string[]>;
};

const scenarioFlags: readonly Flag[] = [
	{name: 'machine', value: 'NAME|FILE', about: 'the simulated box (genoa-384)'},
	{name: 'workload', value: 'NAME|FILE', about: 'what runs on it (idle)'},
	{name: 'policy', value: 'A,B', about: 'proposals to compare on one stream of events (fred-pf,ist-pf,fixed)'},
	{name: 'delivery', value: 'fred|idt', about: 'how the box delivers events (fred: a what-if on boxes without FRED)'},
	{name: 'cpus', value: '1..512', about: 'logical CPUs instead of the machine\'s own'},
	{name: 'threads', value: '1..1000000', about: 'kernel stacks instead of the machine\'s own; grown pages follow in proportion'},
	{name: 'seed', value: '0..4294967295', about: 'same seed, same bytes (1)'},
	{name: 'deeper', value: '+BYTES|xFACTOR', about: 'take every call path to be deeper: how close to the next page the stacks are'},
	{name: 'stack-offset', value: 'on|off', about: 'random stack offset of system calls, 0 to 1008 bytes (as the workload says)'},
	{name: 'kernel', value: 'VERSION|next', about: 'take call paths to be as deep as on this kernel, such as 6.1 (workloads: 6.12); next: grown once more as since 6.1'},
	{name: 'costs', value: 'FILE', about: 'CSV with your own figures for single cost steps'},
	{name: 'engine', value: 'exact|skip', about: 'skip: long runs, several times faster; waits for a CPU are drawn from a law learned first (exact)'},
];

const failOnFlag: Flag = {
	name: 'fail-on', value: 'CONDITION', repeatable: true, about: 'exit code 1 if this ever is so, such as \'savedPercent.net < 70\' (first policy); repeatable',
};

/** What a run writes or serves on its way, beside its report. */
const alongsideFlags: readonly Flag[] = [
	{name: 'trace', value: 'FILE', about: 'write what happens on each CPU, for ui.perfetto.dev'},
	{name: 'listen', value: 'HOST:PORT', about: 'serve /metrics (OpenMetrics) while it runs, such as 127.0.0.1:9464'},
];

const recordFlag: Flag = {name: 'record', value: 'FILE', about: 'write down what is done to the box, for kstacktop replay'};

const outputFlags: readonly Flag[] = [
	{name: 'for', value: 'TIME', about: 'simulated time to run, such as 10s, 250ms or 2m (run: 10s; board: until q)'},
	{name: 'every', value: 'TIME', about: 'simulated time between two readings: ndjson, csv (1s), --fail-on, --trace'},
	{name: 'format', value: 'text|json|ndjson|csv', about: 'form of the report (text)'},
	failOnFlag,
	{name: 'speed', value: 'NUMBER|max', about: 'simulated seconds a real second (board: 1; run: max)'},
	recordFlag,
];

const boardFlags: readonly Flag[] = [
	{name: 'theme', value: 'NAME', about: 'default, light, high-contrast, colour-blind or mono'},
	{name: 'ascii', about: 'no braille, block or box characters'},
	{name: 'screen-reader', about: 'lines of text to be read aloud in place of the board'},
	{name: 'no-config', about: 'do not read the settings file (kstacktop info names it)'},
];

const checkpointFlag: Flag = {name: 'checkpoint-memory', value: 'MIB', about: 'memory of the board for going back in time, in MiB (256)'};

/** The commands, in the order of the help. */
export const commands: readonly Command[] = [
	{
		name: 'board',
		about: 'watch a simulated box in the terminal (the default)',
		usage: 'kstacktop [board] [options]',
		flags: [...scenarioFlags, ...outputFlags, checkpointFlag, ...boardFlags],
		examples: [
			['kstacktop', 'a two-socket Genoa with 5786 threads, idle'],
			['kstacktop --machine rome-256 --policy fred-pf,fixed', 'another box, two policies'],
		],
		notes: [
			'Without a terminal, kstacktop prints the report of the same run instead; kstacktop board refuses.',
			'Press ? in the board for its keys.',
		],
	},
	{
		name: 'run',
		about: 'run without a board and print a report',
		usage: 'kstacktop run [options]',
		flags: [...scenarioFlags, ...outputFlags, ...alongsideFlags],
		examples: [
			['kstacktop run', 'a report to read'],
			['kstacktop run --for 60s --format json', 'one JSON object with every figure'],
			['kstacktop run --format ndjson --every 100ms', 'one reading a line'],
			['kstacktop run --workload forks --fail-on \'failures > 0\'', 'exit code 1 if the kernel would have died'],
			['kstacktop run --workload web --for 1s --trace web.json', 'then open web.json in ui.perfetto.dev'],
			['kstacktop run --for 1h --speed 1 --listen 127.0.0.1:9464', 'for Prometheus to scrape'],
		],
	},
	{
		name: 'replay',
		about: 'play a script or a recording, and check it',
		usage: 'kstacktop replay FILE|- [options]',
		operand: 'FILE',
		flags: [
			{name: 'headless', about: 'play without a board even in a terminal'},
			{name: 'snapshots', value: 'FOLDER', about: 'write snapshots as files there (standard output)'},
			{name: 'report', value: 'tap|junit', about: 'report of the expectations for other programs on standard output; snapshots go to files only'},
			failOnFlag,
			{name: 'every', value: 'TIME', about: 'simulated time between two checks of --fail-on (100ms)'},
			{name: 'costs', value: 'FILE', about: 'CSV with your own figures for single cost steps'},
			{name: 'speed', value: 'NUMBER|max', about: 'simulated seconds a real second in the board (1)'},
			...boardFlags,
		],
		examples: [
			['kstacktop replay smoke', 'a script that comes with kstacktop'],
			['kstacktop replay my.yaml --headless', 'exit code 1 if an expectation fails'],
			['kstacktop replay my.yaml --headless --report junit > result.xml', 'for a build server'],
			['kstacktop replay run.ndjson', 'a recording: exit code 1 if it is not what runs now'],
		],
		notes: [
			[
				'FILE is the name of a script, or the path of a script or of a recording (--record, R in the board). A recording does again what was',
				'done, and each digest in it must agree. --snapshots, --report and --costs are for scripts.',
			].join('\n'),
			'A script is YAML: scenario (machine, workload, policies, delivery, cpus, threads, seed, deeper, stackOffset, kernel, engine), steps, until.',
			[
				'A step is a line of the list, "- at 2s: key p", or several for one moment, "- at 2s: [key p, key 2]":',
				'  key NAME                       press a key of the board: p, space, pagedown',
				'  policy NAME                    show this policy',
				'  snapshot VIEW COLUMNSxROWS     keep a picture of the board as text: overview 120x36',
				'  caption TEXT                   say something over the board; {savedPercent.net} stands for the figure',
				'  expect FIELD OPERATOR VALUE    hold a figure against a value: savedPercent.gross >= 70',
				'"- every 1s: expect failures == 0" does so again and again, before the steps of the same moment.',
			].join('\n'),
			[
				'Steps that do something to the box; "for TIME" takes it back after so long:',
				'  delivery fred|idt              change how the box delivers events',
				'  pressure SHARE [for TIME]      for this share of time no page can be had at once: 0.5, 50%',
				'  starve on|off|for TIME         let every allocation of a refill fail',
				'  nmi PER_SECOND [for TIME]      NMIs a second on a busy CPU',
				'  fork-storm TIMES [for TIME]    threads end and are forked so many times as fast',
				'  deep-call TID|deepest BYTES [jump]',
				'                                 a call that deep, in one step of the stack pointer if jump',
				'  cpu N offline|online           take a CPU away, bring it back',
				'  machine-check N                a machine check on a CPU',
				'  remote-access TID|deepest      another CPU writes below what the thread has mapped',
				'  scan-stacks                    read every stack, as DEBUG_STACK_USAGE does',
				'  stack-offset on|off            the random offset of each system call',
				'deepest is the thread whose stack went deepest so far. What the box refuses (its last CPU, a thread',
				'that has ended) ends the replay with exit code 2.',
			].join('\n'),
			[
				'Fields are those of run --format json, of the policy that is shown (faults), of a named one',
				'(policies.fred-pf.faults) or of the whole reading (timeNs). Operators: >= <= == != > <. An empty field is none.',
			].join('\n'),
		],
	},
	{
		name: 'threads',
		about: 'list the threads of a box after a run, or those that meet a query',
		usage: 'kstacktop threads [QUERY] [options]',
		operand: 'QUERY',
		flags: [
			...scenarioFlags,
			{name: 'for', value: 'TIME', about: 'simulated time to run, such as 10s, 250ms or 2m (10s)'},
			{name: 'sort', value: 'COLUMN', about: 'tid, comm, class, cpu, state, pages, depth, high, sleep, faults, age, deepest or path (high)'},
			{name: 'ascending', about: 'from the lowest up (names, ids and CPUs always are)'},
			{name: 'top', value: '1..1000000', about: 'so many threads (text: 20; csv, ndjson: all)'},
			{name: 'group', value: 'class|cpu|state', about: 'a line a group, with sums'},
			{name: 'format', value: 'text|csv|ndjson', about: 'form of the list (text)'},
		],
		examples: [
			['kstacktop threads', 'the twenty deepest stacks'],
			['kstacktop threads \'pages >= 2 and class = kworker and high > 3500\'', 'only these'],
			['kstacktop threads --workload web --group class', 'a line a class'],
			['kstacktop threads \'cpu in 0-15 or running\' --format csv', 'all of them, every figure'],
		],
		notes: [
			[
				'A query compares fields of a thread: comm class cpu state pages depth high sleep faults age path deepest tid kind,',
				'by = != < <= > >= and in (cpu in 0-15,32), names also by ~ (comm ~ nginx; * stands for anything). Sizes are bytes from',
				'the top of the stack, or KiB or pages of 4096 bytes (high > 3.5 KiB); ages have a unit (age < 10 s). running, sleeping',
				'are conditions by themselves; and, or, not and parentheses join them. / in the board takes the same, with completion.',
			].join('\n'),
			'Pages and faults in a query and in the text are those of the first policy.',
		],
	},
	{
		name: 'compare',
		about: 'hold policies against each other, figure by figure',
		usage: 'kstacktop compare POLICY... [options]',
		operand: 'POLICY',
		operandsAtMost: 64,
		flags: [
			...scenarioFlags.filter(({name}) => name !== 'policy'),
			{name: 'for', value: 'TIME', about: 'simulated time to run, such as 10s, 250ms or 2m (10s)'},
			{name: 'format', value: 'text|json|csv', about: 'form of the comparison (text)'},
		],
		examples: [
			['kstacktop compare fixed fred-pf ist-pf', 'both proposals against fixed stacks'],
			['kstacktop compare fred-pf fred-pf:pool=12 fred-pf:size=32 --workload web', 'one proposal with other parameters'],
		],
		notes: [
			[
				'2 to 8 policies run in lock step on one machine and one stream of events; fixed stacks always run along',
				'as the baseline of the costs and take a place. Differences are against the first policy.',
			].join('\n'),
		],
		async moreNotes() {
			const {policyNotes} = await import('./policy-notes.js');
			return policyNotes();
		},
	},
	{
		name: 'report',
		about: 'answer the maintainers\' sixteen questions for a scenario',
		usage: 'kstacktop report [options]',
		flags: [
			...scenarioFlags,
			{name: 'for', value: 'TIME', about: 'simulated time of each run, such as 10s, 250ms or 2m (10s)'},
			{name: 'seeds', value: '1..1000', about: 'seeds from --seed on; rare failures are bounded better by more (8)'},
			{name: 'jobs', value: '1..256', about: 'runs at a time; the answers do not depend on it (one a CPU)'},
			{name: 'format', value: 'text|markdown|json', about: 'form of the report (text)'},
		],
		examples: [
			['kstacktop report --workload web', 'sixteen answers, each with what it rests on'],
			['kstacktop report --workload swap --seeds 64 --format markdown', 'for a mail: rare failures bounded eight times better'],
		],
		notes: [
			[
				'Each answer has a verdict, figures with ranges, what they rest on, what is assumed, and what this model cannot tell.',
				'A failure that was never seen is given as a bound, not as zero.',
			].join('\n'),
			[
				'Beside the policies asked for, others run where a question is about them: pools of 3 to 24 pages, stacks of other sizes,',
				'Accessed bits, stacks attached at kernel entry. Conditions: as it is, 1 % and 10 % of atomic requests failing,',
				'the latter also in a storm of forks and with CPUs going and coming.',
			].join('\n'),
		],
	},
	{
		name: 'sweep',
		about: 'run a grid of scenarios, one line of JSON each',
		usage: 'kstacktop sweep GRID.yaml --out FILE [options]',
		operand: 'GRID',
		flags: [
			{name: 'out', value: 'FILE', about: 'write there: a line a cell, in the order of the grid once it has ended'},
			{name: 'jobs', value: '1..256', about: 'cells at a time; the file does not depend on it (one a CPU)'},
			{name: 'shard', value: 'I/N|auto|auto/N', about: 'only the cells of shard I of N, or of the one that the scheduler or CI system says'},
			{name: 'resume', about: 'go on with the file: cells that are there are not run again'},
			{name: 'list', about: 'print cells with their keys instead of running them'},
			{name: 'dry-run', about: 'say what would be run, after checking all of it'},
		],
		examples: [
			['kstacktop sweep pools --out pools.ndjson', 'a grid that comes with kstacktop'],
			['kstacktop sweep my.yaml --out my.ndjson --resume', 'go on after Ctrl-C, or after a crash'],
			['kstacktop sweep my.yaml --out part-2.ndjson --shard 2/8', 'the second of eight computers'],
		],
		notes: [
			[
				'A grid is YAML: scenario (what all cells have in common), grid (a list of values a field; all are combined with all),',
				'list (cells one by one). Fields: machine, cpus, threads, memoryMiB, tickHz, delivery, workload, deeper, stackOffset, steps,',
				'for, costs, policies, pool, engine, seed (also as a range, "1..8"). What is left out is as in kstacktop run.',
			].join('\n'),
			[
				'A line holds key (hash of the resolved scenario, its length, seed and the version of kstacktop), settings, and the fields of',
				'run --format json without perCpu and log. A cell that fails is told with its key, the others go on, and the exit code is 1.',
			].join('\n'),
			[
				'--shard auto reads SLURM_ARRAY_TASK_ID (with _MIN, _COUNT, _STEP), JOB_COMPLETION_INDEX (Kubernetes: auto/N),',
				'BUILDKITE_PARALLEL_JOB (_COUNT), CIRCLE_NODE_INDEX (_TOTAL), CI_NODE_INDEX and CI_NODE_TOTAL (GitLab), in this order.',
			].join('\n'),
		],
	},
	{
		name: 'merge',
		about: 'put the files of the shards of a sweep together',
		usage: 'kstacktop merge FILE...',
		operand: 'FILE',
		operandsAtMost: 100_000,
		flags: [],
		examples: [['kstacktop merge part-*.ndjson > all.ndjson', 'the same bytes as without shards']],
		notes: [
			[
				'Writes to standard output. Files of several versions or sweeps are refused. Exit code 1 if cells are missing,',
				'or are there twice with different figures (then neither is written).',
			].join('\n'),
		],
	},
	{
		name: 'table',
		about: 'show a sweep as a table: means over seeds, intervals, Pareto marks',
		usage: 'kstacktop table FILE|- [options]',
		operand: 'FILE',
		flags: [
			{name: 'format', value: 'text|markdown|csv|json|ndjson', about: 'form of the table (text)'},
			{name: 'sort', value: 'FIGURE', about: 'best first, over all settings (by settings, then what is saved)'},
			{name: 'figures', value: 'A,B', about: 'figures to show, as in compare --format csv (text, markdown: six; else all)'},
		],
		examples: [
			['kstacktop table pools.ndjson', 'a row a policy and setting'],
			['kstacktop table pools.ndjson --sort costPercent --figures costPercent,savedNetPercent', 'the cheapest first'],
			['kstacktop table pools.ndjson --format ndjson > pools.flat.ndjson', 'flat rows, for data frames and Parquet'],
		],
		notes: [
			[
				'Policies are compared under the same settings. Intervals are at 95 %: Student\'s t over the seeds; of failures a Poisson interval.',
				'CSV and NDJSON have them as FIGURE_low and FIGURE_high.',
			].join('\n'),
		],
	},
	{
		name: 'host',
		about: 'read this Linux box and watch a simulated twin of it',
		usage: 'kstacktop host [options]',
		flags: [
			{name: 'once', about: 'print what was read and what is predicted instead'},
			{name: 'format', value: 'text|json', about: 'form of that, implies --once (text)'},
			{name: 'root', value: 'FOLDER', about: 'read proc, sys and boot below this folder (/)'},
			...scenarioFlags.filter(({name}) => ['seed', 'deeper', 'kernel', 'costs'].includes(name)),
			{name: 'stack-offset', value: 'on|off', about: 'random stack offset of system calls (as the box has it)'},
			{name: 'policy', value: 'A,B', about: 'proposals to compare (ist-pf or with FRED fred-pf, accessed-switch, fixed)'},
			{name: 'delivery', value: 'fred|idt', about: 'how the twin delivers events (as the box does)'},
			{name: 'for', value: 'TIME', about: 'simulated time to run, such as 10s, 250ms or 2m (once: 10s; board: until q)'},
			{name: 'speed', value: 'NUMBER|max', about: 'simulated seconds a real second in the board (1)'},
			...boardFlags,
		],
		examples: [
			['kstacktop host', 'the board, on a twin of this box'],
			['kstacktop host --once', 'what its stacks hold, and what each policy would save'],
		],
		notes: [
			[
				'Reads /proc and /sys and writes nothing. Needs no rights: root sees call chains of sleeping threads, others less; what could not be',
				'read is listed. In a container the twin is scaled up to the stacks that the whole box holds.',
			].join('\n'),
			'What is read, what the twin predicts and what is assumed are told apart. Without a terminal it prints, as with --once.',
		],
	},
	{
		name: 'tour',
		about: 'a guided tour: what to see, step by step',
		usage: 'kstacktop tour [options]',
		flags: [
			{name: 'headless', about: 'say what is to be seen without a board, even in a terminal'},
			...boardFlags,
		],
		examples: [
			['kstacktop tour', 'Enter goes on; all other keys work as always'],
			['kstacktop tour | cat', 'the captions as text, with the figures of this run'],
		],
		notes: ['The tour is a script (fixtures/scripts/tour.yaml) whose captions wait for you.'],
	},
	{
		name: 'verify',
		about: 'hold the simulation against published and measured figures',
		usage: 'kstacktop verify [--depths [DIR]]',
		operand: 'folder of measured runs',
		flags: [
			{name: 'depths', about: 'predict measured stack depths; DIR (or --depths=DIR): a folder with scenarios.yaml and its CSV files (fixtures/measured)'},
			{name: 'deeper', value: '+BYTES|xFACTOR', about: 'with --depths: what if every mark were that much deeper'},
			{name: 'stack-offset', value: 'on|off', about: 'with --depths: what if system calls had a random stack offset, or none'},
			{name: 'kernel', value: 'VERSION|next', about: 'with --depths: what if every run were of this kernel, such as 6.12'},
			{name: 'format', value: 'text|json', about: 'form of the report (text)'},
		],
		examples: [
			['kstacktop verify', 'exit code 1 if a row is off'],
			['kstacktop verify --depths', 'measured runs, predicted from who was there'],
			['kstacktop verify --depths my-runs --format json', 'runs that the model has never seen'],
			['kstacktop verify --depths --deeper +512', 'how close the stacks sit to their second page'],
		],
		notes: [
			[
				'--depths takes names and numbers of threads from the files, never their marks: those come from call paths fitted to kernel 6.1',
				'and to idle guests and fork storms of 6.12. Stacks the model was made of are called calibrated, by their content, all others predicted.',
				'Exit code 1 if a figure is off: outside of its 95 % band, beyond its tolerance, and too far out for chance among so many figures',
				'(Holm, 5 % over all). Figures that chance can explain (unsure), and those known to be off, with the reason, are listed and do not count; what-ifs are not judged.',
			].join(' '),
		],
	},
	{
		name: 'frame',
		about: 'decode a FRED event frame from a crash',
		usage: 'kstacktop frame HEX x8|- [options]',
		operand: 'frame of 8 quadwords',
		operandsAtMost: 64,
		flags: [{name: 'format', value: 'text|json', about: 'form of the report (text)'}],
		examples: [
			['kstacktop frame 2 ffffffff81000000 10 10202 ffffc90000003000 203000e00000018 ffffc90000002ff8 0', 'a page fault'],
			['kstacktop frame < dump.txt', 'eight quadwords as crash or gdb print them'],
		],
		notes: ['The quadword at the lowest address, the error code, comes first. Bits that no CPU writes are named.'],
	},
	{
		name: 'levels',
		about: 'show which event goes to which FRED stack level, and the traps',
		usage: 'kstacktop levels [options]',
		flags: [
			{name: 'stklvls', value: 'HEX', about: 'IA32_FRED_STKLVLS (Linux: #DB 1, NMI and #MC 2, #DF 3)'},
			{name: 'config', value: 'HEX', about: 'IA32_FRED_CONFIG (Linux: red zone 64 bytes, interrupts level 0)'},
			{name: 'format', value: 'text|json', about: 'form of the report (text)'},
		],
		examples: [
			['kstacktop levels', 'as Linux sets the levels'],
			['kstacktop levels --stklvls 0x2010030024 --config 0x240', 'page faults and interrupts on level 1'],
		],
	},
	{
		name: 'import',
		about: 'make a workload or a machine of your own measurements',
		usage: 'kstacktop import KIND FILE|- [options]',
		operand: 'KIND and one FILE',
		operandsAtMost: 2,
		flags: [
			{name: 'out', value: 'FILE.yaml', about: 'write there, whole or not at all (standard output)'},
			{name: 'thread-size', value: '8K|16K|32K|64K', about: 'size of a stack on the measured box (16K)'},
			{name: 'stack-offset', value: 'on|off', about: 'whether its kernel had the random stack offset (on); off: depths hold none'},
			{name: 'as', value: 'machine|workload', about: 'vmstat: which of the two to make (machine if it can be had)'},
			{name: 'cpus', value: '1..512', about: 'vmstat: logical CPUs of the measured box (those of --machine)'},
			{name: 'machine', value: 'NAME|FILE', about: 'vmstat: the box whose clock and memory are taken (genoa-384)'},
		],
		examples: [
			['kstacktop import tasks threads.csv --out mine.yaml', 'then kstacktop --workload mine.yaml'],
			['dmesg | kstacktop import dmesg - --out deepest.yaml', 'the commands that went deepest since boot'],
			['kstacktop import vmstat /proc/vmstat --cpus $(nproc) --out box.yaml', 'then kstacktop --machine box.yaml'],
		],
		notes: [
			[
				'Kinds',
				'  dmesg        lines "used greatest stack depth" (DEBUG_STACK_USAGE) of dmesg, journalctl or syslog',
				'  stack-trace  /sys/kernel/tracing/stack_trace',
				'  vmstat       /proc/vmstat: nr_kernel_stack, nr_dynamic_stacks_faults; kstack_1k and on',
				'  tasks        CSV: comm, kthread, pid, bytes_used, pages_touched, sleep_depth or life_us',
				'  bpftrace     hist() or lhist() of depths, @depth or @depth[comm]',
				'  perf         perf script -F comm,tid,cpu,time,event,ip,iregs of perf record --intr-regs=sp',
			].join('\n'),
			'What was understood and what was left out goes to standard error. A workload extends idle: what was not measured is as there, and the file says so.',
		],
	},
	{
		name: 'info',
		about: 'settings in force, versions, paths, fixtures, environment and terminal',
		usage: 'kstacktop info [options]',
		flags: [
			{name: 'format', value: 'text|json', about: 'form of what is printed (text)'},
			{name: 'example', about: 'print a settings file with everything in it, as comments'},
			{name: 'no-config', about: 'do not read the settings file'},
		],
		examples: [['kstacktop info', 'for a bug report'], ['kstacktop info --example', 'a settings file to begin with']],
		notes: ['A flag goes before the environment, that before the settings file, that before what is built in.'],
	},
	{
		name: 'help',
		about: 'help on a command',
		usage: 'kstacktop help [COMMAND]',
		operand: 'COMMAND',
		flags: [],
		examples: [['kstacktop help run', '']],
	},
];

export const findCommand = (name: string): Command | undefined => commands.find(command => command.name === name);
