/** A sweep of boxes so small that a cell takes some milliseconds: 2 workloads, 2 policies with 2 pools, 2 seeds. */
export const smallSweep = `title: Small
scenario: {machine: haswell-72, cpus: 2, threads: 60, for: 20ms}
grid:
  workload: [swap, forks]
  policies: [fred-pf, ist-pf]
  pool: [3, 6]
  seed: [1, 2]
`;
export const smallCells = 16;
