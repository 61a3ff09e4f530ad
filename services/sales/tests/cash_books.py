"""What must be true of a customer's money at every moment, asked of the doors and of the tables themselves."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from sqlalchemy import select

from chassis import clock

from ..credit_notes.models import CreditNote, CreditNoteLine, CreditReversal, CreditReversalLine
from ..deliveries.models import Delivery, DeliveryLine
from ..orders.models import Order, OrderLine
from ..payments.models import Payment
from ..receivables.models import Receivable
from ..settlements.models import Settlement, SettlementLine, Source
from .till import report

D = Decimal
NOTHING = D(0)
AMOUNTS = ("net", "tax", "gross")
NUMBERED = (Order, Delivery, Receivable, CreditNote, CreditReversal, Settlement)


def assert_cash_balances(desk, customer):
    """Nothing is settled beyond what is open; parts add up to wholes; no number is missing."""
    with desk.door.database.reading() as session:
        owed = _all(session, Receivable, customer)
        sources = _all(session, Source, customer)
        _settled_is_what_is_not_open(session, owed, sources)
        _documents_are_their_lines(session, customer)
        _parts_are_the_line(session, customer)
        _credit_is_of_what_was_delivered(session, customer)
        _numbers_have_no_gaps(session)


def assert_reports_agree(desk, customer):
    """Ageing, statement, account and documents agree; the margin is deliveries less credit notes."""
    with desk.door.database.reading() as session:
        owed = _all(session, Receivable, customer)
        sources = _all(session, Source, customer)
        _account_is_all_of_it(desk, session, customer, owed, sources)
        _margin_is_deliveries_less_credit(desk, session, customer)


def due(desk, customer, day=None):
    """How the customer stands at the end of a day: ageing, and the statement's closing balance."""
    day = str(day or clock.today())
    ageing = report(desk, "ageing", customer_id=customer, as_of=day)["totals"]
    period = {"from": f"{day[:8]}01", "to": day}
    return ageing, report(desk, f"statements/{customer}", limit=1, **period)["closing"]


def _all(session, model, customer):
    return session.scalars(select(model).where(model.customer_id == UUID(customer))).all()


def _settled_is_what_is_not_open(session, owed, sources):
    """Σ settled ≥ 0 and ≤ what was owed: open = gross − what its lines took, source by source too."""
    taken = defaultdict(Decimal)
    customer = owed[0].customer_id if owed else sources[0].customer_id if sources else None
    lines = session.scalars(select(SettlementLine).where(SettlementLine.customer_id == customer))
    reversed_by = defaultdict(Decimal)
    every = lines.all()
    for line in every:
        taken[line.source_id] += line.amount
        taken[line.receivable_id] += line.amount
        reversed_by[line.reverses_id] -= line.amount
    for line in every:
        assert 0 <= line.reversed == reversed_by[line.id] <= max(line.amount, NOTHING)
    for each, whole in [(x, x.gross) for x in owed] + [(x, x.amount) for x in sources]:
        assert 0 <= each.open == whole - taken[each.id] <= whole, each.number
        assert (each.cleared_on is None) == bool(each.open)
    spent = {x.id for x in sources if x.kind in ("tail", "bad_debt")}
    gone = select(Payment.id).where(Payment.customer_id == customer, Payment.status == "reversed")
    spent.update(session.scalars(gone))
    assert not any(x.open for x in sources if x.id in spent), "open, of what is out of the books"


def _documents_are_their_lines(session, customer):
    for head, line, link, names in (
        (Order, OrderLine, OrderLine.order_id, AMOUNTS),
        (Delivery, DeliveryLine, DeliveryLine.delivery_id, (*AMOUNTS, "cost")),
        (CreditNote, CreditNoteLine, CreditNoteLine.credit_note_id, (*AMOUNTS, "cost")),
        (CreditReversal, CreditReversalLine, CreditReversalLine.credit_reversal_id, AMOUNTS),
    ):
        lines = defaultdict(lambda: defaultdict(Decimal))
        rows = session.execute(
            select(line, link).join(head, head.id == link).where(head.customer_id == UUID(customer))
        )
        for each, of in rows:
            assert each.net + each.tax == each.gross
            for name in names:
                lines[of][name] += getattr(each, name)
        for each in _all(session, head, customer):
            assert {name: getattr(each, name) for name in names} == lines[each.id], each.number


def _parts_are_the_line(session, customer):
    """What was delivered of a line is its part by the pieces gone, whole when all of it is."""
    lines = _lines_of(session, OrderLine, Order, customer)
    names, key = (*AMOUNTS, "discount", "cost"), DeliveryLine.order_line_id
    gone = _sums(session, DeliveryLine, key, names, [line.id for line, _ in lines])
    for line, order in lines:
        parts = gone[line.id]
        assert parts["quantity"] == line.delivered <= line.quantity - line.cancelled
        assert (parts["net"], parts["cost"]) == (line.delivered_net, line.cost)
        whole = {name: getattr(line, name) for name in AMOUNTS}
        whole["discount"] = line.discount + line.order_discount
        _is_part(parts, whole, (line.delivered, line.quantity), order.price_mode)


