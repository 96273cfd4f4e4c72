"""The units of money in which disclosures declare their tables, in yuan.

>>> YUAN_OF["万元"]
Decimal('10000')
"""

from __future__ import annotations

from decimal import Decimal

YUAN_OF = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}


def in_yuan(value: str, unit: str | None) -> str | None:
    """A decimal string of a unit as one in yuan, without zeros that say nothing; None if the unit is none of money.

    >>> in_yuan("16.50", "万元"), in_yuan("0.00", "元"), in_yuan("3", "辆")
    ('165000', '0', None)
    """
    factor = YUAN_OF.get(unit or "")
    return None if factor is None else f"{(Decimal(value) * factor).normalize():f}"
