"""Rebuild the index from the database; print documents a second and the peak of memory."""

import argparse
import os
import time
from pathlib import Path

from benchmarks.serving import ROOT
from benchmarks.timing import peak_memory_mb


def run() -> str:
    """Return one line for the table."""
    from portal.core.clock import today
    from search import indexing

    began = time.perf_counter()
    count = indexing.rebuild(today=today())
    seconds = time.perf_counter() - began
    info = indexing.get_engine().info()
    return (
        f"  {count} documents in {seconds:.1f} s, {count / seconds:.0f}/s, "
        f"peak memory {peak_memory_mb():.0f} MB, index {info.size_bytes / 1e6:.0f} MB, "
        f"{info.segments} segments"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var-dir", type=Path, default=ROOT / "var" / "bench-100k")
    os.environ["VAR_DIR"] = str(parser.parse_args().var_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    import django

    django.setup()
    print(run())
