"""Connecting to a checked address loses nothing of TLS: the name is still the one that is asked and verified."""

from __future__ import annotations

import datetime
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from factdesk.outbound import Policy, Unreachable, fetch

NAME = "facts.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for NAME that is its own root, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    path.write_bytes(
        built.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture
def secure(certificate):
    """A TLS server on loopback; gives its port and the names that clients asked for."""
    asked: list[str | None] = []

    class _Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers["Host"])
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"secure")

        def log_message(self, *args: object) -> None:
            pass

    class _Server(HTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass  # clients that refuse the certificate are what is tested

    server = _Server(("127.0.0.1", 0), _Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda connection, name, context: asked.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


def _policy(site, port, tls=None):
    return Policy(
        ports=frozenset({port}), networks=site.policy.networks, resolver=lambda host, port: ["127.0.0.1"], tls=tls
    )


def test_the_name_goes_into_sni_host_and_verification(site, secure, certificate):
    port, asked = secure
    trusting = ssl.create_default_context(cafile=str(certificate))
    fetched = fetch(f"https://{NAME}:{port}/", policy=_policy(site, port, trusting))
    assert fetched.body == b"secure"
    assert asked == [NAME, f"{NAME}:{port}"]


def test_a_certificate_for_another_name_is_refused(site, secure, certificate):
    port, asked = secure
    trusting = ssl.create_default_context(cafile=str(certificate))
    with pytest.raises(Unreachable, match="certificate"):
        fetch(f"https://other.example:{port}/", policy=_policy(site, port, trusting))
    assert asked == ["other.example"]


def test_a_certificate_that_nobody_vouches_for_is_refused(site, secure):
    port, _ = secure
    with pytest.raises(Unreachable, match="certificate"):
        fetch(f"https://{NAME}:{port}/", policy=_policy(site, port))
