"""Differences in the numbers of a rule of the self-check that its first planted one leaves as they are."""

OTHER_NUMBERS = (
    (
        "adjustment = its movement",
        "UPDATE adjustments SET quantity = quantity + 1",
    ),
    (
        "approved loss of a transfer = its movement",
        "UPDATE transfer_losses SET quantity = quantity + 1",
    ),
    (
        "back to supplier = movements, at the receipt's cost",
        "UPDATE supplier_return_lines SET quantity = quantity + 1, difference = difference + 1",
    ),
    (
        "credit note = its lines",
        "UPDATE credit_notes SET net = net + 1, tax = tax + 1, cost = cost + 1",
    ),
    (
        "credit reversal = its lines",
        "UPDATE credit_reversals SET gross = gross + 1, cost = cost + 1",
    ),
    (
        "delivery = its lines",
        "UPDATE deliveries SET gross = gross + 1",
    ),
    (
        "difference of an approved stocktake = its movement",
        "UPDATE stocktake_lines SET difference = difference + 1",
    ),
    (
        "disposal of inspected pieces = its movements",
        "UPDATE inspection_disposals SET quantity = quantity + 1",
    ),
    (
        "inspection = its lots",
        "UPDATE inspections SET quantity = quantity + 1, cost = cost + 1",
    ),
    (
        "kept totals = deliveries, returns and credit notes of the month",
        "UPDATE sales_totals SET returned_quantity = returned_quantity + 1, returned_net = "
        "returned_net + 1",
    ),
    (
        "layers = value of products costed first in, first out",
        "UPDATE layers SET quantity = quantity + 1",
    ),
    (
        "ledger = stock per lot",
        "UPDATE lot_balances SET quarantined = quarantined + 1",
    ),
    (
        "ledger = stock value and quarantine value",
        "UPDATE pools SET quantity = quantity + 1, quarantine_quantity = quarantine_quantity + 1",
    ),
    (
        "lots = stock per warehouse",
        'UPDATE balances SET "between" = "between" + 1',
    ),
    (
        "order = its lines",
        "UPDATE orders SET gross = gross + 1, discount = discount + 1, cost = cost + 1",
    ),
    (
        "order line = demand in inventory",
        "UPDATE order_lines SET cancelled = cancelled + 1",
    ),
    (
        "pieces of a receipt line, and what the gone ones took = the ledger",
        "UPDATE receipt_lines SET quantity = quantity + 1",
    ),
    (
        "quality cost of a month = its cases' costs",
        "UPDATE quality_totals SET recharged = recharged + 1",
    ),
    (
        "quarantine = returned and inspected pieces left in it",
        "UPDATE pools SET quarantine_quantity = quarantine_quantity + 1",
    ),
    (
        "quotation = its lines",
        "UPDATE quotations SET net = net + 1, tax = tax + 1, gross = gross + 1",
    ),
    (
        "received pieces of a purchase order line = its receipt lines",
        "UPDATE purchase_order_lines SET received = received + 1, quarantined = quarantined + 1",
    ),
    (
        "return line = what entered quarantine, at its cost",
        "UPDATE returned SET quantity = quantity + 1",
    ),
    (
        "stock before a day = ledger before it",
        "UPDATE pool_days SET quantity = quantity + 1, quarantine_quantity = "
        "quarantine_quantity + 1, quarantine_value = quarantine_value + 1",
    ),
    (
        "stock beyond its limits, as it is kept",
        "UPDATE stock_limits SET above_since = CASE WHEN above_since IS NULL THEN created_at END",
    ),
    (
        "stock of a warehouse before a day = ledger before it",
        "INSERT INTO balance_days SELECT DISTINCT product_id, booked_on, warehouse_id, 0, 1 "
        "FROM movements",
    ),
    (
        "totals of customers = totals of their products",
        "UPDATE customer_totals SET delivered_quantity = delivered_quantity + 1, "
        "delivered_net = delivered_net + 1, delivered_cost = delivered_cost + 1",
    ),
    (
        "totals of customers = totals of their products",
        "UPDATE customer_totals SET returned_quantity = returned_quantity + 1, returned_net "
        "= returned_net + 1, credited_net = credited_net + 1, credited_gross = "
        "credited_gross + 1",
    ),
    (
        "totals of products = totals of their customers",
        "UPDATE product_totals SET delivered_quantity = delivered_quantity + 1, "
        "delivered_net = delivered_net + 1, delivered_gross = delivered_gross + 1, "
        "delivered_cost = delivered_cost + 1",
    ),
    (
        "totals of products = totals of their customers",
        "UPDATE product_totals SET returned_net = returned_net + 1, credited_net = "
        "credited_net + 1, credited_gross = credited_gross + 1",
    ),
    (
        "verdict = what inventory did, at its cost",
        "UPDATE dispositions SET quantity = quantity + 1",
    ),
    (
        "where a serial number is = its lot's pieces",
        "UPDATE serials SET state = 'held'",
    ),
    (
        "where a serial number is = its lot's pieces",
        "UPDATE serials SET state = 'quarantined'",
    ),
    (
        "where a serial number is = its lot's pieces",
        "UPDATE serials SET state = 'between'",
    ),
)
"""A rule that compares several numbers, and how they become different in the same service's books."""
