"""The rules a deployment brings along: a folder of TOML files, as `rules export` writes them."""

from collections.abc import Sequence
from pathlib import Path

from bot.config import CONFIG, Problem, SettingsError
from rules import Operation, RuleError, RuleSet, import_folder, lay

_KEY = "rules.folder"


def read_rule_folder(folder: str, base: RuleSet) -> Sequence[Operation]:
    """The changes in a folder; none where no folder is named. Raises `SettingsError`."""
    if not folder:
        return ()
    try:
        files = {each.name: each.read_text("utf-8") for each in Path(folder).glob("*.toml")}
        operations = import_folder(files)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([Problem(CONFIG, _KEY, f"cannot be read: {folder}")]) from error
    except RuleError as error:
        raise SettingsError([Problem(CONFIG, _KEY, str(error))]) from error
    if not operations:
        raise SettingsError([Problem(CONFIG, _KEY, f"holds no rules in files *.toml: {folder}")])
    if refused := lay(operations, base).refused:
        raise SettingsError([Problem(CONFIG, _KEY, each.reason) for each in refused])
    return operations
