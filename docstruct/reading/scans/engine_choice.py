"""Which engine recognises pages: asked for by ``--ocr-engine``, by ``DOCSTRUCT_OCR``, or the one that comes with the extra.

RapidOCR runs the same models on several engines. ``onnxruntime`` (the default) and ``openvino`` take those in RapidOCR's
own wheel, so that nothing is downloaded; ``cuda`` is onnxruntime on a graphics card. For ``paddle``, ``torch``, ``mnn``
and ``tensorrt`` RapidOCR fetches models of their own kind when they are first used.

>>> with recognizing_with("openvino"):
...     engine_name()
'openvino'
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from docstruct.errors import DocstructError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VARIABLE = "DOCSTRUCT_OCR"
"""The variable of the environment that names the engine."""

DEFAULT = "onnxruntime"

PACKAGES: Mapping[str, str] = {
    "onnxruntime": "docstruct[ocr]",
    "cuda": "onnxruntime-gpu",
    "openvino": "openvino",
    "paddle": "paddlepaddle",
    "torch": "torch torchvision",
    "mnn": "MNN",
    "tensorrt": "tensorrt cuda-python",
}
"""The engines, and what to install for each beside the extra ``ocr``."""

_asked: ContextVar[str | None] = ContextVar("ocr_engine", default=None)


@contextmanager
def recognizing_with(name: str | None) -> Iterator[None]:
    """Read with an engine; with that of the environment for None."""
    token = _asked.set(name)
    try:
        yield
    finally:
        _asked.reset(token)


def engine_name() -> str:
    """The engine that pages are recognised with here.

    Raises:
        DocstructError: ``DOCSTRUCT_OCR`` names none.
    """
    asked = _asked.get()
    if asked is not None:
        return checked_engine(asked)
    name = os.environ.get(VARIABLE, "").strip() or DEFAULT
    try:
        return checked_engine(name)
    except DocstructError:
        raise DocstructError(
            f"{VARIABLE} names no engine of recognition: {name!r}; one of {', '.join(PACKAGES)}"
        ) from None


def checked_engine(name: str) -> str:
    """The name of an engine as it is written here: ``openvino`` for ``OpenVINO``.

    Raises:
        DocstructError: there is none of that name.
    """
    known = name.strip().lower()
    if known not in PACKAGES:
        raise DocstructError(f"no engine of recognition is called {name!r}; one of {', '.join(PACKAGES)}")
    return known
