"""Values of wrong input that have to be made first."""

from datetime import timedelta

from chassis import clock

from .world import nothing


def never(_):
    return nothing()


def ahead(_):
    return (clock.today() + timedelta(days=2)).isoformat()


def long_ahead(_):
    return (clock.now() + timedelta(days=400)).isoformat()


def archived_product(w):
    product = w.product(w.name("P"))
    caller = w.as_("inventory", "buyer")
    answer = caller.patch(f"/products/{product['id']}", {"archived": True}, product["version"])
    assert answer.status_code == 200, answer.json
    w.carry()
    return product["id"]


def archived_customer(w):
    filed = w.approved_file()
    w.do("customer", "archivist", f"/customers/{filed['id']}/archive", {"reason": "closed"})
    return filed["id"]


def untracked(w):
    form = {"code": w.name("P"), "name": "oil", "unit": "l", "tracking": "none"}
    return w.do("inventory", "buyer", "/products", form)["id"]


def unpriced(w):
    return w.product(w.name("P"))["id"]


def delivered_line(w):
    return w.delivery()["lines"][0]["id"]


def order_line(w):
    return w.delivery()["lines"][0]["order_line_id"]


def twice(quantity):
    """The same delivery line two times."""

    def lines(w):
        line = {"delivery_line_id": delivered_line(w), "quantity": quantity}
        return [line, dict(line)]

    return lines


def of_two_customers(w):
    return [{"delivery_line_id": delivered_line(w), "quantity": "1"} for _ in range(2)]


def huge(product):
    """Ten lines that are right each and too much together."""

    def lines(w):
        line = {"product_id": product(w), "quantity": "99999", "price": "9999999"}
        return [dict(line) for _ in range(10)]

    return lines


def huge_purchase(w):
    line = {"product_id": unpriced(w), "quantity": "99999999", "unit_price": "9999999"}
    return [line]


def purchased_line(w):
    return w.checked_purchase()["lines"][0]["id"]


def other_lot(w):
    return w.stocked()[1]


def other_piece(w):
    return w.case()["pieces"][0]["return_line_id"]


def taken(kind, make):
    return lambda w: make(w)[kind]
