"""Who acts in the demo data: the right person for each step."""

from chassis.demo import acting_as

BUYER = acting_as("buyer", "采购员 Buyer", "purchasing")
MANAGER = acting_as("inventory_manager", "库存主管 Inventory manager", "warehouse")
FINANCE = acting_as("finance", "财务 Finance", "finance")
INSPECTOR = acting_as("inspector", "检验员 Inspector", "quality")
ENGINEER = acting_as("quality_engineer", "质量工程师 Quality engineer", "quality")
KEEPER = acting_as("warehouse_keeper", "仓库管理员 Warehouse keeper", "warehouse")
QUALITY_MANAGER = acting_as("quality_manager", "质量经理 Quality manager", "quality")
