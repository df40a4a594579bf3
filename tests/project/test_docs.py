"""The documents hold: what they name exists."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "tests/messages/README.md"]


def defined(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def test_the_life_of_a_message_has_six_lines_and_every_name_in_them_exists() -> None:
    life = README.split("## The life of a message")[1].split("\n## ")[0]
    assert len(re.findall(r"^\d\. ", life, re.MULTILINE)) == 6
    names = re.findall(r"`([\w/]+\.py)::(\w+)`", life)
    assert len(names) >= 6
    for file, name in names:
        assert name in defined(ROOT / file), f"{file}::{name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_path_in_a_document_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (document.parent / link).exists(), link
    for path in re.findall(r"`((?:bot|rules|sandbox|tests|docs)/[\w./-]+)`", text):
        assert (ROOT / path).exists(), path


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) <= 120


def test_the_commands_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:    |`)make (\w+)", README):
        assert f"\n{target}:" in makefile, target


def test_every_dependency_is_pinned_with_a_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for file, wanted in (
        ("requirements.txt", project["dependencies"]),
        ("requirements-dev.txt", project["optional-dependencies"]["dev"]),
    ):
        pins = (ROOT / file).read_text(encoding="utf-8").lower()
        assert "--hash=sha256:" in pins
        for name in (re.split(r"[\[><=]", each)[0] for each in wanted):
            assert re.search(rf"^{re.escape(name)}==", pins, re.MULTILINE), name


@pytest.mark.parametrize("room", ["rules", "bot", "sandbox"])
def test_no_module_grows_beyond_what_one_can_hold_in_mind(room: str) -> None:
    for module in (ROOT / room).rglob("*.py"):
        lines = len(module.read_text(encoding="utf-8").splitlines())
        assert lines <= 400, f"{module.relative_to(ROOT)} has {lines} lines: split it"
