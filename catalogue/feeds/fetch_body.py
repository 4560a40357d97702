"""The file of an answer: unpacked piece by piece, never larger than allowed, whole or refused."""

import hashlib
import http.client
import tempfile
import zlib
from collections.abc import Iterator
from typing import IO

from catalogue.feeds.fetch_connection import Allowance, too_large
from catalogue.feeds.fetch_refusal import FetchRefusedError

PIECE = 64 * 1024
IN_MEMORY = 1024 * 1024  # a larger file waits on disk
PLAIN = frozenset({"", "identity"})
ASK_FOR_GZIP = "Only gzip and deflate are read. Ask the site to send it so, or not packed."
GZIP = frozenset({"gzip", "x-gzip"})


def read_body(
    response: http.client.HTTPResponse, *, allowance: Allowance
) -> tuple[IO[bytes], int, str]:
    """Return the file at its start, its size unpacked, and its SHA-256.

    Raises FetchRefusedError for a file that is too large, broken or not whole.
    """
    pieces = _pieces(response, allowance=allowance)
    encoding = (response.getheader("Content-Encoding") or "").strip().lower()
    if encoding not in PLAIN:
        pieces = _unpacked(pieces, encoding=encoding, at_most=allowance.limits.max_bytes)
    body: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed on
    digest = hashlib.sha256()
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > allowance.limits.max_bytes:
                raise too_large(allowance.limits)
            digest.update(piece)
            body.write(piece)
            allowance.seconds(1.0)  # unpacking takes time as well
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body, size, digest.hexdigest()


def _pieces(response: http.client.HTTPResponse, *, allowance: Allowance) -> Iterator[bytes]:
    coding = (response.getheader("Transfer-Encoding") or "").strip().lower()
    if coding not in ("", "chunked"):
        raise FetchRefusedError(
            "COMPRESSION", f"The file is sent as “{coding[:40]}”. {ASK_FOR_GZIP}"
        )
    expected = response.length  # None when it comes in chunks, or to the end of the connection
    if expected is not None and expected > allowance.limits.max_bytes:
        raise too_large(allowance.limits)
    received = 0
    while expected is None or received < expected:
        wanted = PIECE if expected is None else min(PIECE, expected - received)
        piece = response.read1(wanted)
        if not piece:
            break
        received += len(piece)
        yield piece
    if expected is not None and received < expected:
        raise cut_off()


def cut_off() -> FetchRefusedError:
    """Return the refusal for a file that is not whole."""
    return FetchRefusedError(
        "CUT_OFF",
        "The file ended before it was whole. It is tried again at the next fetch.",
        is_passing=True,
    )


def _unpacked(pieces: Iterator[bytes], *, encoding: str, at_most: int) -> Iterator[bytes]:
    """Yield a packed file unpacked, in pieces of a size that we choose, not the sender."""
    unpacker = None
    for piece in pieces:
        if unpacker is None:
            unpacker = _unpacker(encoding, first=piece)
        while piece:
            try:
                yield unpacker.decompress(piece, PIECE)
            except zlib.error as error:
                raise FetchRefusedError(
                    "COMPRESSION", "The packing of the file is broken. Tell the site."
                ) from error
            if unpacker.unused_data:
                raise FetchRefusedError(
                    "COMPRESSION",
                    "Something follows after the end of the packed file. Tell the site.",
                )
            piece = unpacker.unconsumed_tail
    if unpacker is not None and not unpacker.eof:
        yield from _rest(unpacker, at_most)
        if not unpacker.eof:
            raise cut_off()


def _rest(unpacker: "zlib._Decompress", at_most: int) -> Iterator[bytes]:
    """Yield what the unpacker still holds, though nothing more came in."""
    given = 0
    while given <= at_most:
        piece = unpacker.decompress(b"", PIECE)
        if not piece:
            return
        given += len(piece)
        yield piece


def _unpacker(encoding: str, *, first: bytes) -> "zlib._Decompress":
    if encoding in GZIP:
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    if encoding == "deflate":
        # Sites mean two things by it: with the two bytes of zlib in front, and without.
        has_header = len(first) > 1 and first[0] & 15 == 8 and (first[0] << 8 | first[1]) % 31 == 0
        return zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
    raise FetchRefusedError(
        "COMPRESSION", f"The file is packed as “{encoding[:40]}”. {ASK_FOR_GZIP}"
    )
