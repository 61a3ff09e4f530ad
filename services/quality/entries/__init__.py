"""Customer concerns 顾客不良信息 as they came in: who, what, how many, how severe."""
