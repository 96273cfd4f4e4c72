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
