"""A file's way through the door: registered, signed, changed, rejected, archived, and what is stated."""

import re

import pytest

from .conftest import ENTERPRISE, NO_LIKENESS, YES, done, refused

NO = {"approve": False, "comment": "电话有误"}


@pytest.mark.both_databases
def test_a_file_is_registered_with_a_code_and_stated(desk):
    file = desk.register()
    assert re.fullmatch(r"CU-\d{4}-000001", file["code"])
    assert (file["version"], file["edition"], file["filing"]) == (1, 0, "draft")
    assert (file["status"], file["display_name"]) == ("future", "华东汽配")
    [fact] = desk.facts("file.registered")
    assert fact == {
        "customer_id": file["id"],
        "code": file["code"],
        "display_name": "华东汽配",
        "type": "enterprise",
        "category": "main",
        "status": "future",
        "grade": None,
        "region": "310000",
        "sales_region": None,
        "owner_id": None,
        "department": None,
        "terms_kind": "days",
        "terms_days": 30,
        "return_credit": "on_receipt",
        "approved": False,
        "archived": False,
    }


def test_codes_are_consecutive(desk):
    numbers = [desk.register(name=name, **NO_LIKENESS)["code"][-6:] for name in "ABC"]
    assert numbers == ["000001", "000002", "000003"]


@pytest.mark.both_databases
def test_three_people_approve_a_file(desk):
    file = desk.approved()
    assert (file["filing"], file["edition"], file["version"]) == ("approved", 1, 4)
    signed = [(s["step"], s["verdict"], s["signer_name"]) for s in file["signatures"]]
    assert signed == [
        ("fill", "signed", "info_specialist"),
        ("examine", "signed", "info_supervisor"),
        ("recheck", "signed", "archivist"),
    ]
    [fact] = desk.facts("file.approved")
    assert (fact["approved"], fact["customer_id"]) == (True, file["id"])
    assert [f["sequence"] for f in desk.door.envelopes("customer.file.approved.v1")] == [4]


def test_the_same_person_signs_only_once_whatever_roles_he_holds(desk):
    everything = {"perms": EVERY_FILE_PERMISSION, "clr": "secret"}
    one, two = (desk.by("info_supervisor", name, **everything) for name in ("one", "two"))
    file = done(one.post("/customers", ENTERPRISE), 201)
    path = f"/customers/{file['id']}"
    done(one.post(f"{path}/submit"))
    refused(one.post(f"{path}/examine", YES), 403, "same_person_twice")
    done(two.post(f"{path}/examine", YES))
    for person in (one, two):
        refused(person.post(f"{path}/recheck", YES), 403, "same_person_twice")
    desk.recheck(file)


EVERY_FILE_PERMISSION = [
    f"customer.file.{verb}"
    for verb in ("read", "create", "change", "submit", "examine", "recheck", "archive")
]


def test_who_wrote_the_content_does_not_sign_it_though_another_submitted(desk):
    writer = desk.by("info_supervisor", "writer", perms=EVERY_FILE_PERMISSION)
    file = done(writer.post("/customers", ENTERPRISE), 201)
    desk.submit(file)
    path = f"/customers/{file['id']}/examine"
    refused(writer.post(path, YES), 403, "same_person_twice")
    desk.examine(file)


@pytest.mark.parametrize("verb", ["submit", "examine", "recheck", "archive"])
@pytest.mark.parametrize("role", ["sales_manager", "finance", "executive", "auditor", "buyer"])
def test_other_roles_are_refused(desk, role, verb):
    file = desk.register()
    answer = desk.by(role).post(f"/customers/{file['id']}/{verb}", YES)
    refused(answer, 403, "forbidden")
    assert desk.read(file)["version"] == 1


def test_a_verb_in_the_wrong_state_is_refused_and_says_the_remedy(desk):
    file = desk.register()
    path = f"/customers/{file['id']}"
    examined = refused(
        desk.by("info_supervisor").post(f"{path}/examine", YES), 409, "file_not_for_examination"
    )
    assert file["code"] in examined["detail"]
    refused(desk.by("archivist").post(f"{path}/recheck", YES), 409, "file_not_for_recheck")
    desk.submit(file)
    again = desk.by("info_specialist").post(f"{path}/submit")
    refused(again, 409, "file_not_for_submission")
    refused(desk.change(file, remark="x"), 409, "file_not_changeable")
    refused(
        desk.by("archivist").post(f"{path}/archive", {"reason": "x"}), 409, "file_not_for_archiving"
    )
    assert desk.read(file)["version"] == 2


def test_a_rejected_file_is_corrected_and_submitted_again(desk):
    file = desk.register()
    desk.submit(file)
    path = f"/customers/{file['id']}/examine"
    silent = desk.by("info_supervisor").post(path, {"approve": False})
    refused(silent, 422, "comment_missing", "/comment")
    rejected = done(desk.by("info_supervisor").post(path, NO))
    assert rejected["filing"] == "rejected"
    assert [s["comment"] for s in rejected["signatures"]] == ["", "电话有误", ""]
    corrected = done(desk.change(file, phone_office="021-5888 7777"))
    assert (corrected["filing"], corrected["phone_office"]) == ("rejected", "021-5888 7777")
    signed = desk.sign(file)
    assert [s["round"] for s in signed["signatures"]] == [1, 1, 1, 2, 2, 2]
    assert signed["filing"] == "approved"