def _credit_is_of_what_was_delivered(session, customer):
    """What stands credited of a delivered line is never more than it was worth, and all of that when
    all its pieces are."""
    names = (*AMOUNTS, "cost")
    lines = _lines_of(session, DeliveryLine, Delivery, customer)
    ids = [line.id for line, _ in lines]
    notes, back = (
        _sums(session, model, model.delivery_line_id, names, ids)
        for model in (CreditNoteLine, CreditReversalLine)
    )
    for line, delivery in lines:
        if delivery.kind != "sale" or line.id not in notes:
            continue
        stands = {name: notes[line.id][name] - back[line.id][name] for name in notes[line.id]}
        assert 0 <= stands["quantity"] <= line.quantity
        for name in ("net", "gross", "cost"):
            assert 0 <= stands[name] <= getattr(line, name), (name, stands[name])
            assert stands[name] == getattr(line, name) or stands["quantity"] < line.quantity


def _is_part(parts, whole, pieces, mode):
    """Two of net, tax and gross follow the cumulative rule, as the price mode reckons them."""
    some, all_of_them = pieces
    following = ("net", "tax") if mode == "excluded" else ("net", "gross")
    for name in (*following, "discount"):
        part = (whole[name] * some / all_of_them).quantize(D("0.01"), ROUND_HALF_UP)
        assert parts[name] == part, (name, parts[name], part)
    assert parts["net"] + parts["tax"] == parts["gross"]


def _lines_of(session, line, head, customer):
    link = line.order_id if line is OrderLine else line.delivery_id
    query = select(line, head).join(head, head.id == link)
    return session.execute(query.where(head.customer_id == UUID(customer))).all()


def _sums(session, model, key, names, ids):
    """By key, the sums of the lines of these keys."""
    sums = defaultdict(lambda: defaultdict(Decimal))
    names = (*names, "quantity")
    query = select(key, *(getattr(model, name) for name in names)).where(key.in_(ids))
    for of, *values in session.execute(query):
        for name, value in zip(names, values, strict=True):
            sums[of][name] += value
    return sums


def _numbers_have_no_gaps(session):
    """Every series counts 1, 2, 3, … in its year; receivables have their deliveries' way to count."""
    for model in NUMBERED:
        series = defaultdict(list)
        for number in session.scalars(select(model.number)):
            prefix, _, count = number.rpartition("-")
            series[prefix].append(int(count))
        for prefix, counts in series.items():
            assert sorted(counts) == list(range(1, len(counts) + 1)), prefix


def _account_is_all_of_it(desk, session, customer, owed, sources):
    """The exposure's terms, the ageing and the statement are the open documents and orders."""
    receivables = sum((x.open for x in owed), NOTHING)
    unallocated = sum((x.open for x in sources), NOTHING)
    account = desk.account(customer)
    assert (D(account["open_receivables"]), D(account["unallocated"])) == (receivables, unallocated)
    money = sum((x.open for x in sources if x.kind in ("payment", "opening")), NOTHING)
    assert D(account["advances"]) == money
    ageing, closing = due(desk, customer)
    assert (D(ageing["total"]), D(ageing["unallocated"])) == (receivables, unallocated)
    assert D(closing) == receivables - unallocated
    assert D(account["undelivered"]) == _undelivered(session, customer)


def _undelivered(session, customer):
    """Gross of what confirmed and posted orders still owe."""
    live = ("confirmed", "posted", "cancelling")
    lines = _lines_of(session, OrderLine, Order, customer)
    owing = {line.id: line.gross for line, order in lines if order.status in live}
    gone = _sums(session, DeliveryLine, DeliveryLine.order_line_id, ("gross",), list(owing))
    return sum((gross - gone[id]["gross"] for id, gross in owing.items()), NOTHING)


def _margin_is_deliveries_less_credit(desk, session, customer):
    sums = defaultdict(Decimal)
    for each in _all(session, Delivery, customer):
        sums["net"] += each.net
        sums["gross"] += each.gross
        sums["cost"] += each.cost if each.kind == "sale" else 0
    for model, sign in ((CreditNote, -1), (CreditReversal, 1)):
        for each in _all(session, model, customer):
            for name in ("net", "gross", "cost"):
                sums[name] += sign * getattr(each, name)
    found = report(desk, "margins", customer_id=customer)["items"]
    shown = found[0] if found else defaultdict(lambda: "0.00")
    assert (D(shown["net"]), D(shown["cost"])) == (sums["net"], sums["cost"])
    assert D(shown["margin"]) == sums["net"] - sums["cost"]
    by_month = report(desk, "ranking", customer_id=customer, by="month")["totals"]
    assert (D(by_month["net"]), D(by_month["gross"])) == (sums["net"], sums["gross"])
