"""Words of the world: customer files and credit proposals."""

from typing import Any

from tests.support.town import APPROVED

Thing = dict[str, Any]


class Files:
    """Each word brings one thing to the state its name says."""

    def draft_file(self) -> Thing:
        form = {"type": "enterprise", "name": self.name("C"), "department": "sales"}
        form |= {"legal_representative": "Zhao", "address_company": "1 Dock Road"}
        form["owner_id"] = str(self.doors["sales"].user_id("salesperson"))
        return self.do("customer", "info_specialist", "/customers", form)

    def complete_file(self) -> Thing:
        filed = self.draft_file()
        caller, change = self.as_("customer", "info_specialist"), {"none": filed["missing"]}
        answer = caller.patch(f"/customers/{filed['id']}", change, version=filed["version"])
        assert answer.status_code == 200, answer.json
        return answer.json

    def submitted_file(self) -> Thing:
        path = f"/customers/{self.complete_file()['id']}/submit"
        return self.do("customer", "info_specialist", path)

    def examined_file(self) -> Thing:
        path = f"/customers/{self.submitted_file()['id']}/examine"
        return self.do("customer", "info_supervisor", path, APPROVED)

    def approved_file(self) -> Thing:
        path = f"/customers/{self.examined_file()['id']}/recheck"
        return self.do("customer", "archivist", path, APPROVED)

    def proposal(self, limit: str = "100000.00") -> Thing:
        path = f"/customers/{self.approved_file()['id']}/credit-proposals"
        wish = {"limit": limit, "rating": "A", "reason": "contract"}
        return self.do("customer", "info_specialist", path, wish)

    def examined_proposal(self) -> Thing:
        path = f"/credit-proposals/{self.proposal()['id']}/examine"
        return self.do("customer", "info_supervisor", path, APPROVED)