def test_the_archivist_may_reject_too(desk):
    file = desk.register()
    desk.submit(file)
    desk.examine(file)
    answer = desk.by("archivist").post(f"/customers/{file['id']}/recheck", NO)
    assert done(answer)["filing"] == "rejected"
    assert desk.facts("file.approved") == []


@pytest.mark.both_databases
def test_a_change_waits_for_its_signatures_while_the_approved_edition_stays_in_force(desk):
    file = desk.approved()
    changed = done(desk.change(file, terms_days=60, founded_on="2001-02-03", staff=12))
    assert (changed["terms_days"], changed["filing"], changed["edition"]) == (30, "draft", 1)
    assert changed["pending"] == {"terms_days": 60, "founded_on": "2001-02-03", "staff": 12}
    desk.submit(file)
    desk.examine(file)
    assert desk.facts("file.changed") == []
    assert desk.read(file)["terms_days"] == 30
    signed = desk.recheck(file)
    assert (signed["terms_days"], signed["founded_on"], signed["staff"]) == (60, "2001-02-03", 12)
    assert (signed["filing"], signed["edition"], signed["pending"]) == ("approved", 2, {})
    [fact] = desk.facts("file.changed")
    assert (fact["terms_days"], fact["approved"]) == (60, True)


def test_a_rejected_change_leaves_the_approved_edition_as_it_was(desk):
    file = desk.approved()
    done(desk.change(file, terms_days=60))
    desk.submit(file)
    path = f"/customers/{file['id']}/examine"
    rejected = done(desk.by("info_supervisor").post(path, NO))
    assert (rejected["terms_days"], rejected["pending"]) == (30, {"terms_days": 60})
    taken_back = done(desk.change(file, terms_days=30))
    assert (taken_back["filing"], taken_back["pending"]) == ("approved", {})
    assert desk.facts("file.changed") == []


def test_an_edit_before_the_first_approval_is_stated_when_others_know_the_field(desk):
    file = desk.register()
    done(desk.change(file, remark="only ours"))
    assert desk.facts("file.changed") == []
    done(desk.change(file, short_name="东汽"))
    [fact] = desk.facts("file.changed")
    assert (fact["display_name"], fact["approved"]) == ("东汽", False)
    done(desk.change(file, sales_region="华东大区"))
    assert desk.facts("file.changed")[-1]["sales_region"] == "华东大区"


def test_an_archived_file_is_closed(desk):
    file = desk.approved()
    path = f"/customers/{file['id']}"
    archivist = desk.by("archivist")
    refused(archivist.post(f"{path}/archive", {"reason": " "}), 422, "invalid_fields", "/reason")
    archived = done(archivist.post(f"{path}/archive", {"reason": "停业"}))
    assert (archived["status"], archived["filing"]) == ("archived", "archived")
    assert archived["archive_reason"] == "停业"
    [fact] = desk.facts("file.archived")
    assert (fact["archived"], fact["status"]) == (True, "archived")
    refused(desk.change(file, remark="x"), 409, "file_not_changeable")


def test_a_change_needs_the_version_that_was_read(desk):
    file = desk.register()
    path, specialist = f"/customers/{file['id']}", desk.by("info_specialist")
    refused(specialist.patch(path, {"remark": "x"}), 428, "if_match_missing")
    done(specialist.patch(path, {"remark": "x"}, version=1))
    refused(specialist.patch(path, {"remark": "y"}, version=1), 412, "stale_version")
    assert desk.read(file)["remark"] == "x"


def test_a_change_that_changes_nothing_makes_no_version(desk):
    file = desk.register()
    same = done(desk.change(file, name=ENTERPRISE["name"]))
    assert same["version"] == 1
    changes = [line for line in desk.journal(file) if "read" not in line["changes"]]
    assert [line["verb"] for line in changes] == ["customer.file.create"]


def test_an_unknown_file_is_not_found(desk):
    nobody = "01980000-0000-7000-8000-000000000001"
    refused(desk.by("finance").get(f"/customers/{nobody}"), 404, "customer_not_found")
    answer = desk.by("info_specialist").post(f"/customers/{nobody}/submit")
    refused(answer, 404, "customer_not_found")


def test_the_same_request_twice_has_one_effect(desk):
    specialist = desk.by("info_specialist")
    first = specialist.post("/customers", ENTERPRISE, key="k1")
    second = specialist.post("/customers", ENTERPRISE, key="k1")
    assert (done(first, 201), first.data) == (done(second, 201), second.data)
    assert len(desk.facts("file.registered")) == 1


def test_every_change_leaves_a_line_in_the_journal(desk):
    file = desk.approved()
    done(desk.change(file, terms_days=60))
    lines = [line for line in desk.journal(file) if "read" not in line["changes"]]
    verbs = [line["verb"].removeprefix("customer.file.") for line in lines]
    assert verbs == ["create", "submit", "examine", "recheck", "change"]
    assert lines[0]["changes"]["name"] == [None, ENTERPRISE["name"]]
    assert lines[-1]["changes"] == {"terms_days": [30, 60], "filing": ["approved", "draft"]}
