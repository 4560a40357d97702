"""Rebuild the index from the database; print documents a second and the peak of memory."""

import time

from benchmarks.serving import use_folder
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
    use_folder(__doc__)
    print(run())
