"""A sign of life while a long count runs on a terminal; nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from voting.progress import listening


@contextmanager
def working(text: str) -> Iterator[Callable[[str], None]]:
    """Show this text, how far the count tells it is, and the time taken so far.

    What is yielded changes the text.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    except ImportError:
        print(f"{text} …", file=sys.stderr)
        yield lambda _: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.fields[far]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(text, total=None, far="")
        with listening(lambda said: progress.update(task, far=said)):
            yield lambda said: progress.update(task, description=said, far="")
