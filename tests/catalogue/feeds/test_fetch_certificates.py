"""A site has to prove that the name is its own."""

import datetime
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from catalogue.feeds.fetch import fetch
from catalogue.feeds.fetch_refusal import FetchRefusedError
from tests.catalogue.feeds.fetch_refused import QUICK, refused
from tests.catalogue.feeds.fetch_server import FeedServer, plain


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as started:
        yield started


def certificate_of(name: str, folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.mark.parametrize(
    ("name", "is_trusted", "code"),
    [
        ("feed.example.org", True, ""),
        ("other.example.org", True, "CERTIFICATE"),
        ("feed.example.org", False, "CERTIFICATE"),
    ],
    ids=["right", "another name", "not trusted"],
)
def test_the_certificate_is_checked_against_the_name(
    tmp_path: Path, name: str, is_trusted: bool, code: str
) -> None:
    path = certificate_of(name, tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    greeted: list[str] = []
    context.sni_callback = lambda _socket, host, _context: greeted.append(host)
    with FeedServer(context=context) as server:
        reach = server.reach(
            tls=lambda: ssl.create_default_context(cafile=str(path) if is_trusted else None)
        )
        if code:
            assert refused(server, lambda _head: [plain(b"x")], reach=reach).code == code
            assert not server.requests
        else:
            assert fetch(server.url(), limits=QUICK, reach=reach).read() == b"hello"
        assert greeted == ["feed.example.org"]


def test_a_site_that_speaks_no_tls(server: FeedServer) -> None:
    url = server.url().replace("http:", "https:")
    with pytest.raises(FetchRefusedError) as error:
        fetch(url, limits=QUICK, reach=server.reach())

    assert error.value.code in ("NO_ANSWER", "TOO_SLOW")
