"""The gateway's Flask app: its own doors, the way through to the services, and what both share."""

from dataclasses import replace
from datetime import timedelta

from flask import Flask, Response, current_app, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from chassis.data.database import Database
from chassis.principal import Principal
from chassis.service import Service
from chassis.web.app import new_app
from chassis.web.door import OPEN
from paper.sheets.exporting import export

from . import audit
from .identity.administrator.routes import door as administrator
from .identity.api_tokens.routes import of_users, service_tokens, tokens
from .identity.callers import Callers
from .identity.passwords import Passwords
from .identity.sessions.routes import door as session
from .identity.users.routes import roles, users
from .limits import SignIns
from .models import Base
from .openapi import documents
from .proxy.routes import proxy
from .proxy.table import load
from .proxy.targets import split_target
from .proxy.upstream import Upstream
from .running import Running, running
from .settings import GatewaySettings
from .tokens import Mint, public_keys
from .views.routes import views

GATEWAY = Service("gateway", "gateway", Base.metadata)
DOORS = (administrator, session, users, roles, of_users, tokens, service_tokens, views)


def create_app(settings: GatewaySettings | None = None, database: Database | None = None) -> Flask:
    """The gateway's app, without a connection made yet, so that it can be loaded before a fork."""
    settings = settings or GatewaySettings.load()
    own = replace(settings.chassis, public_keys=public_keys(settings.signing_keys))
    database = database or Database(own.database_url, own.threads, own.master_key)
    app = new_app(GATEWAY, DOORS, own, database, who=_caller, prefix="/api/v1", exporter=export)
    app.extensions["gateway"] = assemble(settings, database)
    app.url_map.merge_slashes = False
    app.before_request(_read_target)
    app.register_blueprint(proxy)
    app.register_blueprint(documents)
    app.add_url_rule("/api/v1/keys", "keys", show_keys)
    audit.install(app)
    _trust_proxies(app, settings.proxy_hops)
    return app


def assemble(settings: GatewaySettings, database: Database) -> Running:
    """The parts of a gateway, each made once."""
    hold = settings.service_connections or max(1, settings.chassis.threads * 3 // 4)
    wait = settings.service_timeout
    return Running(
        settings=settings,
        passwords=Passwords(settings.hashes_at_once),
        sign_ins=SignIns(settings.sign_ins_per_minute),
        mint=Mint(settings.signing_keys),
        callers=Callers(database, timedelta(minutes=settings.session_idle_minutes)),
        table=load(settings.chassis.contracts_dir),
        upstreams={name: Upstream(name, at, hold, wait) for name, at in settings.services.items()},
    )


def show_keys() -> Response:
    """The public keys that verify the gateway's tokens."""
    keys = current_app.extensions["sifang"].settings.public_keys
    return Response(keys, content_type="application/jwk-set+json")


show_keys.declared = {"needs": OPEN, "keyed": False}  # type: ignore[attr-defined]


def _caller() -> Principal:
    return running().callers.caller().principal


def _read_target() -> None:
    """Judge the address as the client wrote it, before any parser made something else of it."""
    g.target = split_target(request.environ.get("RAW_URI") or request.environ["REQUEST_URI"])


def _trust_proxies(app: Flask, hops: int) -> None:
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
