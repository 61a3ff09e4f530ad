"""Denials in the audit trail, beside the changes and sign-ins that the journal holds already."""

from flask import Flask, Response, current_app, g, request

from chassis.data.journal import record
from chassis.principal import Context

FORBIDDEN = 403


def install(app: Flask) -> None:
    """Write down every 403 that a known caller gets, whether from here or from a service."""
    app.after_request(_note_denial)


def _note_denial(response: Response) -> Response:
    if response.status_code == FORBIDDEN and "caller" in g:
        database = current_app.extensions["sifang"].database
        told = response.get_json(silent=True) or {}
        denied = {"method": request.method, "path": request.path, "code": told.get("code")}
        who = g.caller.principal
        with database.transaction(
            Context(who, g.request_id, request={"verb": "denied"})
        ) as session:
            record(session, f"user/{who.id}", None, denied, str(told.get("detail", "")))
    return response
