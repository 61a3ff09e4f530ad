"""Sheets with the headings that the paper forms of before have."""

from tests.support.sheets import SheetDesk, places, text, told


def test_the_forms_of_before_come_in_with_their_own_headings(service_door):
    desk = SheetDesk(service_door("inventory"))

    def bring(form, heads, *row, role="buyer"):
        content = text(heads.split("、"), list(row))
        job = desk.bring(form, content, role=role)
        assert told(job) == ("done", 1, 0, 0), job["first_faults"]
        assert told(desk.bring(form, content, role=role)) == ("done", 0, 1, 0)

    bring("suppliers", "供应商编号、供应商名称、供应商地址", "001", "华东轴承厂", "上海")
    goods = "商品编号、商品名称、条形码、计量单位、商品说明"
    bring("products", goods, "0077", "轴承", "6901234567892", "件", "深沟球")
    bring("products", f"{goods}、最低储备、最高储备", "0078", "轴", "", "根", "", "10", "50.5")
    bring("sale-prices", "商品编号、销售价", "0077", "16.5")
    bring("offers", "商品编号、供应商编号、采购单价", "0077", "001", "10")
    stock = "商品编号、成本价、库存数量、库存总金额"
    loose = {"code": "0079", "name": "机油", "unit": "升", "tracking": "none"}
    assert desk.door.as_("inventory_manager").post("/products", loose).status_code == 201
    bring("openings", stock, "0079", "10", "3", "30", role="inventory_manager")
    buyer = desk.door.as_("buyer")
    (bearing,) = buyer.get("/products", code="0077").json["items"]
    assert (bearing["name"], bearing["barcode"]) == ("轴承", "6901234567892")
    assert (bearing["unit"], bearing["description"]) == ("件", "深沟球")
    assert bearing["sale_price"] == "16.500000"
    (rod,) = buyer.get("/products", code="0078").json["items"]
    assert (rod["minimum"], rod["maximum"]) == ("10.000", "50.500")
    (supplier,) = buyer.get("/suppliers").json["items"]
    assert (supplier["code"], supplier["address"]) == ("001", "上海")


def test_what_another_form_holds_is_refused_by_its_heading_and_not_passed_over(service_door):
    desk = SheetDesk(service_door("inventory"))
    heads = ["商品编号", "商品名称", "计量单位", "供应商编号", "供应商地址"]
    job = desk.bring("products", text(heads, ["0077", "轴承", "件", "001", "上海"]))
    faults = [(each["heading"], each["code"]) for each in job["first_faults"]]
    assert faults == [("供应商编号", "heading_unknown"), ("供应商地址", "heading_unknown")]


def test_a_list_parted_by_semicolons_under_a_title_is_read_and_its_unclear_numbers_are_named(
    service_door,
):
    """Where semicolons part the columns, a comma is mostly the decimal one: 1,250 is no thousand."""
    desk = SheetDesk(service_door("inventory"))
    sheet = "价目表\ncode;name;unit;sale_price\nA;a;pc;{}\n"
    for price in ("1,250", "0,250"):
        job = desk.bring("products", sheet.format(price).encode())
        assert (job["state"], places(job)) == ("failed", [(3, "D", "comma_unclear")])
        assert price in job["first_faults"][0]["detail"]
    assert desk.names("/products") == []
    assert told(desk.bring("products", sheet.format("1,250.5").encode())) == ("done", 1, 0, 0)
    assert told(desk.bring("products", sheet.format("1250.50").encode())) == ("done", 0, 1, 0)
    quoted = sheet.replace(";", ",").format('"1,250.5"').encode()
    assert told(desk.bring("products", quoted)) == ("done", 0, 1, 0)
    assert told(desk.bring("products", sheet.replace(";", ",").format('"1,250"').encode())) == (
        "done",
        1,
        0,
        0,
    )
