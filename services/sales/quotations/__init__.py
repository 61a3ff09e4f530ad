"""Quotations 报价单: priced as orders are, sent, revised, answered; an accepted one makes an order, once."""
