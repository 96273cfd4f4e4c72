"""The garbage collector, kept out of work that makes many objects and hardly a cycle among them.

Python's collector goes through the young objects each time some hundreds more were made, and now and then through all
there are, the lexicons with them. A document is tens of thousands of objects that live until it is given back, so that
a tenth of the time went into looking for garbage that was none. What has no cycle is freed at once all the same, and
what has is collected when the work is done.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the collector for a while, if it was on.

    Of several threads the one that found it on turns it on again, whether or not the others are done: it is never off
    for longer than one of them works, and never on for someone who had turned it off.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
