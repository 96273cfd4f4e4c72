"""``python -m docstruct``: the same as ``docstruct``."""

from __future__ import annotations


def main() -> None:
    """Run the program; imported by every worker process too, which must not pay for the command line."""
    from docstruct.cli import main as run

    run()


if __name__ == "__main__":
    main()
