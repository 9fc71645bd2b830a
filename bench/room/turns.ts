/** Rounds in which each takes a turn and another begins each time: whatever else the machine does hits all alike. */
export async function inTurns<T>(
  all: readonly T[],
  rounds: number,
  turn: (one: T) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < all.length; i++) await turn(all[(i + round) % all.length]!)
}
