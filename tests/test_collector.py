"""The collector waits while a document is made, and is left as it was found."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from docstruct.collector import uncollected


@pytest.mark.parametrize("before", [True, False])
def test_the_collector_is_left_as_it_was_found(before: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if before else gc.disable)()
        with pytest.raises(ZeroDivisionError):
            _fail()
        assert gc.isenabled() is before
    finally:
        (gc.enable if was else gc.disable)()


def _fail() -> None:
    with uncollected(), uncollected():
        assert not gc.isenabled()
        raise ZeroDivisionError


def test_threads_that_work_at_once_leave_it_on() -> None:
    together = Barrier(4)

    def work() -> None:
        for _ in range(50):
            with uncollected():
                together.wait(timeout=30)

    assert gc.isenabled()
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work) for _ in range(4)]:
            done.result()
    assert gc.isenabled()
