"""What README.md and docs/ name exists: files, commands and their options, names, addresses."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import Resolver404, resolve

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("portal", "catalogue", "pathways", "search", "templates", "tests", "benchmarks", "docs")
AT_THE_TOP = ("Makefile", "manage.py", "compose.yaml", "pyproject.toml", "requirements.txt")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
IDS = [str(path.relative_to(ROOT)) for path in DOCUMENTS]

GENERATED = ROOT / "docs" / "file-formats.md"  # from the rules; another test compares it
MADE_BY_THE_READER = {
    "portal/pages/content/help.pa.toml",
    "catalogue/publishing/desk/hours_views.py",
    "templates/manage/desk/hours.html",
    "manage/desk/hours.html",
}
OF_OTHERS = {"taught_in", "prune_db_task_results", "db_worker", "/services/<id>"}
WITHOUT_PAGES_OF_TEXT = ("/manage/", "/search/", "/api/", "/accounts/", "/courses/", "/b/")
SUFFIXES = "py|html|css|js|toml|txt|md|yaml|woff2|png"


def prose(path: Path) -> str:
    """Return a document without the addresses of other sites."""
    return re.sub(r"https?://(?!127\.0\.0\.1)[^\s)`>]+", " ", path.read_text("utf-8"))


def quoted(path: Path) -> Iterator[str]:
    """Give what stands between single backticks, outside blocks of code."""
    text = re.sub(r"^```.*?^```", "", prose(path), flags=re.M | re.S)
    yield from re.findall(r"`([^`\n]+)`", text)


@cache
def repository() -> tuple[str, ...]:
    """Return the path of every file and, with a slash at its end, of every folder of ours."""
    found = list(AT_THE_TOP)
    for room in (*ROOMS, "locale"):
        found.append(f"{room}/")
        for path in (ROOT / room).rglob("*"):
            if "__pycache__" not in path.parts:
                found.append(f"{path.relative_to(ROOT)}{'/' if path.is_dir() else ''}")
    return tuple(found)


@cache
def source() -> str:
    """Return all text of ours that is no documentation, without this module."""
    kinds = {".py", ".html", ".toml", ".js", ".txt", ".csv", ".yaml", ".css"}
    files = [ROOT / name for name in AT_THE_TOP]
    files += [
        ROOT / name
        for name in repository()
        if Path(name).suffix in kinds and not name.startswith(("tests/data/", "docs/"))
    ]
    files.remove(Path(__file__))
    return "\n".join(file.read_text("utf-8", errors="replace") for file in files)


@cache
def words_of_source() -> frozenset[str]:
    """Return every word of the code, and the names of its files and commands."""
    names = " ".join((*repository(), *get_commands()))
    text = source() + names
    return frozenset(re.findall(r"[\w-]+", text)) | frozenset(re.findall(r"\w+", text))


def is_here(name: str) -> bool:
    """Say whether a path, or the end of one, with * for any part of it, is in the repository."""
    return any(fnmatchcase(path, name) or fnmatchcase(path, f"*/{name}") for path in repository())


@pytest.mark.parametrize("document", DOCUMENTS, ids=IDS)
def test_every_file_that_is_named_exists(document):
    text = prose(document)
    names = set(re.findall(rf"(?<![\w./<*-])[\w<*][\w./<>*-]*\.(?:{SUFFIXES})\b(?!\.)", text))
    names |= {name for name in quoted(document) if re.fullmatch(r"[a-z_]+(/[a-z_-]+)*/", name)}
    names -= MADE_BY_THE_READER
    assert sorted(name for name in names if not is_here(re.sub(r"<\w+>", "*", name))) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=IDS)
def test_every_link_leads_to_a_file_and_a_heading(document):
    wrong = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(document)):
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists():
            wrong.append(target)
        elif anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.M)
            slugs = [re.sub(r"[^\w -]", "", line.lower()).replace(" ", "-") for line in headings]
            if anchor not in slugs:
                wrong.append(target)
    assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=IDS)
def test_every_command_and_option_exists(document):
    text = prose(document).replace("\\\n", " ")
    wrong = []
    for command, rest in re.findall(r"manage\.py ([a-z_]+)([^`\n|]*)", text):
        if command in OF_OTHERS:
            continue
        if command not in get_commands():
            wrong.append(command)
            continue
        app = get_commands()[command]
        loaded = load_command_class(app, command) if isinstance(app, str) else app
        known = loaded.create_parser("manage.py", command)._option_string_actions
        wrong += [f"{command} {o}" for o in re.findall(r"--[a-z][a-z-]*", rest) if o not in known]
    for module, rest in re.findall(r"python -m ((?:benchmarks|tests)[\w.]*)([^`\n]*)", text):
        spec = find_spec(module)
        if spec is None or spec.origin is None:
            wrong.append(module)
            continue
        options = re.findall(r"--[a-z][a-z-]*", rest)
        wrong += [f"{module} {option}" for option in options if f'"{option}"' not in source()]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"(?:`|^)make ([a-z][a-z-]*)", text, re.M):
        if not re.search(rf"^{target}:", makefile, re.M):
            wrong.append(f"make {target}")
    assert wrong == []


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if d != GENERATED], ids=str)
def test_every_name_of_code_is_in_the_code(document):
    """Settings, classes, functions, fields, columns, jobs: a name in backticks is not invented."""
    wrong = []
    for name in set(quoted(document)) - OF_OTHERS:
        if name.startswith("portal.settings."):  # not to be imported beside these settings
            wrong += [name] if find_spec(name) is None else []
        elif re.fullmatch(r"(portal|catalogue|pathways|search)(\.\w+)+", name):
            try:
                resolve_name(name)
            except (ImportError, AttributeError):
                wrong.append(name)
        elif re.fullmatch(r"\w*[_A-Z]\w*(\.\w+)*(\(\))?", name):
            parts = name.removesuffix("()").split(".")
            wrong += [name for part in parts if part not in words_of_source()]
    assert sorted(wrong) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=IDS)
def test_every_address_is_answered(document):
    """A page of text is answered by what makes it: then each part of its address is a slug."""
    wrong = []
    for name in set(quoted(document)) - OF_OTHERS:
        address = name.partition("?")[0].replace("<token>", "abc").replace("<course>", "a-1")
        if not re.fullmatch(r"/(?:[\w<>-]+/)*[\w.<>-]*", address) or address == "/":
            continue
        if address.endswith(tuple(f".{kind}" for kind in SUFFIXES.split("|"))):
            continue
        try:
            match = resolve(re.sub(r"<[\w-]+>", "a-1", address))
        except Resolver404:
            wrong.append(name)
            continue
        if match.func.__module__.startswith("wagtail"):
            wrong += [name] if address.startswith(WITHOUT_PAGES_OF_TEXT) else []
            parts = [part for part in address.split("/") if part and "<" not in part]
            wrong += [name for part in parts if part not in words_of_source()]
    assert wrong == []
