"""Take a screenshot of every page, phones and desktop, in every language, into var/shots."""

import argparse
from pathlib import Path

from benchmarks import booking_journey
from benchmarks.browsing import chromium, new_context
from benchmarks.desk_pages import DESK_PAGES
from benchmarks.desk_site import desk_site
from benchmarks.pages import address_in, all_pages
from benchmarks.serving import ROOT, demonstration

WIDTHS = "320,390,1280"
LANGUAGES = "en,ur,pl"


def run(only: str, target: Path, *, widths: list[int], languages: list[str]) -> None:
    """Write ``<page>-<width>[-<language>].png`` for every page whose name holds ``only``."""
    target.mkdir(parents=True, exist_ok=True)
    with demonstration("browser") as (address, var_dir), chromium() as browser:
        pages = {n: p for n, p in all_pages(var_dir).items() if only in n}
        for width in widths:
            context = new_context(browser, width=width)
            page = context.new_page()
            for language in languages:
                for name, path in pages.items():
                    page.goto(address + address_in(path, language, name=name))
                    # Pictures further down load when they come into view.
                    page.evaluate("for (const one of document.images) one.loading = 'eager'")
                    page.wait_for_load_state("networkidle")
                    ending = "" if language == "en" else f"-{language}"
                    page.screenshot(path=target / f"{name}-{width}{ending}.png", full_page=True)
                if only in booking_journey.NAME:
                    ending = "" if language == "en" else f"-{language}"
                    for name in booking_journey.walk(page, address, language):
                        path = target / f"booking-{name}-{width}{ending}.png"
                        page.screenshot(path=path, full_page=True)
            desk_names = [name for name in DESK_PAGES if only in name]
            if desk_names:
                with desk_site(var_dir) as desk:
                    for language in languages:
                        ending = "" if language == "en" else f"-{language}"
                        for name in desk_names:
                            desk.open(page, name, language)
                            path = target / f"desk-{name}-{width}{ending}.png"
                            page.screenshot(path=path, full_page=True)
            context.close()
    print(f"{len(list(target.glob('*.png')))} screenshots in {target}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--to", type=Path, default=ROOT / "var" / "shots")
    parser.add_argument("--widths", default=WIDTHS)
    parser.add_argument("--languages", default=LANGUAGES)
    arguments = parser.parse_args()
    run(
        arguments.only,
        arguments.to,
        widths=[int(width) for width in arguments.widths.split(",")],
        languages=arguments.languages.split(","),
    )
