"""Layer D, reasons: ``cues`` of reasons and purposes, their ``scopes``, the clauses ``behind`` them, the ``events`` they explain, their ``categories``."""
