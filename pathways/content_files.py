"""Read the careers content: figures, skills, roles and pathways as tables of plain values."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"


class ContentError(Exception):
    """The content cannot be loaded. Says which file, entry and key, and what to do."""

    def __init__(self, *, file: str, entry: str = "", key: str = "", remedy: str) -> None:
        place = ", ".join(part for part in (entry and f"“{entry}”", key) if part)
        super().__init__(f"{file}: {place}: {remedy}" if place else f"{file}: {remedy}")


@dataclass(frozen=True)
class Entry:
    """One table of a file: ``Entry("roles/health.toml", "porter", {"title": "Porter", ...})``."""

    file: str
    slug: str
    values: dict[str, Any]

    def error(self, key: str, remedy: str) -> ContentError:
        """Return the error that names this entry and one of its keys."""
        return ContentError(file=self.file, entry=self.slug, key=key, remedy=remedy)


@dataclass(frozen=True)
class CareersContent:
    """All of it, by slug. Translations are by language, then by slug."""

    pay_figures: dict[str, Entry]
    demand_figures: list[Entry]
    skills: dict[str, Entry]
    families: dict[str, Entry]
    roles: dict[str, Entry]
    pathways: dict[str, Entry]
    pages: dict[str, Entry]
    role_translations: dict[str, dict[str, Entry]] = field(default_factory=dict)
    pathway_translations: dict[str, dict[str, Entry]] = field(default_factory=dict)


def read_content(directory: Path = CONTENT) -> CareersContent:
    """Read every file of a directory. Raises ContentError where one cannot be read.

    ``roles/health.toml`` has ``[[role]]`` tables, ``pathways/health.toml`` is one pathway with its
    ``[[family]]`` tables. ``roles/health.ur.toml`` and ``pathways/health.ur.toml`` hold the words
    in Urdu. ``figures.toml`` has ``[[pay_figure]]`` and ``[[demand_figure]]``, ``skills.toml``
    ``[[skill]]``, ``pages.toml`` a table for each page above the others, ``matching.toml`` one
    for each role with the rules by which courses and vacancies lead there.
    """
    roles = list(_files(directory / "roles"))
    pathways = list(_files(directory / "pathways"))
    figures = _read(directory / "figures.toml", "figures.toml")
    skills = _read(directory / "skills.toml", "skills.toml")
    pages = _read(directory / "pages.toml", "pages.toml")
    matching = _read(directory / "matching.toml", "matching.toml")
    read_pathways = [(name, language, _read(path, name)) for path, name, language in pathways]
    return CareersContent(
        pay_figures=_by_slug(_entries("figures.toml", figures, "pay_figure", key="key")),
        demand_figures=list(_entries("figures.toml", figures, "demand_figure", key="statement")),
        skills=_by_slug(_entries("skills.toml", skills, "skill")),
        families=_by_slug(
            each
            for name, language, table in read_pathways
            if not language
            for each in _entries(name, table, "family")
        ),
        roles=_by_slug(_with_matching(_roles(roles, language=""), matching)),
        pathways=_by_slug(_pathways(read_pathways, language="")),
        pages={name: Entry("pages.toml", name, values) for name, values in pages.items()},
        role_translations={
            code: _by_slug(_roles(roles, language=code)) for code in _languages(roles)
        },
        pathway_translations={
            code: _by_slug(_pathways(read_pathways, language=code)) for code in _languages(pathways)
        },
    )


def _files(directory: Path) -> Iterator[tuple[Path, str, str]]:
    """Give each file with its name and language: ``(..., "roles/health.ur.toml", "ur")``."""
    for path in sorted(directory.glob("*.toml")):
        yield path, f"{directory.name}/{path.name}", path.stem.partition(".")[2]


def _languages(files: list[tuple[Path, str, str]]) -> set[str]:
    return {language for _path, _name, language in files if language}


def _read(path: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(file=name, remedy=f"{error}. Mend the file and try again.") from error


def _roles(files: list[tuple[Path, str, str]], *, language: str) -> Iterator[Entry]:
    for path, name, code in files:
        if code == language:
            yield from _entries(name, _read(path, name), "role")


def _with_matching(roles: Iterator[Entry], rules: dict[str, Any]) -> Iterator[Entry]:
    """Give each role the rules of matching.toml, under the names of its fields."""
    for entry in roles:
        rule = dict(rules.get(entry.slug, {}))
        levels = rule.pop("levels", [])
        found = {f"match_{key}": value for key, value in rule.items()}
        found |= dict(zip(("match_level_from", "match_level_to"), levels, strict=False))
        yield Entry(entry.file, entry.slug, {**found, **entry.values})


def _pathways(tables: list[tuple[str, str, dict[str, Any]]], *, language: str) -> Iterator[Entry]:
    for name, code, table in tables:
        if code == language:
            values = {key: value for key, value in table.items() if key != "family"}
            yield from _entries(name, {"pathway": [values]}, "pathway")


def _entries(name: str, table: dict[str, Any], kind: str, *, key: str = "slug") -> Iterator[Entry]:
    for number, values in enumerate(table.get(kind, []), start=1):
        slug = values.get(key)
        if not isinstance(slug, str) or not slug:
            raise ContentError(
                file=name, entry=f"{kind} {number}", key=key, remedy=f"Give this entry a {key}."
            )
        yield Entry(name, slug, {each: value for each, value in values.items() if each != key})


def _by_slug(entries: Iterator[Entry] | Any) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.slug in found:
            raise entry.error(
                "slug", f"{found[entry.slug].file} has this entry too. Keep one of the two."
            )
        found[entry.slug] = entry
    return found
