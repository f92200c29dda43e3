"""Who may talk to the page: the reviewer's own browser, at its own address, and nobody else.

The page runs on the reviewer's machine, so any web site open in the same browser could try
to reach it. Three locks, each enough against its kind of attack: the exact ``Host`` (DNS
rebinding), the exact ``Origin`` (forged requests), and a token made at each start, which
every write must carry (anything that can send but not read).
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY = 1_000_000
TOKEN_HEADER = "x-renkei-token"  # noqa: S105  # the header's name, not a token
_READING = frozenset({"GET", "HEAD"})
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """Lets a request through to ``app`` when all locks open, and answers 403 otherwise."""

    def __init__(self, app: App, *, hosts: Iterable[str], token: str) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refusal = self.refusal(scope["method"], scope["headers"])

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        if refusal:
            status, reason = refusal
            plain = [(b"content-type", b"text/plain; charset=utf-8")]
            await sending({"type": "http.response.start", "status": status, "headers": plain})
            await sending({"type": "http.response.body", "body": reason.encode()})
            return
        await self.app(scope, receive, sending)

    def refusal(self, method: str, raw: Iterable[tuple[bytes, bytes]]) -> tuple[int, str] | None:
        """Why a request is turned away, with its status; None when it may pass."""
        headers: dict[str, list[str]] = {}
        for name, value in raw:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        hosts = headers.get("host", [])
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return 403, "wrong host: open the address that renkei review printed"
        origins = headers.get("origin", [])
        if any(origin != f"http://{hosts[0]}" for origin in origins):
            return 403, "wrong origin"
        return None if method in _READING else self._writing_refusal(origins, headers)

    def _writing_refusal(
        self, origins: list[str], headers: dict[str, list[str]]
    ) -> tuple[int, str] | None:
        if len(origins) != 1:
            return 403, "no origin"
        tokens = headers.get(TOKEN_HEADER, [])
        if len(tokens) != 1 or not secrets.compare_digest(tokens[0].encode(), self.token.encode()):
            return 403, "no valid token: reload the page"
        length = headers.get("content-length", [""])[0]
        if not length.isdecimal() or int(length) > MAX_BODY:
            return 413, "too long"
        return None
