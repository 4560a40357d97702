"""What keeps a message from going out. Neither holds an address, a number or a name."""


class Undelivered(Exception):  # noqa: N818  (the name says the state)
    """A message was not sent. ``problem`` is for staff: ``"refused 550"``."""

    def __init__(self, problem: str, *, is_final: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.is_final = is_final


class Unreachable(Exception):  # noqa: N818  (the name says the state)
    """The server that sends messages does not answer. It is not the fault of any message."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
