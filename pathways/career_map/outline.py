"""The list beside a career map: the same roles and steps, from the start upward."""

from dataclasses import dataclass

from pathways.career_map.career import ACROSS, Career, Node, Step


@dataclass(frozen=True, slots=True)
class Next:
    """A step as a line below a role."""

    step: Step
    node: Node


@dataclass(frozen=True, slots=True)
class Listed:
    """A role with its next steps."""

    node: Node
    steps: tuple[Next, ...]
    is_here: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage with its roles; it may have none."""

    stage: int
    name: str
    roles: tuple[Listed, ...]


def outline(career: Career) -> tuple[Rung, ...]:
    """Return the stages in order, each with its roles by family as on the map."""
    order = {key: index for index, (key, _) in enumerate(career.families)}
    forward = {step.target for step in career.steps_from(career.chosen)}
    rungs = []
    for stage, name in enumerate(career.stages):
        nodes = [node for node in career.nodes if node.stage == stage]
        nodes.sort(key=lambda node: order.get(node.family, len(order)))
        rungs.append(
            Rung(
                stage,
                name,
                tuple(
                    Listed(
                        node,
                        tuple(
                            Next(step, career.by_key[step.target])
                            for step in career.steps_from(node.key)
                        ),
                        is_here=node.key == career.chosen,
                        is_next=node.key in forward,
                    )
                    for node in nodes
                ),
            )
        )
    return tuple(rungs)


def counts_from(career: Career) -> tuple[int, int]:
    """Return how many next steps of the chosen role lead up, and how many across."""
    steps = career.steps_from(career.chosen)
    across = sum(step.kind == ACROSS for step in steps)
    return len(steps) - across, across
