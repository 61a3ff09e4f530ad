"""Customer files 客户档案: one file per customer, registered, signed by three people, archived."""
