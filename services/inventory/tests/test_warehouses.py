"""What other services are told of warehouses."""

from chassis.transport.contract import declared

MADE, CHANGED = "inventory.warehouse.registered.v1", "inventory.warehouse.changed.v1"


def test_every_warehouse_is_told_of_with_its_whole_state_and_the_first_one_too(service_door):
    door = service_door("inventory")
    manager = door.as_("inventory_manager")
    (first,) = manager.get("/warehouses").json["items"]
    (told,) = door.envelopes(MADE)
    declared[MADE].check(told["data"])
    assert (told["subject"], told["sequence"]) == (f"warehouse/{first['id']}", first["version"])
    assert (told["data"]["code"], told["data"]["is_default"]) == ("MAIN", True)
    east = manager.post("/warehouses", {"code": "EAST", "name": "东库"}).json
    assert door.facts(MADE)[-1] == {
        "warehouse_id": east["id"],
        "code": "EAST",
        "name": "东库",
        "is_default": False,
        "archived": False,
    }
    path = f"/warehouses/{east['id']}"
    assert manager.patch(path, {"is_default": True}, 1).status_code == 200
    assert [(fact["code"], fact["is_default"]) for fact in door.facts(CHANGED)] == [
        ("MAIN", False),
        ("EAST", True),
    ]
    assert manager.patch(f"/warehouses/{first['id']}", {"archived": True}, 2).status_code == 200
    last = door.envelopes(CHANGED)[-1]
    assert (last["sequence"], last["data"]["archived"]) == (3, True)
