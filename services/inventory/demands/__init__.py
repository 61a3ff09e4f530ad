"""Demands 订单需求: what orders ask for, the queue they stand in, and the issue of goods to them."""
