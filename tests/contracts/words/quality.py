"""Words of the world: cases and their verdicts."""

from typing import Any

Thing = dict[str, Any]


class Quality:
    """Each word brings one thing to the state its name says."""

    def case(self) -> Thing:
        """The case that a return opened."""
        query = {"return_id": self.returned()["id"]}
        listed = self.see("quality", "quality_engineer", "/cases", **query)["items"]
        return self.see("quality", "quality_engineer", f"/cases/{listed[0]['id']}")

    def contained_case(self) -> Thing:
        path = f"/cases/{self.case()['id']}"
        self.do("quality", "quality_engineer", f"{path}/contain", {"locations": []})
        return self.see("quality", "quality_engineer", path)

    def analysed_case(self) -> Thing:
        path = f"/cases/{self.contained_case()['id']}/causes"
        form = {"kind": "occurrence", "text": "cold joint"}
        return self.do("quality", "quality_engineer", path, form)

    def replied_case(self) -> Thing:
        path = f"/cases/{self.analysed_case()['id']}/reply"
        return self.do("quality", "quality_engineer", path, {"text": "we replace them"})

    def judged_case(self) -> Thing:
        case = self.replied_case()
        return self.do(
            "quality", "quality_engineer", f"/cases/{case['id']}/verdict", self.verdict(case)
        )

    def verdict(self, case: Thing) -> Thing:
        """Four pieces back to stock, two to scrap."""
        piece = {name: case["pieces"][0][name] for name in ("return_line_id", "lot_id")}
        kinds = {"restock": "4", "scrap": "2"}
        items = [piece | {"kind": kind, "quantity": each} for kind, each in kinds.items()]
        return {"items": items, "finding": "two cold joints"}

    def closed_case(self) -> Thing:
        path = f"/cases/{self.judged_case()['id']}/close"
        return self.do("quality", "quality_manager", path, {"summary": "cause found"})
