"""Limits and ratings: proposed, signed by three people, stated; and who is kept from it."""

import pytest

from .conftest import YES, done, refused


@pytest.fixture
def file(desk):
    return desk.register()


def propose(desk, file, role="info_specialist", **body):
    wanted = body or {"limit": "50000.00", "rating": "A"}
    return desk.by(role).post(f"/customers/{file['id']}/credit-proposals", wanted)


def sign(desk, proposal, step, role, **verdict):
    path = f"/credit-proposals/{proposal['id']}/{step}"
    return desk.by(role).post(path, YES | verdict)


def approved(desk, file, **body):
    proposal = done(propose(desk, file, **body), 201)
    done(sign(desk, proposal, "examine", "info_supervisor"))
    return done(sign(desk, proposal, "recheck", "finance"))


@pytest.mark.both_databases
def test_three_people_bring_a_limit_into_force(desk, file):
    proposal = done(propose(desk, file), 201)
    assert (proposal["state"], proposal["limit"], proposal["limit_in_force"]) == (
        "submitted",
        "50000.00",
        None,
    )
    assert desk.facts("credit.changed") == []
    examined = done(sign(desk, proposal, "examine", "info_supervisor"))
    assert examined["state"] == "examined"
    signed = done(sign(desk, proposal, "recheck", "finance"))
    assert (signed["state"], signed["limit_in_force"], signed["rating_in_force"]) == (
        "approved",
        "50000.00",
        "A",
    )
    signers = [s["signer_name"] for s in signed["signatures"]]
    assert signers == ["info_specialist", "info_supervisor", "finance"]
    stated = {"customer_id": file["id"], "limit": "50000.00", "rating": "A"}
    assert desk.facts("credit.changed") == [stated]


def test_what_a_proposal_leaves_out_stays_in_force(desk, file):
    approved(desk, file)
    approved(desk, file, rating="C")
    approved(desk, file, limit="0.00")
    facts = desk.facts("credit.changed")
    assert [(fact["limit"], fact["rating"]) for fact in facts] == [
        ("50000.00", "A"),
        ("50000.00", "C"),
        ("0.00", "C"),
    ]
    envelopes = desk.door.envelopes("customer.credit.changed.v1")
    assert [envelope["sequence"] for envelope in envelopes] == [1, 2, 3]
    assert {envelope["subject"] for envelope in envelopes} == {f"customer/{file['id']}"}


def test_the_same_person_signs_only_once(desk, file):
    perms = [f"customer.credit.{verb}" for verb in ("read", "propose", "examine", "recheck")]
    one = desk.by("sales_manager", "one", perms=perms)
    proposal = done(one.post(f"/customers/{file['id']}/credit-proposals", {"rating": "B"}), 201)
    path = f"/credit-proposals/{proposal['id']}"
    refused(one.post(f"{path}/examine", YES), 403, "same_person_twice")
    two = desk.by("info_supervisor", "two", perms=perms)
    done(two.post(f"{path}/examine", YES))
    refused(two.post(f"{path}/recheck", YES), 403, "same_person_twice")
    refused(one.post(f"{path}/recheck", YES), 403, "same_person_twice")
    done(sign(desk, proposal, "recheck", "finance"))


def test_one_proposal_at_a_time(desk, file):
    first = done(propose(desk, file), 201)
    pending = refused(propose(desk, file, "sales_manager"), 409, "proposal_pending")
    assert first["number"] in pending["detail"]
    no = {"approve": False, "comment": "zu hoch"}
    rejected = done(sign(desk, first, "examine", "info_supervisor", **no))
    assert rejected["state"] == "rejected"
    second = done(propose(desk, file, limit="20000.00"), 201)
    assert second["number"] > first["number"]
    assert desk.facts("credit.changed") == []


def test_a_verb_in_the_wrong_state_is_refused(desk, file):
    proposal = done(propose(desk, file), 201)
    early = sign(desk, proposal, "recheck", "finance")
    refused(early, 409, "proposal_not_for_recheck")
    silent = sign(desk, proposal, "examine", "info_supervisor", approve=False)
    refused(silent, 422, "comment_missing", "/comment")
    done(sign(desk, proposal, "examine", "info_supervisor"))
    again = sign(desk, proposal, "examine", "info_supervisor")
    refused(again, 409, "proposal_not_for_examination")


@pytest.mark.parametrize(
    ("role", "step"),
    [
        ("salesperson", "propose"),
        ("finance", "propose"),
        ("finance", "examine"),
        ("archivist", "examine"),
        ("info_supervisor", "recheck"),
        ("sales_manager", "recheck"),
    ],
)
def test_other_roles_are_refused(desk, file, role, step):
    if step == "propose":
        refused(propose(desk, file, role), 403, "forbidden")
        return
    proposal = done(propose(desk, file), 201)
    refused(sign(desk, proposal, step, role), 403, "forbidden")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"limit": None},
        {"limit": 1.5},
        {"limit": "-1"},
        {"limit": "1.001"},
        {"rating": "D"},
        {"x": 1},
    ],
)
def test_bad_input_is_refused(desk, file, body):
    answer = desk.by("info_specialist").post(f"/customers/{file['id']}/credit-proposals", body)
    assert answer.status_code == 422, answer.json
    assert answer.json["errors"]
    assert done(desk.by("finance").get("/credit-proposals"))["items"] == []


def test_an_archived_or_unknown_customer_gets_no_credit(desk, file):
    nobody = {"id": "01980000-0000-7000-8000-000000000001"}
    refused(propose(desk, nobody), 404, "customer_not_found")
    done(desk.by("archivist").post(f"/customers/{file['id']}/archive", {"reason": "x"}))
    refused(propose(desk, file), 409, "credit_of_archived")


def test_proposals_are_listed_by_customer_and_state(desk, file):
    approved(desk, file)
    proposal = done(propose(desk, file, limit="60000.00"), 201)
    finance = desk.by("finance")
    page = done(finance.get("/credit-proposals", customer_id=file["id"], state="submitted"))
    [row] = page["items"]
    assert (row["number"], row["customer_code"]) == (proposal["number"], file["code"])
    assert (row["limit"], row["limit_in_force"]) == ("60000.00", "50000.00")
    refused(desk.by("salesperson").get("/credit-proposals"), 403, "forbidden")


def test_a_proposal_leaves_its_lines_in_the_journal(desk, file):
    proposal = approved(desk, file)
    auditor = desk.by("auditor")
    lines = done(auditor.get("/journal", thing=f"credit_proposal/{proposal['id']}"))["items"]
    verbs = [line["verb"].removeprefix("customer.credit.") for line in lines]
    assert verbs == ["recheck", "examine", "propose"]
    [line] = done(auditor.get("/journal", thing=f"credit/{file['id']}"))["items"]
    assert line["changes"] == {"limit": [None, "50000.00"], "rating": [None, "A"]}
