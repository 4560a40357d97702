"""The one style sheet: the parts of ``portal/static/css``, joined in the order of their layers."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage

SOURCE = Path(__file__).resolve().parents[1] / "static" / "css"
LAYERS = "@layer tokens, reset, base, layout, controls, components, pages, helpers, print;"
# fmt: off
PARTS = (
    "tokens", "dark", "fonts", "reset", "base", "layout",
    "skip-link", "button", "field", "error", "choice", "details", "crumbs", "pagination", "tag",
    "inset-text", "notice", "table",
    "icon", "language-bar", "header", "search", "suggest", "kinds", "chips", "filters", "card",
    "facts", "date", "booking", "fingerpost", "sector", "key", "source", "needs",
    "access", "next", "stage", "trail", "map", "way", "az", "place", "phone", "scheme", "status",
    "event", "help", "blocks", "words",
    "footer",
    "hero", "title", "results", "language-panel",
    "scripts", "helpers", "print",
)
# fmt: on
# Sheets of their own: few pages need them, and each page asks for its own by name.
EXTRAS = {
    "check-in": ("check-in",),
    "desk": ("desk", "task-list", "chart", "preview", "editor", "upload"),
    "month": ("month",),
    "poster": ("poster",),
}
BUILT = frozenset(f"css/{name}.css" for name in ("waymark", "styleguide", *EXTRAS))
_DARK_MEDIA = "@media screen and (prefers-color-scheme: dark)"
_DARK_ROOT = ':root:not([data-theme="light"])'


def join() -> str:
    """Return the sheet that every page loads."""
    return minify(LAYERS + "".join(_part(name) for name in PARTS))


def join_extra(name: str) -> str:
    """Return a sheet that its pages load after the one that every page loads: ``"poster"``."""
    return minify(LAYERS + "".join(_part(part) for part in EXTRAS[name]))


def join_styleguide() -> str:
    """Return the extra sheet of the style guide: its own rules, and dark colours on demand."""
    dark = _part("dark").replace(_DARK_MEDIA, "@media all")
    return minify(dark.replace(_DARK_ROOT, '[data-theme="dark"]') + _part("styleguide"))


def minify(css: str) -> str:
    """Drop comments and white space that browsers do not need. Strings keep their single spaces."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return re.sub(r": (?=[^{}]*[;}])", ":", css).replace(";}", "}").strip()


def build(directory: Path) -> list[Path]:
    """Write all sheets under ``directory / "css"`` and return their paths."""
    target = directory / "css"
    target.mkdir(parents=True, exist_ok=True)
    written = []
    extras = [(f"{name}.css", join_extra(name)) for name in EXTRAS]
    for name, text in (
        ("waymark.css", join()),
        ("styleguide.css", join_styleguide()),
        *extras,
    ):
        path = target / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            part = path.with_suffix(".part")
            part.write_text(text, encoding="utf-8")
            part.replace(path)
        written.append(path)
    return written


def built_directory() -> Path:
    """Where built static files live: ``var/built``."""
    return Path(settings.VAR_DIR) / "built"


class BuiltFinder(BaseFinder):
    """Offers the built sheets to ``collectstatic`` and to servers, building them first."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=built_directory())
        self._is_built = False

    def check(self, **_kwargs: Any) -> list[Any]:
        """Nothing to configure, so nothing to check."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        """Return the file on disk for ``css/waymark.css``."""
        if path not in BUILT:
            return [] if find_all else None
        self._build_once()
        found = self.storage.path(path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """Yield every built file with its storage."""
        self._build_once()
        for path in get_files(self.storage, list_of(ignore_patterns)):
            yield path, self.storage

    def _build_once(self) -> None:
        if not self._is_built:
            build(built_directory())
            self._is_built = True


def list_of(patterns: Iterable[str] | None) -> list[str]:
    """Return ignore patterns as the list that Django's walker wants."""
    return [*(patterns or ()), "*.part"]


def _part(name: str) -> str:
    return (SOURCE / f"{name}.css").read_text(encoding="utf-8")
