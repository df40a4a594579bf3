"""`python -m bot.admin PAGE EXAMPLE`: makes the tables of docs/admin.md anew."""

import sys
from pathlib import Path

from bot.admin.pages import with_tables
from rules import load_defaults


def main(page: Path, example: Path) -> None:
    """Write the tables between their marks."""
    made = with_tables(page.read_text("utf-8"), load_defaults().words, example.read_text("utf-8"))
    page.write_text(made, "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
