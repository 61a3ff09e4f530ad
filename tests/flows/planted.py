"""A difference for each rule of the self-check: the service in whose books it is planted, and how."""

PLANTED = {
    "received pieces of a purchase order line = its receipt lines": (
        "inventory",
        "UPDATE purchase_order_lines SET scrapped = scrapped + 1",
    ),
    "purchase order line = received + cancelled + open": (
        "inventory",
        "UPDATE purchase_order_lines SET open = open + 1",
    ),
    "on order of a purchase order that is over": (
        "inventory",
        "UPDATE purchase_order_lines SET pieces = pieces + 1, open = open + 1",
    ),
    "purchase order = its lines": ("inventory", "UPDATE purchase_orders SET net = net + 1"),
    "stock beyond its limits, as it is kept": (
        "inventory",
        "UPDATE stock_limits SET minimum = NULL",
    ),
    "ledger = stock value and quarantine value": (
        "inventory",
        "UPDATE pools SET value = value + 1",
    ),
    "layers = value of products costed first in, first out": (
        "inventory",
        "UPDATE layers SET value = value - 1 WHERE quantity > 0",
    ),
    "ledger = stock per warehouse": ("inventory", "UPDATE balances SET free = free + 1"),
    "ledger = stock per lot": ("inventory", "UPDATE lot_balances SET available = available + 1"),
    "lots = stock per warehouse": (
        "inventory",
        "UPDATE balances SET free = free + 1, held = held + 1",
    ),
    "where a serial number is = its lot's pieces": (
        "inventory",
        "UPDATE serials SET state = 'scrapped'",
    ),
    "a serial number that is gone elsewhere than its last movement took it": (
        "inventory",
        "UPDATE serials SET state = 'scrapped'",
    ),
    "shipped and not yet arrived = between warehouses": (
        "inventory",
        "UPDATE transfer_pieces SET received = received - 1",
    ),
    "reserved by orders = reserved in stock": (
        "inventory",
        "UPDATE balances SET reserved = reserved + 1",
    ),
    "reserved by lot number = named in the lot": (
        "inventory",
        "UPDATE lot_balances SET named = named + 1",
    ),
    "reserved of an order line by lot number = its lots": (
        "inventory",
        "UPDATE demand_lines SET numbered = numbered + 1",
    ),
    "used of a waiver = what left by it": ("inventory", "UPDATE waivers SET used = used + 1"),
    "a waiver of which more left or is promised than was granted": (
        "inventory",
        "UPDATE waivers SET used = quantity + 1",
    ),
    "issued of an order line = its movements": (
        "inventory",
        "UPDATE demand_lines SET issued = issued + 1, ordered = ordered + 1",
    ),
    "stock before a day = ledger before it": (
        "inventory",
        "UPDATE pool_days SET value = value + 1",
    ),
    "stock of a warehouse before a day = ledger before it": (
        "inventory",
        "INSERT INTO balance_days SELECT DISTINCT product_id, booked_on, warehouse_id, 1, 0"
        " FROM movements",
    ),
    "back to supplier = movements, at the receipt's cost": (
        "inventory",
        "UPDATE supplier_return_lines SET value = value + 1",
    ),
    "pieces of a receipt line, and what the gone ones took = the ledger": (
        "inventory",
        "UPDATE receipt_lines SET gone_value = gone_value + 1",
    ),
    "returned of a receipt = its returns to the supplier and what inspections sent back": (
        "inventory",
        "UPDATE inspections SET order_line_id = receipt_id",
    ),
    "more pieces of a receipt line in some place than were received": (
        "inventory",
        "UPDATE receipt_lines SET returned = quantity + 1",
    ),
    "signed opening balances = movements": (
        "inventory",
        "UPDATE opening_lines SET value = value + 1",
    ),
    "a product opened twice in a warehouse": (
        "inventory",
        "UPDATE openings SET status = 'signed'",
    ),
    "a product moved in a warehouse before its opening": (
        "inventory",
        "UPDATE openings SET signed_at = '2999-12-31 00:00:00'",
    ),
    "stock below zero": ("inventory", "UPDATE balances SET quarantined = -1"),
    "a held lot with pieces free to leave": ("inventory", "UPDATE lots SET held = true"),
    "an expired lot with pieces free to leave": (
        "inventory",
        "UPDATE lots SET expired = true",
    ),
    "an active hold = a held lot": ("inventory", "UPDATE lots SET held = true"),
    "quarantine = returned and inspected pieces left in it": (
        "inventory",
        "UPDATE inspected_lots SET gone_cost = gone_cost + 1",
    ),
    "inspection = its lots": ("inventory", "UPDATE inspections SET released = released + 1"),
    "disposal of inspected pieces = its movements": (
        "inventory",
        "UPDATE inspection_disposals SET cost = cost + 1",
    ),
    "adjustment = its movement": ("inventory", "UPDATE adjustments SET value = value + 1"),
    "difference of an approved stocktake = its movement": (
        "inventory",
        "UPDATE stocktake_lines SET amount = amount + 1",
    ),
    "order line = demand in inventory": (
        "sales",
        "UPDATE order_lines SET delivered = delivered - 1",
    ),
    "reserved and back-ordered, as sales shows them": (
        "sales",
        "UPDATE order_lines SET reserved = reserved + 1",
    ),
    "delivery line = what inventory issued, at its cost": (
        "sales",
        "UPDATE delivery_lines SET cost = cost + 1",
    ),
    "delivery = its lines": ("sales", "UPDATE deliveries SET net = net + 1"),
    "delivery = receivable": ("sales", "UPDATE receivables SET gross = gross + 1"),
    "order line = its deliveries": (
        "sales",
        "UPDATE order_lines SET delivered_net = delivered_net + 1",
    ),
    "an order line delivered whole at another amount than ordered": (
        "sales",
        "UPDATE order_lines SET net = net + 1",
    ),
    "credit account = undelivered of its orders": (
        "sales",
        "UPDATE credit_accounts SET undelivered = undelivered + 1",
    ),
    "accepted quotation = its order": ("sales", "UPDATE orders SET quotation_id = NULL"),
    "a delivery signed for whose lines are not, or the other way": (
        "sales",
        "UPDATE delivery_lines SET signed = 1",
    ),
    "order = its lines": ("sales", "UPDATE orders SET tax = tax + 1"),
    "receivable = open + settled": (
        "sales",
        "UPDATE receivables SET open = open - 1",
    ),
    "source = open + used": ("sales", "UPDATE settlement_lines SET amount = amount + 1"),
    "credit note = its source": ("sales", "UPDATE sources SET amount = amount + 1"),
    "signed opening balance = its receivable or source": (
        "sales",
        "UPDATE receivables SET kind = 'opening'",
    ),
    "payment = its source": ("sales", "UPDATE sources SET kind = 'payment'"),
    "reversed payment = nothing left of it": (
        "sales",
        "UPDATE settlement_lines SET use = 'void', source_kind = 'payment'",
    ),
    "approved refund = what left its source": (
        "sales",
        "UPDATE settlement_lines SET use = 'refund'",
    ),
    "agreed debit note or write-off = its source": ("sales", "UPDATE sources SET kind = 'tail'"),
    "opening receivable taken back = settled by its reversal": (
        "sales",
        "UPDATE settlement_lines SET source_kind = 'opening_reversal'",
    ),
    "settlement = its lines": ("sales", "UPDATE settlements SET amount = amount + 1"),
    "settlement line's reversed amount = the lines that reverse it": (
        "sales",
        "UPDATE settlement_lines SET reversed = reversed + 1",
    ),
    "a receivable settled beyond its amount, or below nothing": (
        "sales",
        "UPDATE receivables SET gross = 0",
    ),
    "credit account = open receivables": (
        "sales",
        "UPDATE credit_accounts SET open_receivables = open_receivables + 1",
    ),
    "credit account = unallocated advances and credits": (
        "sales",
        "UPDATE credit_accounts SET unallocated = unallocated + 1",
    ),
    "credit account = unallocated advances": (
        "sales",
        "UPDATE credit_accounts SET advances = advances + 1",
    ),
    "kept totals = deliveries, returns and credit notes of the month": (
        "sales",
        "UPDATE sales_totals SET credited_cost = credited_cost + 1",
    ),
    "pieces sent back to customers, as the totals count them": (
        "sales",
        "UPDATE sales_totals SET sent_back_quantity = sent_back_quantity + 1",
    ),
    "totals of customers = totals of their products": (
        "sales",
        "UPDATE customer_totals SET delivered_gross = delivered_gross + 1",
    ),
    "totals of products = totals of their customers": (
        "sales",
        "UPDATE product_totals SET returned_quantity = returned_quantity + 1",
    ),
    "quality cost of a month = its cases' costs": (
        "sales",
        "UPDATE quality_totals SET cost = cost + 1",
    ),
    "quality cost, as sales counts it": ("sales", "UPDATE quality_costs SET amount = amount + 1"),
    "customer file, as sales knows it": ("sales", "UPDATE customers SET code = 'CU-0'"),
    "product, as sales knows it": ("sales", "UPDATE products SET name = 'other'"),
    "delivery line's returned pieces = its return lines": (
        "sales",
        "UPDATE delivery_lines SET returned = returned + 1",
    ),
    "return line = what entered quarantine, at its cost": (
        "inventory",
        "UPDATE returned SET cost = cost + 1",
    ),
    "return line = one quality case": ("quality", "UPDATE entries SET return_line_id = NULL"),
    "credited and reversed pieces of a return line = its credit notes and reversals": (
        "sales",
        "UPDATE return_lines SET reversed = reversed + 1",
    ),
    "credit note = its lines": ("sales", "UPDATE credit_note_lines SET gross = gross + 1"),
    "reversed of a credit note = its reversals' lines": (
        "sales",
        "UPDATE credit_notes SET reversed = reversed + 1",
    ),
    "a credit note's line reversed whole at other amounts": (
        "sales",
        "UPDATE credit_reversal_lines SET net = net + 1",
    ),
    "what a reversal charges = its receivable": (
        "sales",
        "UPDATE receivables SET kind = 'reversal'",
    ),
    "a return line that is to be credited on receipt and is not": (
        "sales",
        "UPDATE return_lines SET credited = 0",
    ),
    "more credited for a delivery than it was worth": (
        "sales",
        "UPDATE credit_note_lines SET gross = gross + 1000000",
    ),
    "judged pieces, as sales counts them": ("sales", "UPDATE return_lines SET judged = 1"),
    "pieces sent back to the customer": ("inventory", "UPDATE returned SET sent_back = 1"),
    "sent back to customers = movements, at what they took of the cost": (
        "inventory",
        "UPDATE returned SET sent_back_cost = sent_back_cost + 1 WHERE sent_back > 0",
    ),
    "a lot that is back beyond its cost, or whole at another": (
        "inventory",
        "UPDATE returned SET cost = cost + 1000000",
    ),
    "replaced pieces of a return line = ordered for it": (
        "sales",
        "UPDATE return_lines SET replaced = replaced + 1",
    ),
    "cost of a replacement = its case's quality cost": (
        "sales",
        "UPDATE deliveries SET kind = 'replacement'",
    ),
    "quality case, as sales knows it": ("sales", "UPDATE cases SET severity = 'fatal'"),
    "pieces in quarantine, as the case counts them": (
        "quality",
        "UPDATE pieces SET quarantined = quarantined + 1",
    ),
    "verdict = what inventory did, at its cost": (
        "quality",
        "UPDATE dispositions SET cost = cost + 1",
    ),
    "hold of a case = hold in inventory": ("quality", "UPDATE holds SET status = 'requested'"),
    "net, tax and gross of received pieces = their part of the purchase order line": (
        "inventory",
        "UPDATE receipt_lines SET tax = tax + 1",
    ),
    "tax gone with what left of a receipt line = its part": (
        "inventory",
        "UPDATE receipt_lines SET gone_tax = gone_tax + 1 WHERE scrapped > 0",
    ),
    "tax gone of a receipt that was not inspected = that of its returns to the supplier": (
        "inventory",
        "UPDATE supplier_return_lines SET tax = tax + 1",
    ),
    "a receipt line that is gone whole at other amounts than it came at": (
        "inventory",
        "UPDATE receipt_lines SET returned = quantity, scrapped = 0",
    ),
    "a purchase order or a line of it whose gross is not net and tax": (
        "inventory",
        "UPDATE purchase_order_lines SET tax = tax + 1, gross = gross + 2",
    ),
    "an empty pool that is worth something, or one worth less than nothing": (
        "inventory",
        "UPDATE pools SET quarantine_value = 1 WHERE quarantine_quantity = 0",
    ),
    "an order line of which a piece is in no state, or in two": (
        "inventory",
        "UPDATE demand_lines SET backordered = backordered + 1",
    ),
    "cost of disposed pieces = their part of what was returned": (
        "inventory",
        "UPDATE returned SET disposed_cost = disposed_cost + 1",
    ),
    "approved loss of a transfer = its movement": (
        "inventory",
        "UPDATE transfer_losses SET value = value + 1",
    ),
    "pieces with customers, as sales counts them = the ledger": (
        "sales",
        "UPDATE delivery_lines SET quantity = quantity + 1",
    ),
    "credit reversal = its lines": ("sales", "UPDATE credit_reversals SET tax = tax + 1"),
    "net, tax and gross of delivered pieces = their part of the order line": (
        "sales",
        "UPDATE delivery_lines SET tax = tax + 1",
    ),
    "a document or a line of it whose gross is not net and tax": (
        "sales",
        "UPDATE return_lines SET gross = gross + 1",
    ),
    "quotation = its lines": ("sales", "UPDATE quotations SET discount = discount + 1"),
    "an order whose fulfilment is not that of its lines": (
        "sales",
        "UPDATE orders SET fulfilment = 'none'",
    ),
    "a source used beyond its amount, or below nothing": (
        "sales",
        "UPDATE sources SET amount = 0",
    ),
    "recovered write-off or reversed debit note = what was voided of it": (
        "sales",
        "UPDATE settlement_lines SET use = 'void', source_kind = 'tail'",
    ),
    "a number of a delivery, receivable or credit note that was taken and no document bears": (
        "sales",
        "UPDATE series SET last = last + 1 WHERE kind = 'CN'",
    ),
    "a document booked into a month after it was closed": (
        "sales",
        "UPDATE deliveries SET booked_on = (SELECT starts_on FROM periods)",
    ),
}
"""One planted difference per rule; another rule may see it too, this one must."""
