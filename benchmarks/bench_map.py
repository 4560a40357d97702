"""Time the career map of 24 roles and of 40 links: layout alone, in this process."""

import random
import time

from benchmarks.timing import percentile
from pathways.career_map.career import Career, DoesNotFitError, Node, Step
from pathways.career_map.drawing import draw
from pathways.career_map.outline import outline

ROUNDS = 200
STAGES = ("Start", "Skilled", "Senior", "Lead")


def a_career(chance: random.Random, *, roles: int = 24, links: int = 40) -> Career:
    """Return a career in which most steps lead one stage up, and every family has several roles."""
    families = tuple((f"family-{n}", f"Family {n}") for n in range(chance.randint(3, 6)))
    nodes = tuple(
        Node(f"r{n}", f"Role {n}", n % len(STAGES), chance.choice(families)[0], pay="£24,465")
        for n in range(roles)
    )
    pairs = {tuple(chance.sample(range(roles), 2)) for _ in range(links)}
    steps = tuple(Step(f"r{a}", f"r{b}", chance.choice(("UP", "ACROSS"))) for a, b in pairs)
    return Career(nodes, steps, families, STAGES, chosen="r0")


def run() -> list[str]:
    """Return a line for the drawing and one for the list, in milliseconds."""
    chance = random.Random(5)
    times: dict[str, list[float]] = {"drawing": [], "list": []}
    refused = 0
    for _ in range(ROUNDS):
        career = a_career(chance)
        for name, make in (("drawing", draw), ("list", outline)):
            began = time.perf_counter()
            try:
                make(career)
            except DoesNotFitError:
                refused += 1
                continue
            times[name].append((time.perf_counter() - began) * 1000)
    lines = []
    for name, row in times.items():
        half, most = (percentile(sorted(row), percent) for percent in (50, 95))
        lines.append(f"{name:8} p50 {half:5.1f} ms  p95 {most:5.1f} ms")
    return [*lines, f"{refused} of {ROUNDS} maps refused for want of room"]


if __name__ == "__main__":
    print("\n".join(run()))
