"""Templates filled so that nothing a document says can be taken for markup, script or typesetting.

Jinja escapes every value; before that, each is spelled out by :func:`~docstruct.writing.labels.visible`
(controls and bidi marks). Styles and scripts are our own files, written into the page as they are; the policy of the
page allows exactly these scripts by their hash (CSP Level 3, ``script-src 'sha256-…'``), so that even markup that
came through could not run.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docstruct.writing.labels import label, labels, thousands, visible

if TYPE_CHECKING:
    from jinja2 import Environment, Template

FOLDER = Path(__file__).parent


def template(name: str) -> Template:
    """A template of ``templates/``, ready to render."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"label": label, "thousands": thousands}
    environment.globals |= {"labels": labels, "asset": asset, "script_hash": script_hash}
    return environment


def _finalize(value: object) -> object:
    """What a template prints in place of a value: text spelled out; markup (a subclass of ``str``) as it is."""
    if value is None:
        return ""
    return visible(value) if type(value) is str else value


@cache
def asset(name: str) -> str:
    """A style sheet or script of ``assets/``, to stand in the page as it is."""
    from markupsafe import Markup

    return Markup((FOLDER / "assets" / name).read_text("utf-8"))


@cache
def script_hash(name: str) -> str:
    """The hash by which the policy of a page allows a script of ``assets/``."""
    return b64encode(hashlib.sha256(asset(name).encode()).digest()).decode("ascii")
