"""Serve the demonstration as `make run` does, for whoever measures or looks at it."""

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60.0


def environment(var_dir: Path) -> dict[str, str]:
    """Return the environment of a site that keeps everything under a folder of its own."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "MEDIA_ROOT")}
    prefix = os.environ.get("SEARCH_INDEX_PREFIX", "waymark-")
    return kept | {
        # Two sites that share a node must not read each other's index, nor believe its numbers.
        "SEARCH_INDEX_PREFIX": f"{prefix}{var_dir.name.lower()}-",
        "VAR_DIR": str(var_dir),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "PYTHONUNBUFFERED": "1",
    }


def use_folder(description: str | None) -> None:
    """Load the site kept in the folder that ``--var-dir`` names, in this process."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--var-dir", type=Path, default=ROOT / "var" / "bench-100k")
    os.environ["VAR_DIR"] = str(parser.parse_args().var_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    import django  # only now: its settings read the environment

    django.setup()


def manage(var_dir: Path, *arguments: str) -> str:
    """Run a management command on that site and return what it printed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(var_dir),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def site(var_dir: Path, *, workers: int = 1, port: int | None = None) -> Iterator[str]:
    """Serve a prepared folder and give the address: ``http://127.0.0.1:41234``."""
    port = port or free_port()
    log_path = var_dir / "served.log"
    with log_path.open("w") as log:
        server = subprocess.Popen(
            [
                str(Path(sys.executable).parent / "granian"),
                *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
                *("--workers", str(workers), "--blocking-threads", "1", "--backpressure", "64"),
                *("--no-ws", "--log-level", "warning", "portal.wsgi:application"),
            ],
            cwd=ROOT,
            env=environment(var_dir),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, server, log_path)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(address: str, server: subprocess.Popen[bytes], log_path: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped at once:\n{log_path.read_text()}")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"No answer from {address} in {START_SECONDS:.0f} s")


@contextmanager
def demonstration(name: str, *, workers: int = 1) -> Iterator[tuple[str, Path]]:
    """Serve the seeded demonstration from ``var/<name>``; give its address and folder."""
    var_dir = ROOT / "var" / name
    var_dir.mkdir(parents=True, exist_ok=True)
    manage(var_dir, "prepare", "--demo")
    with site(var_dir, workers=workers) as address:
        yield address, var_dir
