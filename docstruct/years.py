"""What a fiscal year may be; apart from what uses it, so that a help page need not load the types of documents."""

from __future__ import annotations

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Four digits; others are a slip of the keyboard (22, 20222)."""
