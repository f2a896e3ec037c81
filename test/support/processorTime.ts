/**
 * Begins to count the processor's time of this process. What it returns tells the milliseconds since then: unlike the clock's time,
 * the same while the machine is busy with other things.
 */
export function processorTime(): () => number {
  const begun = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  };
}
