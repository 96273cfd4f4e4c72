"""Layer D, reasons: ``cues`` of reasons and purposes, their ``scopes``, the ``events`` they explain, their ``categories``."""
