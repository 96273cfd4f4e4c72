"""``--hypothesis-profile long`` looks for hours; the default for seconds."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("long", max_examples=20_000, deadline=None)
