"""Products 商品: what is bought, kept and sold."""
