"""A console that leaves it to the command what a broken pipe means."""

from rich.console import Console


class PipedConsole(Console):
    """A console of rich that, where nobody reads on, does not end the process with 1 but says so to its caller."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError
