"""Settings 库存规则: what the inventory manager decides for the whole company."""
