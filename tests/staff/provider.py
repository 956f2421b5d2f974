"""A real OpenID provider on a free port of this machine. Tests may have it say something else than it should."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import jwt
import requests
import werkzeug.serving
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from oidc_provider_mock import app

Change = Callable[[dict[str, Any]], None]


@dataclass
class Running:
    """The provider. `change` is what happens to the claims of an ID token before it is signed; None for nothing."""

    url: str = ""
    change: Change | None = None
    signs_with: RSAPrivateKey | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def knows(self, subject: str, **claims: Any) -> None:
        """Let somebody have an account there, with these claims."""
        requests.put(f"{self.url}/users/{subject}", json=claims, timeout=10).raise_for_status()

    def signs_in(self, address: str, subject: str) -> str:
        """What a browser does there: sign in as the subject. Gives where it is sent back to, without our host."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


def asked_in(address: str) -> dict[str, str]:
    """What an address asks for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def running_provider() -> Iterator[Running]:
    """The provider, until the end of the block."""
    running, provider = Running(), app()

    @provider.after_request  # type: ignore[untyped-decorator]
    def tamper(answer: flask.Response) -> flask.Response:
        if flask.request.path != "/oauth2/token" or answer.status_code != 200:
            return answer
        running.asked.append(flask.request.form.to_dict())
        if running.change is None and running.signs_with is None:
            return answer
        whole = answer.get_json()
        own_key = flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True)
        claims = jwt.decode(whole["id_token"], options={"verify_signature": False})
        if running.change:
            running.change(claims)
        key = running.signs_with or jwt.PyJWK(own_key).key
        whole["id_token"] = jwt.encode(claims, key, "RS256", headers={"kid": own_key["kid"]})
        answer.set_data(flask.json.dumps(whole))
        return answer

    server = werkzeug.serving.make_server("localhost", 0, provider, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    running.url = f"http://localhost:{server.server_port}"
    try:
        yield running
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
