"""Stock 库存: pools of value, balances, lots with their holds, and the ledger under all of them."""
