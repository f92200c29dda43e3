"""The review server: put together, bound to this machine alone, and run."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from pipeline.errors import InputError
from pipeline.review.deciding import Desk
from pipeline.review.guard import Guard
from pipeline.review.index import Index
from pipeline.review.names import Names
from pipeline.review.outputs import Outputs
from pipeline.review.pages import pages
from pipeline.review.rulenotes import RuleNote
from pipeline.review.site import Site, environment, load_assets, names_with
from pipeline.review.texts import Sources
from pipeline.review.writes import ERRORS, error_response, writes

ADDRESS = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a server is started with. ``now`` and ``salt`` as for :class:`Desk`."""

    outputs: Path
    cache: Path
    reviewer: str
    sources: Sequence[Path]
    names: Names
    notes: dict[str, RuleNote]
    now: Callable[[], str]
    salt: Callable[[], str]


def open_site(setup: Setup) -> Site:
    """Everything behind the pages. Raises :class:`~pipeline.errors.RenkeiError`."""
    index = Index(Outputs(setup.outputs), setup.cache)
    names = names_with(index, setup.names)
    desk = Desk(index, names, setup.reviewer, setup.now, setup.salt)
    assets = load_assets()
    return Site(
        index=index,
        desk=desk,
        names=names,
        sources=Sources(setup.sources),
        notes=setup.notes,
        token=secrets.token_urlsafe(32),
        assets=assets,
        templates=environment(assets),
    )


def application(site: Site, port: int, started: Callable[[], None] | None = None) -> Guard:
    """The guarded application for one port; ``started`` is called when it answers."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        if started is not None:
            started()
        yield

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.include_router(pages(site))
    app.include_router(writes(site))

    async def told(_: Request, error: Exception) -> JSONResponse:
        return error_response(error)

    for kind in ERRORS:
        app.add_exception_handler(kind, told)
    hosts = (f"{ADDRESS}:{port}", f"localhost:{port}")
    return Guard(app, hosts=hosts, token=site.token)


def bound(port: int) -> socket.socket:
    """A socket on this machine's own address; port 0 takes a free one.

    Raises :class:`InputError` when the port is taken.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((ADDRESS, port))
    except OSError as error:
        sock.close()
        raise InputError(
            f"--port {port}",
            f"cannot be used: {error.strerror}",
            "Another renkei review may be running: use its page, or choose another port.",
        ) from None
    return sock


def serve(site: Site, sock: socket.socket, started: Callable[[], None] | None = None) -> None:
    """Answer requests until interrupted."""
    app: Any = application(site, sock.getsockname()[1], started)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False
    )
    uvicorn.Server(config).run(sockets=[sock])
