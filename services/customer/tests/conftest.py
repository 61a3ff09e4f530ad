"""The customer service behind its door, and people who bring a file to where a test begins."""

from dataclasses import dataclass
from typing import Any

import pytest

ENTERPRISE = {
    "type": "enterprise",
    "name": "华东汽配有限公司",
    "short_name": "华东汽配",
    "category": "main",
    "terms_kind": "days",
    "terms_days": 30,
    "phone_office": "021-5888 6666",
    "credit_code": "91330100799655058B",
    "region": "310000",
}
INDIVIDUAL = {
    "type": "individual",
    "person_name": "张三丰",
    "phone_mobile": "13800138000",
    "identity_kind": "identity_card",
    "identity_no": "11010519491231002X",
    "birth_date": "1949-12-31",
    "height_cm": 172,
    "weight_kg": "70.5",
}
NO_LIKENESS = {"phone_office": None, "credit_code": None, "short_name": None}
YES = {"approve": True}


@dataclass
class Desk:
    """The service's door, with the verbs a test needs to arrange its beginning."""

    door: Any

    def by(self, role: str, user: str | None = None, **claims: Any) -> Any:
        return self.door.as_(role, user, **claims)

    def register(self, role: str = "info_specialist", **changed: Any) -> dict[str, Any]:
        return done(self.by(role).post("/customers", ENTERPRISE | changed), 201)

    def submit(self, file: dict[str, Any], role: str = "info_specialist") -> dict[str, Any]:
        return done(self.by(role).post(f"/customers/{file['id']}/submit"))

    def examine(self, file: dict[str, Any], **verdict: Any) -> dict[str, Any]:
        path = f"/customers/{file['id']}/examine"
        return done(self.by("info_supervisor").post(path, YES | verdict))

    def recheck(self, file: dict[str, Any], **verdict: Any) -> dict[str, Any]:
        path = f"/customers/{file['id']}/recheck"
        return done(self.by("archivist").post(path, YES | verdict))

    def sign(self, file: dict[str, Any], role: str = "info_specialist") -> dict[str, Any]:
        self.submit(file, role)
        self.examine(file)
        return self.recheck(file)

    def approved(self, role: str = "info_specialist", **changed: Any) -> dict[str, Any]:
        return self.sign(self.register(role, **changed), role)

    def change(self, file: dict[str, Any], role: str = "info_specialist", **body: Any) -> Any:
        path = f"/customers/{file['id']}"
        version = self.read(file)["version"]
        return self.by(role).patch(path, body, version=version)

    def read(self, file: dict[str, Any], role: str = "info_supervisor") -> dict[str, Any]:
        return done(self.by(role).get(f"/customers/{file['id']}"))

    def facts(self, kind: str) -> list[dict[str, Any]]:
        return self.door.facts(f"customer.{kind}.v1")

    def journal(self, file: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self.by("auditor").get("/journal", thing=f"customer/{file['id']}", limit=200)
        return done(answer)["items"][::-1]


def done(answer: Any, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.json
    return answer.json


def refused(answer: Any, status: int, code: str, pointer: str | None = None) -> dict[str, Any]:
    assert (answer.status_code, answer.json["code"]) == (status, code), answer.json
    if pointer:
        assert pointer in [error["pointer"] for error in answer.json["errors"]]
    return answer.json


@pytest.fixture
def desk(service_door):
    return Desk(service_door("customer"))
