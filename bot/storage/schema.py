"""The tables and how they came to be. No column for a text, a person, a channel or a message."""

from sqlite_utils import Migrations
from sqlite_utils.db import Database

migrations = Migrations("askonce")


@migrations()
def create_counts(db: Database) -> None:
    """One row a workspace, ISO week, rule or verdict, and outcome."""
    db.table("counts").create(
        {
            "workspace": str,
            "week": str,
            "kind": str,
            "name": str,
            "outcome": str,
            "count": int,
        },
        pk=("workspace", "week", "kind", "name", "outcome"),
        not_null={"count"},
        defaults={"count": 0},
    )


@migrations()
def create_wishes(db: Database) -> None:
    """One row a wish that a person made about their own notes: a keyed hash, and when it ends."""
    db.table("wishes").create({"hash": str, "ends": int}, pk="hash", not_null={"ends"})


@migrations()
def create_operations(db: Database) -> None:
    """One row a save of an admin: what was changed; by whom only where the config says so."""
    db.table("operations").create(
        {"id": int, "workspace": str, "at": float, "body": str, "by": str},
        pk="id",
        not_null={"workspace", "at", "body", "by"},
    )
    db.table("operations").create_index(["workspace", "id"])


def read_tables(db: Database) -> dict[str, tuple[str, ...]]:
    """Every table there is and its columns, as the database itself tells: ours before its own."""
    names = sorted(db.table_names(), key=lambda name: (name.startswith("_"), name))
    return {name: tuple(db.table(name).columns_dict) for name in names}
